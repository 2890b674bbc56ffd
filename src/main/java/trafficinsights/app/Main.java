package trafficinsights.app;

import trafficinsights.cli.WorkbenchCommand;

/// Program start.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(WorkbenchCommand.execute(arguments));
    }
}
