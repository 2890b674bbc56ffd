package trafficinsights.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import trafficinsights.run.home.ToolVersion;

/// The command line. Exit codes: 0 done, 1 failed, 2 wrong usage, 99 a rule is broken, 130
/// cancelled.
@Command(
        name = "workbench",
        description = "Generates, reads, analyses and stores load balancer traffic.",
        footer = {"", "Without a command, the window opens."},
        mixinStandardHelpOptions = true,
        versionProvider = WorkbenchCommand.Version.class)
public final class WorkbenchCommand implements Runnable {
    /// In the order of the help.
    private static final List<Subcommand> SUBCOMMANDS =
            List.of(
                    new Subcommand("run", RunCommand.class),
                    new Subcommand("resume", ResumeCommand.class),
                    new Subcommand("generate", GenerateCommand.class),
                    new Subcommand("fit", FitCommand.class),
                    new Subcommand("import", ImportCommand.class),
                    new Subcommand("formats", FormatsCommand.class),
                    new Subcommand("analyze", AnalyzeCommand.class),
                    new Subcommand("detect", DetectCommand.class),
                    new Subcommand("explore", ExploreCommand.class),
                    new Subcommand("profile", ProfileCommand.class),
                    new Subcommand("tail", TailCommand.class),
                    new Subcommand("serve", ServeCommand.class),
                    new Subcommand("serve-user", ServeUserCommand.class),
                    new Subcommand("metrics", MetricsCommand.class),
                    new Subcommand("mapping", MappingCommand.class),
                    new Subcommand("scorecard", ScorecardCommand.class),
                    new Subcommand("whatif", WhatifCommand.class),
                    new Subcommand("forecast", ForecastCommand.class),
                    new Subcommand("whatchanged", WhatChangedCommand.class),
                    new Subcommand("compare", CompareCommand.class),
                    new Subcommand("warehouse", WarehouseCommand.class),
                    new Subcommand("alerts", AlertsCommand.class),
                    new Subcommand("scenarios", ScenariosCommand.class),
                    new Subcommand("secret", SecretCommand.class),
                    new Subcommand("diagnose", DiagnoseCommand.class),
                    new Subcommand("demo", DemoCommand.class),
                    new Subcommand("help", HelpCommand.class));

    private record Subcommand(String name, Class<?> command) {}

    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    public WorkbenchCommand() {}

    /// Runs a command and gives the exit code.
    public static int execute(String... arguments) {
        CommandLine line = commandLine(arguments);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler(WorkbenchCommand::wrongUsage);
        line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        return line.execute(arguments);
    }

    /// Knows all commands, or only the one that is asked for: looking at the options of each takes
    /// as long as starting Java.
    static CommandLine commandLine(String... arguments) {
        CommandLine line = new CommandLine(new WorkbenchCommand());
        String asked = arguments.length == 0 ? "" : arguments[0];
        boolean isOne =
                !asked.equals("help") && SUBCOMMANDS.stream().anyMatch(s -> s.name.equals(asked));
        for (Subcommand subcommand : SUBCOMMANDS) {
            if (!isOne || subcommand.name.equals(asked)) {
                line.addSubcommand(subcommand.name, subcommand.command);
            }
        }
        return line;
    }

    private static int wrongUsage(ParameterException e, String[] arguments) {
        CommandLine line = e.getCommandLine();
        line.getErr()
                .println(
                        "workbench: "
                                + String.valueOf(e.getMessage()).replaceFirst("^Error: ", ""));
        line.getErr()
                .println(
                        "Try `workbench help %s`."
                                .formatted(line.getCommandName())
                                .replace(" workbench`", "`"));
        return line.getCommandSpec().exitCodeOnInvalidInput();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"Traffic Insights Workbench " + ToolVersion.text()};
        }
    }
}
