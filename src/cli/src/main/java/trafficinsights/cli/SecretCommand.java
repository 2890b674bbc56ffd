package trafficinsights.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.model.warehouse.Secret;
import trafficinsights.run.home.Keystore;

/// Secrets in the system's keystore.
@Command(
        name = "secret",
        description = "Keeps passwords and keys in the system's keystore.",
        subcommands = {SecretCommand.Set.class, SecretCommand.Forget.class},
        mixinStandardHelpOptions = true)
final class SecretCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    SecretCommand() {}

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return RunConsole.OK;
    }

    /// Which secret. A password: from the environment, from the keystore, or asked for where there
    /// is a terminal.
    ///
    /// @param of what it opens, for people
    /// @param variable of the environment
    /// @param kept its name in the keystore
    /// @param code of the problem when it is missing
    /// @throws ProblemException when it is not known and nobody can be asked
    static Secret password(String of, String variable, String kept, String code) {
        String given = System.getenv(variable);
        if (given != null && !given.isEmpty()) {
            return new Secret(given);
        }
        Optional<Secret> found = Keystore.find(kept);
        if (found.isPresent()) {
            return found.get();
        }
        Console console =
                terminal()
                        .orElseThrow(() ->
                                Problem.of(
                                                code,
                                                "The password of %s is missing. Set the environment variable %s, keep it with `workbench secret set %s`, or start the command in a terminal, which asks for it."
                                                        .formatted(of, variable, kept))
                                        .asException());
        char[] typed = console.readPassword("Password of %s: ", of);
        return typed == null ? Secret.NONE : new Secret(new String(typed));
    }

    private static Optional<Console> terminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal);
    }

    abstract static class OfName implements Callable<Integer> {
        @Spec private CommandSpec spec;

        @Parameters(
                paramLabel = "NAME",
                arity = "0..1",
                description = "Letters, digits and . _ -; used as keystore:NAME in other files.")
        private @Nullable String name;

        @Option(
                names = "--warehouse",
                paramLabel = "PROFILE",
                description = "Use the password of this profile's user instead of a NAME.")
        private @Nullable String profile;

        @SuppressWarnings("NullAway.Init") // picocli sets the spec
        OfName() {}

        abstract Outcome<String> act(String asked);

        abstract String done();

        @Override
        public final Integer call() {
            if ((name == null) == (profile == null)) {
                throw new ParameterException(
                        spec.commandLine(), "specify a NAME or --warehouse PROFILE");
            }
            try {
                String asked =
                        name == null
                                ? Keystore.nameOf(WarehouseOptions.profile(String.valueOf(profile)))
                                : name;
                return switch (act(asked)) {
                    case Outcome.Ok<String>(String kept) -> {
                        spec.commandLine().getOut().println(done().formatted(kept));
                        yield RunConsole.OK;
                    }
                    case Outcome.Rejected<String>(Problem problem) -> failed(problem);
                };
            } catch (ProblemException e) {
                return failed(e.problem());
            }
        }

        private int failed(Problem problem) {
            spec.commandLine()
                    .getErr()
                    .println("workbench: " + TextCells.visible(problem.userMessage()));
            return RunConsole.FAILED;
        }
    }

    @Command(
            name = "set",
            description = {
                "Asks for a secret and saves it in the keystore.",
                "Without a terminal, the first line of standard input is used."
            },
            mixinStandardHelpOptions = true)
    static final class Set extends OfName {
        @Override
        Outcome<String> act(String asked) {
            return Keystore.keep(asked, typed("Secret " + asked));
        }

        @Override
        String done() {
            return "%s was saved in the keystore.";
        }

        /// Asks for a secret, or takes the first line of standard input.
        ///
        /// @throws ProblemException when nothing was entered
        static Secret typed(String prompt) {
            Optional<Console> console = terminal();
            String text;
            if (console.isPresent()) {
                char[] typed = console.get().readPassword("%s: ", prompt);
                text = typed == null ? "" : new String(typed);
            } else {
                text = firstLine();
            }
            if (text.isBlank()) {
                throw Problem.of(
                                "secret.empty",
                                "No secret was entered, so nothing changed. Type"
                                        + " it, or pass it on standard input.")
                        .asException();
            }
            return new Secret(text);
        }

        private static String firstLine() {
            try {
                return new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .findFirst()
                        .orElse("");
            } catch (IOException e) {
                return "";
            }
        }
    }

    @Command(
            name = "forget",
            description = "Deletes a secret from the keystore.",
            mixinStandardHelpOptions = true)
    static final class Forget extends OfName {
        @Override
        Outcome<String> act(String asked) {
            return Keystore.forget(asked);
        }

        @Override
        String done() {
            return "%s was deleted from the keystore.";
        }
    }
}
