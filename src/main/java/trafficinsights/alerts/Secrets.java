package trafficinsights.alerts;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Problem;
import trafficinsights.model.warehouse.Secret;

/// Finds the secrets that a file names: `env:NAME` in the environment, `keystore:NAME` in the
/// system's keystore (Secret Service on Linux, the keychain on macOS, on Windows a file that DPAPI
/// encrypts for the user). A secret is never an argument of a program, and never printed.
final class Secrets {
    private static final Pattern NAME = Pattern.compile("(env|keystore):([A-Za-z0-9_.-]{1,64})");
    private static final String SERVICE = "traffic-insights";

    private final UnaryOperator<@Nullable String> environment;
    private final Command command;
    private final String system;

    Secrets(UnaryOperator<@Nullable String> environment, Command command, String system) {
        this.environment = environment;
        this.command = command;
        this.system = system.toLowerCase(Locale.ROOT);
    }

    static Secrets ofSystem() {
        return new Secrets(System::getenv, Command.ofSystem(), System.getProperty("os.name", ""));
    }

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /// @param name as in the file; null is no secret
    /// @throws trafficinsights.model.ProblemException when it is not there
    Secret find(@Nullable String name) throws InterruptedException {
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

    private @Nullable String ofKeystore(String name) throws InterruptedException {
        Command.Ended ended = command.run(lookup(name));
        if (ended.isMissing()) {
            throw Problem.of(
                            "secret.keystore",
                            "The secret `%s` is to come from the system's keystore, but there is no"
                                            .formatted(name)
                                    + " `%s` here. Install it, or name the secret env:%s."
                                            .formatted(lookup(name).getFirst(), name))
                    .asException();
        }
        return ended.exitCode() == 0 ? ended.out() : null;
    }

    private List<String> lookup(String name) {
        if (system.contains("win")) {
            // The name has letters, digits, `_`, `.` and `-` only.
            return List.of(
                    "powershell.exe",
                    "-NoProfile",
                    "-NonInteractive",
                    "-Command",
                    "$s = Get-Content -ErrorAction Stop (Join-Path $env:APPDATA 'TrafficInsights\\secrets\\%s.txt') | ConvertTo-SecureString; [Console]::Out.Write([Net.NetworkCredential]::new('', $s).Password)"
                            .formatted(name));
        }
        return system.contains("mac")
                ? List.of("security", "find-generic-password", "-s", SERVICE, "-a", name, "-w")
                : List.of("secret-tool", "lookup", "service", SERVICE, "name", name);
    }

    private RuntimeException missing(String name) {
        String how =
                name.startsWith("env:")
                        ? "Set the environment variable %s.".formatted(name.substring(4))
                        : "The user guide says how a secret is put into the keystore (Alerts out).";
        return Problem.of(
                        "secret.missing",
                        "The secret `%s` that the file of receivers names is not there. %s"
                                .formatted(name, how))
                .asException();
    }
}
