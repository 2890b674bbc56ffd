package trafficinsights.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.serve.access.Role;
import trafficinsights.serve.access.UserFile;

/// Who may see what a server shows.
@Command(
        name = "serve-user",
        description = "Writes the file of users and tokens for `workbench serve --users`.",
        subcommands = {
            ServeUserCommand.Add.class,
            ServeUserCommand.Token.class,
            ServeUserCommand.Remove.class,
            ServeUserCommand.Show.class
        },
        mixinStandardHelpOptions = true)
final class ServeUserCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    ServeUserCommand() {}

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return RunConsole.OK;
    }

    /// One thing that is done with the file.
    abstract static class OnFile implements Callable<Integer> {
        @Spec private CommandSpec spec;

        @Option(
                names = "--users",
                paramLabel = "FILE",
                required = true,
                description = "File of users; a new one is created.")
        private Path file;

        @SuppressWarnings("NullAway.Init") // picocli sets spec and file
        OnFile() {}

        /// @throws ProblemException when it cannot be done
        abstract void act(Path users, PrintWriter out);

        @Override
        public final Integer call() {
            try {
                act(file, spec.commandLine().getOut());
                return RunConsole.OK;
            } catch (ProblemException e) {
                spec.commandLine()
                        .getErr()
                        .println("workbench: " + TextCells.visible(e.problem().userMessage()));
                return RunConsole.FAILED;
            }
        }
    }

    @Command(
            name = "add",
            description = {
                "Adds a user, or changes one. Asks for the password;",
                "without a terminal, the first line of standard input is used."
            },
            mixinStandardHelpOptions = true)
    static final class Add extends OnFile {
        @Parameters(paramLabel = "NAME", description = "Letters, digits and . _ @ -.")
        private String name = "";

        @Option(
                names = "--role",
                paramLabel = "ROLE",
                description = "viewer, or operator, who also sees single requests (viewer).")
        private Role role = Role.VIEWER;

        @Override
        void act(Path users, PrintWriter out) {
            UserFile file = UserFile.readOrNew(users);
            file.with(name, role, SecretCommand.Set.typed("Password of " + name)).write(users);
            out.println("%s can sign in as %s.".formatted(name, role.word()));
        }
    }

    @Command(
            name = "token",
            description = "Makes a token for a program, and shows it once.",
            mixinStandardHelpOptions = true)
    static final class Token extends OnFile {
        @Parameters(paramLabel = "NAME", description = "Letters, digits and . _ @ -.")
        private String name = "";

        @Option(
                names = "--role",
                paramLabel = "ROLE",
                description = "viewer, or operator, who also sees single requests (viewer).")
        private Role role = Role.VIEWER;

        @Override
        void act(Path users, PrintWriter out) {
            String token = UserFile.newToken();
            UserFile.readOrNew(users).withToken(name, role, token).write(users);
            out.println(token);
        }
    }

    @Command(
            name = "remove",
            description = "Removes a user or a token. Sessions end at once.",
            mixinStandardHelpOptions = true)
    static final class Remove extends OnFile {
        @Parameters(paramLabel = "NAME", description = "User or token.")
        private String name = "";

        @Override
        void act(Path users, PrintWriter out) {
            UserFile.read(users)
                    .without(name)
                    .orElseThrow(() ->
                            Problem.of(
                                            "serve.user-unknown",
                                            "%s has no user or token %s. See `workbench serve-user list`."
                                                    .formatted(users, name))
                                    .asException())
                    .write(users);
            out.println(name + " was removed.");
        }
    }

    @Command(
            name = "list",
            description = "Lists users and tokens with their roles.",
            mixinStandardHelpOptions = true)
    static final class Show extends OnFile {
        @Override
        void act(Path users, PrintWriter out) {
            List<UserFile.Entry> entries = UserFile.read(users).entries();
            TextTable table =
                    new TextTable(List.of("name", "kind", "role"), List.of(false, false, false));
            entries.forEach(entry ->
                    table.add(
                            entry.name(), entry.isToken() ? "token" : "user", entry.role().word()));
            table.print(out, TextTable.screenWidth());
        }
    }
}
