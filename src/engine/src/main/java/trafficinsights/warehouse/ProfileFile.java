package trafficinsights.warehouse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Problem;
import trafficinsights.model.warehouse.Encryption;
import trafficinsights.model.warehouse.NamedProfile;
import trafficinsights.model.warehouse.SignIn;
import trafficinsights.model.warehouse.WarehouseProfile;

/// Profiles by name, as people write them into a file:
///
/// ```text
/// [lab]
/// server = F2D2\SQLEXPRESS
/// database = TrafficInsights
/// auth = windows
/// ```
///
/// Further keys: `user`, `encrypt` (on, strict, off), `trust_certificate`, `certificate_name`,
/// `read_only`. A password is refused.
public final class ProfileFile {
    public static final String NAME = "warehouse-profiles.ini";

    private ProfileFile() {}

    /// @throws trafficinsights.model.ProblemException when the file or the profile is not there, or
    ///   a line cannot be read
    public static WarehouseProfile read(Path file, String name) {
        if (!Files.isRegularFile(file)) {
            throw Problem.of(
                            "warehouse.profiles",
                            ("There are no profiles in %s. Create the file with a"
                                            + " line [%s], followed by server = HOST\\INSTANCE,"
                                            + " database, auth, user.")
                                    .formatted(file, name))
                    .asException();
        }
        Map<String, WarehouseProfile> profiles = parse(file, text(file));
        WarehouseProfile profile = profiles.get(name.toLowerCase(Locale.ROOT));
        if (profile == null) {
            throw Problem.of(
                            "warehouse.profiles",
                            "%s has no profile %s; it has: %s."
                                    .formatted(file, name, String.join(", ", profiles.keySet())))
                    .asException();
        }
        return profile;
    }

    /// All profiles, in the order of the file; none where there is no file.
    ///
    /// @throws trafficinsights.model.ProblemException when a line cannot be read
    public static List<NamedProfile> all(Path file) {
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        return parse(file, text(file)).entrySet().stream()
                .map(entry -> new NamedProfile(entry.getKey(), entry.getValue()))
                .toList();
    }

    /// Writes a profile in place of the one called `before`, or at the end. Comments and the other
    /// profiles stay as they are.
    ///
    /// @param before its name until now; may be that of no profile
    public static void put(Path file, String before, NamedProfile named) {
        List<String> lines = lines(file);
        int start = section(lines, before);
        List<String> block = block(named);
        if (start < 0) {
            if (!lines.isEmpty() && !lines.getLast().isBlank()) {
                lines.add("");
            }
            lines.addAll(block);
        } else {
            int end = sectionEnd(lines, start);
            List<String> kept =
                    lines.subList(start + 1, end).stream().filter(ProfileFile::stays).toList();
            lines.subList(start, end).clear();
            lines.addAll(start, block);
            lines.addAll(start + block.size(), kept);
        }
        write(file, lines);
    }

    /// Takes a profile out of the file; one that is not there is no error.
    public static void remove(Path file, String name) {
        List<String> lines = lines(file);
        int start = section(lines, name);
        if (start >= 0) {
            lines.subList(start, sectionEnd(lines, start)).clear();
            write(file, lines);
        }
    }

    private static boolean stays(String line) {
        String text = line.strip();
        return text.isEmpty() || text.startsWith("#") || text.startsWith(";");
    }

    private static int section(List<String> lines, String name) {
        for (int i = 0; i < lines.size(); i++) {
            if (name.equals(name(lines.get(i)))) {
                return i;
            }
        }
        return -1;
    }

    private static int sectionEnd(List<String> lines, int start) {
        int end = start + 1;
        while (end < lines.size() && name(lines.get(end)) == null) {
            end++;
        }
        return end;
    }

    /// Of a line `[name]`; null for any other.
    private static @Nullable String name(String raw) {
        String line = raw.strip();
        return line.startsWith("[") && line.endsWith("]")
                ? line.substring(1, line.length() - 1).strip().toLowerCase(Locale.ROOT)
                : null;
    }

