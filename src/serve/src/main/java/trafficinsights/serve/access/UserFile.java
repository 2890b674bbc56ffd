package trafficinsights.serve.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import trafficinsights.model.Problem;
import trafficinsights.model.warehouse.Secret;

/// A file of users: a line each, `user NAME ROLE HASH` or `token NAME ROLE HASH`, and the key that
/// sessions are signed with. Passwords and tokens are not in it, only their hashes. Immutable.
///
/// Errors: a [trafficinsights.model.ProblemException] that names the file and the line.
public final class UserFile {
    private static final String HEAD =
            "# Users of `workbench serve`, written by `workbench serve-user`. Keep it private.";
    private static final String USER = "user";
    private static final String TOKEN = "token";
    private static final String KEY = "key";
    private static final int WORDS = 4;

    private final String key;
    private final List<Entry> entries;

    /// @param hash of bcrypt for a password, SHA-256 for a token, which nobody can guess
    public record Entry(String name, Role role, boolean isToken, String hash) {}

    private UserFile(String key, List<Entry> entries) {
        this.key = key;
        this.entries = List.copyOf(entries);
    }

    /// Reads a file; a new one without users where there is none.
    public static UserFile readOrNew(Path file) {
        return Files.exists(file) ? read(file) : new UserFile(Passwords.random(), List.of());
    }

    public static UserFile read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw Problem.of(
                            "serve.users",
                            ("The file of users %s could not be read. Check that it exists, or create"
                                            + " it with `workbench serve-user add`.")
                                    .formatted(file),
                            e)
                    .asException();
        }
        String key = "";
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String[] words = line.split("\\s+");
            if (words[0].equals(KEY) && words.length == 2) {
                key = words[1];
            } else {
                entries.add(entry(words, file, i + 1));
            }
        }
        if (key.isEmpty()) {
            throw wrong(file, lines.size(), "the line with the key is missing");
        }
        return new UserFile(key, entries);
    }

    private static Entry entry(String[] words, Path file, int line) {
        boolean isToken = words[0].equals(TOKEN);
        if (words.length != WORDS || (!isToken && !words[0].equals(USER))) {
            throw wrong(file, line, "a line is `user NAME ROLE HASH` or `token NAME ROLE HASH`");
        }
        Role role =
                Arrays.stream(Role.values())
                        .filter(known -> known.word().equals(words[2]))
                        .findFirst()
                        .orElseThrow(() -> wrong(file, line, "a role is viewer or operator"));
        return new Entry(words[1], role, isToken, words[3]);
    }

    private static RuntimeException wrong(Path file, int line, String what) {
        return Problem.of(
                        "serve.users",
                        "Line %d of the file of users %s is wrong: %s.".formatted(line, file, what))
                .asException();
    }

    /// With a user, in place of one of the same name.
    public UserFile with(String name, Role role, Secret password) {
        return with(new Entry(checked(name), role, false, Passwords.hash(password)));
    }

    /// With a token, in place of one of the same name.
    ///
    /// @param token as of [#newToken()]
    public UserFile withToken(String name, Role role, String token) {
        return with(new Entry(checked(name), role, true, sha256(token)));
    }

    public static String newToken() {
        return Passwords.random();
    }

    private static String checked(String name) {
        if (!name.matches("[A-Za-z0-9._@-]{1,64}")) {
            throw Problem.of(
                            "serve.user-name",
                            "A name has 1 to 64 letters, digits and . _ @ -, so %s cannot be used."
                                    .formatted(name))
                    .asException();
        }
        return name;
    }

    private UserFile with(Entry entry) {
        List<Entry> all = new ArrayList<>(entries);
        all.removeIf(one -> one.name().equals(entry.name()));
        all.add(entry);
        return new UserFile(key, all);
    }

    /// Without a name; empty where there is none of that name.
    public Optional<UserFile> without(String name) {
        List<Entry> all = new ArrayList<>(entries);
        return all.removeIf(one -> one.name().equals(name))
                ? Optional.of(new UserFile(key, all))
                : Optional.empty();
    }

    /// Writes it completely or not at all, readable by its owner only.
    public void write(Path file) {
        StringBuilder text = new StringBuilder(HEAD).append('\n');
        text.append(KEY).append(' ').append(key).append('\n');
        for (Entry one : entries) {
            text.append(one.isToken() ? TOKEN : USER).append(' ').append(one.name()).append(' ');
            text.append(one.role().word()).append(' ').append(one.hash()).append('\n');
        }
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Path part = Files.createTempFile(folder, "users", ".part");
            if (part.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-------"));
            }
            Files.writeString(part, text);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw Problem.of(
                            "serve.users",
                            ("The file of users %s could not be written. Check the folder's"
                                            + " permissions and free space.")
                                    .formatted(file),
                            e)
                    .asException();
        }
    }

    public List<Entry> entries() {
        return entries;
    }

    String key() {
        return key;
    }

    Optional<Entry> user(String name) {
        return entries.stream()
                .filter(one -> !one.isToken() && one.name().equals(name))
                .findFirst();
    }

    Optional<Entry> ofToken(String token) {
        String hash = sha256(token);
        return entries.stream()
                .filter(one -> one.isToken() && isSame(one.hash(), hash))
                .findFirst();
    }

    /// Takes as long for every difference.
    static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
