package trafficinsights.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import trafficinsights.pipeline.ToolVersion;

/// The command line. Exit codes: 0 done, 1 failed, 2 wrong usage, 130 cancelled.
@Command(
        name = "workbench",
        description = "Makes, reads, measures and keeps the traffic of load balancers.",
        footer = {"", "Without a command, the window opens."},
        mixinStandardHelpOptions = true,
        versionProvider = WorkbenchCommand.Version.class,
        subcommands = {
            RunCommand.class,
            GenerateCommand.class,
            FitCommand.class,
            ImportCommand.class,
            AnalyzeCommand.class,
            ExploreCommand.class,
            ProfileCommand.class,
            TailCommand.class,
            MetricsCommand.class,
            WhatifCommand.class,
            ScenariosCommand.class,
            DemoCommand.class,
            HelpCommand.class
        })
public final class WorkbenchCommand implements Runnable {
    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    public WorkbenchCommand() {}

    /// Runs a command and gives the exit code.
    public static int execute(String... arguments) {
        CommandLine line = new CommandLine(new WorkbenchCommand());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler(WorkbenchCommand::wrongUsage);
        line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        return line.execute(arguments);
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