    private static List<String> block(NamedProfile named) {
        WarehouseProfile p = named.profile();
        List<String> block = new ArrayList<>();
        block.add("[" + named.name() + "]");
        block.add("server = " + p.server());
        block.add("database = " + p.database());
        block.add("auth = " + p.signIn().label());
        if (!p.user().isEmpty()) {
            block.add("user = " + p.user());
        }
        if (p.encryption() != Encryption.ON) {
            block.add("encrypt = " + p.encryption().name().toLowerCase(Locale.ROOT));
        }
        if (p.trustsAnyCertificate()) {
            block.add("trust_certificate = true");
        }
        if (!p.certificateName().isEmpty()) {
            block.add("certificate_name = " + p.certificateName());
        }
        if (p.isReadOnly()) {
            block.add("read_only = true");
        }
        return block;
    }

    private static List<String> lines(Path file) {
        return Files.isRegularFile(file)
                ? new ArrayList<>(text(file).lines().toList())
                : new ArrayList<>();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw Problem.of(
                            "warehouse.profiles",
                            "%s could not be read. Check its permissions, and that it is UTF-8."
                                    .formatted(file),
                            e)
                    .asException();
        }
    }

    /// Whole or not at all.
    private static void write(Path file, List<String> lines) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Path part = Files.createTempFile(folder, NAME, ".part");
            Files.write(part, lines);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw Problem.of(
                            "warehouse.profiles",
                            ("%s could not be written. Check the folder's"
                                            + " permissions and free space.")
                                    .formatted(file),
                            e)
                    .asException();
        }
    }

    private static Map<String, WarehouseProfile> parse(Path file, String text) {
        Map<String, WarehouseProfile> profiles = new LinkedHashMap<>();
        String name = "";
        int number = 0;
        for (String raw : text.lines().toList()) {
            number++;
            String line = raw.strip();
            if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
                continue;
            }
            if (line.startsWith("[") && line.endsWith("]")) {
                name = line.substring(1, line.length() - 1).strip().toLowerCase(Locale.ROOT);
                profiles.put(name, WarehouseProfile.ofServer(WarehouseProfile.DEFAULT_SERVER));
                continue;
            }
            WarehouseProfile profile = profiles.get(name);
            int equals = line.indexOf('=');
            if (profile == null || equals < 0) {
                throw wrong(file, number, "is neither [name] nor key = value");
            }
            String key = line.substring(0, equals).strip().toLowerCase(Locale.ROOT);
            String value = line.substring(equals + 1).strip();
            profiles.put(name, with(profile, key, value, file, number));
        }
        return profiles;
    }

    private static WarehouseProfile with(
            WarehouseProfile p, String key, String value, Path file, int number) {
        return switch (key) {
            case "server" ->
                    WarehouseProfile.ofServer(value)
                            .withDatabase(p.database())
                            .withSignIn(p.signIn(), p.user())
                            .withEncryption(
                                    p.encryption(), p.trustsAnyCertificate(), p.certificateName())
                            .withReadOnly(p.isReadOnly());
            case "database" -> p.withDatabase(value);
            case "auth" -> p.withSignIn(SignIn.ofLabel(value), p.user());
            case "user" -> p.withSignIn(p.signIn(), value);
            case "encrypt" ->
                    p.withEncryption(
                            encryption(value, file, number),
                            p.trustsAnyCertificate(),
                            p.certificateName());
            case "trust_certificate" ->
                    p.withEncryption(
                            p.encryption(), Boolean.parseBoolean(value), p.certificateName());
            case "certificate_name" ->
                    p.withEncryption(p.encryption(), p.trustsAnyCertificate(), value);
            case "read_only" -> p.withReadOnly(Boolean.parseBoolean(value));
            case "password", "pwd" ->
                    throw wrong(
                            file,
                            number,
                            "contains a password, which is not allowed. Delete"
                                    + " the line and set TI_WAREHOUSE_PASSWORD");
            default -> throw wrong(file, number, "has the unknown key " + key);
        };
    }

    private static Encryption encryption(String value, Path file, int number) {
        try {
            return Encryption.valueOf(value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw wrong(
                    file,
                    number,
                    "has encrypt = %s; it must be on, strict or off".formatted(value));
        }
    }

    private static RuntimeException wrong(Path file, int number, String what) {
        return Problem.of("warehouse.profiles", "Line %d of %s %s.".formatted(number, file, what))
                .asException();
    }
}
