package trafficinsights.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Files named by patterns (`logs/*.gz`), for shells that do not resolve them.
final class FilePatterns {
    private FilePatterns() {}

    /// The files of all arguments; those of one pattern in the order of their names. A pattern that
    /// matches nothing stays as it is, so that the run names it as missing.
    static List<Path> files(List<String> arguments) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String argument : arguments) {
            boolean isPattern = argument.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
            if (isPattern && !existsAsNamed(argument)) {
                files.addAll(matches(argument));
            } else {
                files.add(Path.of(argument));
            }
        }
        return files;
    }

    private static boolean existsAsNamed(String argument) {
        return argument.chars().noneMatch(c -> c == '*' || c == '?')
                && Files.exists(Path.of(argument));
    }

    private static List<Path> matches(String pattern) throws IOException {
        int slash = Math.max(pattern.lastIndexOf('/'), pattern.lastIndexOf('\\'));
        Path folder = Path.of(slash < 0 ? "." : pattern.substring(0, slash + 1));
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> entries =
                    Files.newDirectoryStream(folder, pattern.substring(slash + 1))) {
                for (Path entry : entries) {
                    if (Files.isRegularFile(entry)) {
                        found.add(slash < 0 ? entry.getFileName() : entry);
                    }
                }
            }
        }
        found.sort(null);
        return found;
    }
}
