package trafficinsights.system;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Problem;
import trafficinsights.model.warehouse.Secret;

/// Finds the secrets that a file names: `env:NAME` in the environment, `keystore:NAME` in the
/// system's keystore (Secret Service on Linux, the keychain on macOS, on Windows a file that DPAPI
/// encrypts for the user). A secret is never an argument of a program, and never printed.
public final class Secrets {
    private static final Pattern NAME = Pattern.compile("(env|keystore):([A-Za-z0-9_.-]{1,64})");
    private static final String SERVICE = "traffic-insights";

    private final UnaryOperator<@Nullable String> environment;
    private final SystemProgram program;
    private final String system;

    public Secrets(
            UnaryOperator<@Nullable String> environment, SystemProgram program, String system) {
        this.environment = environment;
        this.program = program;
        this.system = system.toLowerCase(Locale.ROOT);
    }

    public static Secrets ofSystem() {
        return new Secrets(
                System::getenv, SystemProgram.ofSystem(), System.getProperty("os.name", ""));
    }

    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /// @param name as in a file; null is not a secret
    /// @throws trafficinsights.model.ProblemException when it is not there
    public Secret find(@Nullable String name) throws InterruptedException {
        if (name == null) {
            return Secret.NONE;
        }
        String text = name.substring(name.indexOf(':') + 1);
        String found = name.startsWith("env:") ? environment.apply(text) : ofKeystore(text);
        if (found == null || found.isBlank()) {
            throw missing(name);
        }
        return new Secret(found.strip());
    }

    /// What the keystore holds under a name; empty when it holds nothing, or this system has none.
    public Optional<Secret> inKeystore(String name) throws InterruptedException {
        SystemProgram.Ended ended = program.run(lookup(name));
        return ended.exitCode() == 0 && !ended.out().isBlank()
                ? Optional.of(new Secret(ended.out().strip()))
                : Optional.empty();
    }

    /// Puts a secret into the keystore; an older one of that name is replaced.
    ///
    /// @throws trafficinsights.model.ProblemException when the system has none, or refuses
    public void keep(String name, Secret secret) throws InterruptedException {
        if (!isName("keystore:" + name)) {
            throw Problem.of(
                            "secret.name",
                            ("%s is not a valid secret name. Use up to 64 letters,"
                                            + " digits and . _ -.")
                                    .formatted(name))
                    .asException();
        }
        require(program.run(store(name), input(secret)), name, store(name).getFirst());
    }

    /// Takes a secret out of the keystore; nothing happens when it is not there.
    ///
    /// @throws trafficinsights.model.ProblemException when the system has no keystore
    public void forget(String name) throws InterruptedException {
        SystemProgram.Ended ended = program.run(clear(name));
        if (ended.isMissing()) {
            require(ended, name, clear(name).getFirst());
        }
    }

    private static void require(SystemProgram.Ended ended, String name, String program) {
        if (ended.isMissing()) {
            throw absent(name, program);
        }
        if (ended.exitCode() != 0) {
            throw Problem.of(
                            "secret.keystore",
                            ("The system's keystore did not accept the secret"
                                            + " `%s`: %s failed. Check that the keystore is unlocked"
                                            + " and that a desktop session is running.")
                                    .formatted(name, program))
                    .asException();
        }
    }

    private @Nullable String ofKeystore(String name) throws InterruptedException {
        SystemProgram.Ended ended = program.run(lookup(name));
        if (ended.isMissing()) {
            throw absent(name, lookup(name).getFirst());
        }
        return ended.exitCode() == 0 ? ended.out() : null;
    }

    private static RuntimeException absent(String name, String program) {
        return Problem.of(
                        "secret.keystore",
                        ("The secret `%s` needs the system's keystore, but `%s` is"
                                        + " not installed. Install it, or use an environment"
                                        + " variable.")
                                .formatted(name, program))
                .asException();
    }

    private List<String> lookup(String name) {
        if (isWindows()) {
            return powershell(
                    "$s = Get-Content -ErrorAction Stop (%s) | ConvertTo-SecureString; [Console]::Out.Write([Net.NetworkCredential]::new('', $s).Password)"
                            .formatted(file(name)));
        }
        return isMac()
                ? List.of("security", "find-generic-password", "-s", SERVICE, "-a", name, "-w")
                : List.of("secret-tool", "lookup", "service", SERVICE, "name", name);
    }

    private List<String> store(String name) {
        if (isWindows()) {
            return powershell(
                    "$f = %s; $null = New-Item -Force -ItemType Directory (Split-Path $f); ConvertTo-SecureString -AsPlainText -Force ([Console]::In.ReadToEnd()) | ConvertFrom-SecureString | Set-Content -ErrorAction Stop $f"
                            .formatted(file(name)));
        }
        if (isMac()) {
            // -w as the last word: it asks for the secret, and again.
            return List.of(
                    "security", "add-generic-password", "-U", "-s", SERVICE, "-a", name, "-w");
        }
        return List.of(
                "secret-tool",
                "store",
                "--label=Traffic Insights",
                "service",
                SERVICE,
                "name",
                name);
    }

    private List<String> clear(String name) {
        if (isWindows()) {
            return powershell(
                    "Remove-Item -ErrorAction SilentlyContinue (%s)".formatted(file(name)));
        }
        return isMac()
                ? List.of("security", "delete-generic-password", "-s", SERVICE, "-a", name)
                : List.of("secret-tool", "clear", "service", SERVICE, "name", name);
    }

    private String input(Secret secret) {
        return isMac() ? secret.reveal() + "\n" + secret.reveal() + "\n" : secret.reveal();
    }

    private boolean isWindows() {
        return system.contains("win");
    }

    private boolean isMac() {
        return system.contains("mac");
    }

    /// Encrypted by DPAPI for this user. The name has letters, digits, `_`, `.` and `-` only.
    private static String file(String name) {
        return "Join-Path $env:APPDATA 'TrafficInsights\\secrets\\%s.txt'".formatted(name);
    }

    private static List<String> powershell(String command) {
        return List.of("powershell.exe", "-NoProfile", "-NonInteractive", "-Command", command);
    }

    private static RuntimeException missing(String name) {
        String how =
                name.startsWith("env:")
                        ? "Set the environment variable %s.".formatted(name.substring(4))
                        : "Set it with `workbench secret set %s`."
                                .formatted(name.substring("keystore:".length()));
        return Problem.of(
                        "secret.missing", "The secret `%s` does not exist. %s".formatted(name, how))
                .asException();
    }
}
