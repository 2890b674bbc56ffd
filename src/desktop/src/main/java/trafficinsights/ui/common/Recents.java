package trafficinsights.ui.common;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// What was opened and run before, newest first, in a file of the window's folder.
///
/// A folder that cannot be used is not a reason to bother anyone: the list is then of this session
/// only. FX thread; the file is small.
public final class Recents {
    static final int MOST = 40;
    private static final String FILE = "recent.txt";
    private static final String FIELD = "\t";
    private static final String PART = " ";

    private final Path file;
    private final ObservableList<Recent> all = FXCollections.observableArrayList();

    public Recents(Path folder) {
        file = folder.resolve(FILE);
        all.setAll(read(file));
    }

    /// Newest first.
    public ObservableList<Recent> all() {
        return all;
    }

    /// Puts something first, in place of what would open the same.
    public void add(Recent recent) {
        List<Recent> changed = new ArrayList<>(all);
        changed.removeIf(recent::isSameAs);
        changed.addFirst(recent);
        while (changed.size() > MOST) {
            changed.removeLast();
        }
        all.setAll(changed);
        write();
    }

    public void remove(Recent recent) {
        all.remove(recent);
        write();
    }

    private static List<Recent> read(Path file) {
        if (!Files.isReadable(file)) {
            return List.of();
        }
        try {
            return Files.readAllLines(file).stream()
                    .map(Recents::parse)
                    .flatMap(Optional::stream)
                    .limit(MOST)
                    .toList();
        } catch (IOException broken) {
            log("the list of recent things starts empty", broken);
            return List.of();
        }
    }

    private void write() {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Path part = Files.createTempFile(folder, FILE, ".part");
            Files.write(part, all.stream().map(Recents::line).toList());
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException broken) {
            log("the list of recent things could not be saved", broken);
        }
    }

    static String line(Recent recent) {
        return String.join(
                FIELD,
                recent.kind().name(),
                String.valueOf(recent.atEpochMillis()),
                encoded(recent.title()),
                encoded(recent.verdict()),
                recent.rates().stream()
                        .map(rate -> String.format(Locale.ROOT, "%.4g", rate))
                        .collect(Collectors.joining(PART)),
                recent.places().stream().map(Recents::encoded).collect(Collectors.joining(PART)),
                encoded(recent.source()));
    }

    /// Empty for a line that is none.
    static Optional<Recent> parse(String line) {
        String[] fields = line.split(FIELD, -1);
        // Lines of earlier programs have no source.
        if (fields.length != 6 && fields.length != 7) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Recent(
                            Recent.Kind.valueOf(fields[0]),
                            parts(fields[5]).stream().map(Recents::decoded).toList(),
                            decoded(fields[2]),
                            Long.parseLong(fields[1]),
                            decoded(fields[3]),
                            parts(fields[4]).stream().map(Double::valueOf).toList(),
                            fields.length == 7 ? decoded(fields[6]) : ""));
        } catch (IllegalArgumentException broken) {
            return Optional.empty();
        }
    }

    private static List<String> parts(String field) {
        return field.isEmpty() ? List.of() : Arrays.asList(field.split(PART, -1));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void log(String what, IOException broken) {
        System.getLogger(Recents.class.getName()).log(System.Logger.Level.INFO, what, broken);
    }
}
