package trafficinsights.run.explore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import trafficinsights.run.home.UserFolder;

/// The SQL that a person ran, newest last, in a file of the user's own folder.
///
/// At most [#MOST] texts, none twice in a row. The environment variable `TI_NO_HISTORY` keeps it
/// from being written. A folder that cannot be used is not a reason to bother anyone: the history
/// is then of this session only. Threads: any.
public final class SqlHistory {
    static final int MOST = 500;
    private static final int LONGEST = 20_000;
    private static final String FILE = "sql-history.txt";

    private final Path file;
    private final boolean isKept;
    private final List<String> texts;

    SqlHistory(Path folder, boolean isKept) {
        this.file = folder.resolve(FILE);
        this.isKept = isKept;
        this.texts = isKept ? read(file) : new ArrayList<>();
    }

    /// The user's own.
    public static SqlHistory ofUser() {
        String no = System.getenv("TI_NO_HISTORY");
        return new SqlHistory(UserFolder.path(), no == null || no.isEmpty());
    }

    public synchronized List<String> texts() {
        return List.copyOf(texts);
    }

    /// Remembers a text, unless it is the last one again.
    public synchronized void add(String sql) {
        String text = sql.strip();
        if (text.isEmpty()
                || text.length() > LONGEST
                || (!texts.isEmpty() && texts.getLast().equals(text))) {
            return;
        }
        texts.add(text);
        while (texts.size() > MOST) {
            texts.removeFirst();
        }
        if (isKept) {
            write();
        }
    }

    /// Forgets all, on the disk too.
    public synchronized void clear() {
        texts.clear();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log("the history of SQL could not be removed", e);
        }
    }

    private static List<String> read(Path file) {
        List<String> texts = new ArrayList<>();
        if (Files.isReadable(file)) {
            try {
                for (String line : Files.readAllLines(file)) {
                    texts.add(unescaped(line));
                }
            } catch (IOException e) {
                log("the history of SQL starts empty", e);
            }
        }
        return texts;
    }

    private void write() {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path part = Files.createTempFile(file.toAbsolutePath().getParent(), FILE, ".part");
            Files.write(part, texts.stream().map(SqlHistory::escaped).toList());
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            log("the history of SQL could not be saved", e);
        }
    }

    /// One line a text.
    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    private static String unescaped(String line) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c != '\\' || i + 1 == line.length()) {
                text.append(c);
                continue;
            }
            char next = line.charAt(++i);
            text.append(next == 'n' ? '\n' : next == 'r' ? '\r' : next);
        }
        return text.toString();
    }

    private static void log(String what, IOException e) {
        System.getLogger(SqlHistory.class.getName()).log(System.Logger.Level.INFO, what, e);
    }
}
