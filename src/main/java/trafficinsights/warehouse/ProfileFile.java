package trafficinsights.warehouse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import trafficinsights.model.Problem;
import trafficinsights.model.warehouse.Encryption;
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
                            ("There are no profiles in %s. Make the file: a line [%s], below it"
                                            + " server = HOST\\INSTANCE, database, auth, user.")
                                    .formatted(file, name))
                    .asException();
        }
        try {
            Map<String, WarehouseProfile> profiles = parse(file, Files.readString(file));
            WarehouseProfile profile = profiles.get(name.toLowerCase(Locale.ROOT));
            if (profile == null) {
                throw Problem.of(
                                "warehouse.profiles",
                                "%s has no profile %s; it has: %s."
                                        .formatted(
                                                file, name, String.join(", ", profiles.keySet())))
                        .asException();
            }
            return profile;
        } catch (IOException e) {
            throw Problem.of(
                            "warehouse.profiles",
                            "%s could not be read. Check its rights, and that it is UTF-8."
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
                            "holds a password, which does not belong there. Delete the line and set"
                                    + " TI_WAREHOUSE_PASSWORD");
            default -> throw wrong(file, number, "has the unknown key " + key);
        };
    }

    private static Encryption encryption(String value, Path file, int number) {
        try {
            return Encryption.valueOf(value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw wrong(
                    file, number, "says encrypt = %s; it is on, strict or off".formatted(value));
        }
    }

    private static RuntimeException wrong(Path file, int number, String what) {
        return Problem.of("warehouse.profiles", "Line %d of %s %s.".formatted(number, file, what))
                .asException();
    }
}
