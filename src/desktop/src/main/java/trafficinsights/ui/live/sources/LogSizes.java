package trafficinsights.ui.live.sources;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;

/// How large logs were when they were opened. Compressed ones do not grow. Threads: any.
final class LogSizes {
    static final LogSizes NONE =
            new LogSizes(List.of(), CompletableFuture.completedFuture(List.of()));

    private static final Executor DISK =
            task -> Thread.ofVirtual().name("sizes-of-logs").start(task);
    private static final Pattern COMPRESSED = Pattern.compile(".*\\.(gz|zst|bz2|xz|zip)");

    private final List<Path> files;
    private final CompletableFuture<List<Long>> sizes;

    private LogSizes(List<Path> files, CompletableFuture<List<Long>> sizes) {
        this.files = files;
        this.sizes = sizes;
    }

    /// Asks the disk in the background.
    static LogSizes measure(List<Path> logs) {
        List<Path> plain =
                logs.stream().filter(log -> !COMPRESSED.matcher(log.toString()).matches()).toList();
        return new LogSizes(plain, CompletableFuture.supplyAsync(() -> sizes(plain), DISK));
    }

    private static List<Long> sizes(List<Path> files) {
        return files.stream().map(LogSizes::size).toList();
    }

    /// As if it were endless where it cannot be asked: such a file does not grow.
    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException gone) {
            return Long.MAX_VALUE;
        }
    }

    /// Names of the files that are larger now; empty without one. Asks the disk.
    String grown() {
        List<Long> before = sizes.join();
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < files.size(); i++) {
            long now = size(files.get(i));
            if (now != Long.MAX_VALUE && now > before.get(i)) {
                names.append(names.isEmpty() ? "" : ", ").append(files.get(i).getFileName());
            }
        }
        return names.toString();
    }
}
