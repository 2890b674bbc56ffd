package trafficinsights.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import trafficinsights.model.NumberText;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.model.warehouse.MigrationResult;
import trafficinsights.model.warehouse.RetentionResult;
import trafficinsights.model.warehouse.Secret;
import trafficinsights.model.warehouse.WarehouseProfile;
import trafficinsights.model.warehouse.WarehouseStatus;
import trafficinsights.run.push.Warehouses;
import trafficinsights.run.spec.RunSpec;

/// The warehouse in SQL Server.
@Command(
        name = "warehouse",
        description = "Keeps runs in SQL Server: doctor, migrate, push, status, retain.",
        mixinStandardHelpOptions = true,
        subcommands = {
            WarehouseDoctorCommand.class,
            WarehouseCommand.Migrate.class,
            WarehouseCommand.Push.class,
            WarehouseCommand.Status.class,
            WarehouseCommand.Retain.class,
            WarehouseCommand.Reports.class
        })
final class WarehouseCommand implements Runnable {
    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    WarehouseCommand() {}

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "specify doctor, migrate, push, status, retain or reports");
    }

    /// One action on a warehouse.
    abstract static class Action implements Callable<Integer> {
        @Mixin final WarehouseOptions options = new WarehouseOptions();

        @Override
        public Integer call() {
            try {
                WarehouseProfile profile = options.profile();
                return act(profile, WarehouseOptions.secret(profile));
            } catch (ProblemException e) {
                return console().failed(e.problem());
            }
        }

        /// @return the exit code
        abstract int act(WarehouseProfile profile, Secret secret);

        final WarehouseConsole console() {
            return new WarehouseConsole(options.spec(), options.isJson(), options.isQuiet());
        }

        final <T> int say(Outcome<T> outcome, java.util.function.Consumer<T> say) {
            return switch (outcome) {
                case Outcome.Ok<T>(T value) -> {
                    if (options.isJson() || !options.isQuiet()) {
                        say.accept(value);
                    }
                    yield RunConsole.OK;
                }
                case Outcome.Rejected<T>(Problem problem) -> console().failed(problem);
            };
        }

        final void println(String text) {
            options.spec().commandLine().getOut().println(text);
        }
    }

    /// Makes or upgrades the tables.
    @Command(
            name = "migrate",
            description = "Creates the tables or upgrades them.",
            mixinStandardHelpOptions = true)
    static final class Migrate extends Action {
        @Override
        int act(WarehouseProfile profile, Secret secret) {
            return say(Warehouses.migrate(profile, secret), this::show);
        }

        private void show(MigrationResult result) {
            if (options.isJson()) {
                println(
                        JsonText.object(json -> {
                            json.writeNumberProperty("fromVersion", result.fromVersion());
                            json.writeNumberProperty("schemaVersion", result.toVersion());
                            json.writeNumberProperty("applied", result.applied());
                            json.writeStringProperty("structure", result.structure());
                        }));
                return;
            }
            println(
                    result.applied() == 0
                            ? "The tables are up to date: version %d, %s."
                                    .formatted(result.toVersion(), result.structure())
                            : "The tables are now at version %d, %s."
                                    .formatted(result.toVersion(), result.structure()));
        }
    }

    /// Brings runs in.
    @Command(
            name = "push",
            description = {
                "Sends runs to the warehouse. Each batch is saved completely or"
                        + " not at all. Batches already",
                "in the warehouse are skipped, so an interrupted push can simply"
                        + " be started again.",
                "Without a source, the batches in the outbox are sent."
            },
            mixinStandardHelpOptions = true)
    static final class Push extends Action {
        @ArgGroup private Source source = new Source();
        @Mixin private InputOptions input = new InputOptions();

        /// At most one of them.
        static final class Source {
            @Option(
                    names = "--store",
                    paramLabel = "FILE.duckdb",
                    description = "Store whose runs are pushed.")
            private @Nullable Path store;

            @Option(
                    names = "--input",
                    arity = "1..*",
                    paramLabel = "FILE",
                    description = "Log files; they are read and analysed first.")
            private @Nullable List<String> files;
        }

        @Override
        int act(WarehouseProfile profile, Secret secret) {
            if (source.store != null) {
                return console().push(profile, secret, source.store);
            }
            if (source.files != null) {
                return console()
                        .runAndPush(
                                RunSpec.inMemory(input.source(source.files)),
                                profile,
                                secret,
                                RunConsole::quietly);
            }
            return console()
                    .show(
                            Warehouses.sendOutbox(profile, secret),
                            options.spec().commandLine().getOut());
        }
    }

    /// Says what is there.
    @Command(
            name = "status",
            description = "Shows what the warehouse contains and what waits in the outbox.",
            mixinStandardHelpOptions = true)
    static final class Status extends Action {
        @Override
        int act(WarehouseProfile profile, Secret secret) {
            return say(Warehouses.status(profile, secret), this::show);
        }

        private void show(WarehouseStatus status) {
            if (options.isJson()) {
                println(json(status));
                return;
            }
            println(
                    "Tables of version %d, %s"
                            .formatted(status.schemaVersion(), status.structure()));
            row("RequestLogs", status.requestLogs());
            row("ServerMetrics", status.serverMetrics());
            row("KpiWindows", status.kpiWindows());
            row("Anomalies", status.anomalies());
            row("Incidents", status.incidents());
            row("AnalyticsReports", status.analyticsReports());
            row("DataQualityMetrics", status.dataQualityMetrics());
            row("batches", status.batches());
            row("in the outbox", status.outbox());
            status.oldestInOutbox()
                    .ifPresent(time ->
                            println(
                                    ("The oldest batch in the outbox has been"
                                                    + " waiting since %s (outbox size: %s bytes).")
                                            .formatted(
                                                    time, NumberText.count(status.outboxBytes()))));
        }

        private void row(String name, long rows) {
            println(String.format(Locale.ROOT, "  %-20s %,15d", name, rows));
        }

        private static String json(WarehouseStatus status) {
            return JsonText.object(json -> {
                json.writeNumberProperty("requestLogs", status.requestLogs());
                json.writeNumberProperty("serverMetrics", status.serverMetrics());
                json.writeNumberProperty("kpiWindows", status.kpiWindows());
                json.writeNumberProperty("anomalies", status.anomalies());
                json.writeNumberProperty("incidents", status.incidents());
                json.writeNumberProperty("analyticsReports", status.analyticsReports());
                json.writeNumberProperty("dataQualityMetrics", status.dataQualityMetrics());
                json.writeNumberProperty("batches", status.batches());
                json.writeNumberProperty("outbox", status.outbox());
                json.writeNumberProperty("outboxBytes", status.outboxBytes());
                status.oldestInOutbox()
                        .ifPresent(time ->
                                json.writeStringProperty("oldestInOutbox", time.toString()));
                json.writeNumberProperty("schemaVersion", status.schemaVersion());
                json.writeStringProperty("structure", status.structure());
            });
        }
    }

    /// Takes old rows away.
    @Command(
            name = "retain",
            description = "Deletes rows older than the given number of days, in small steps.",
            mixinStandardHelpOptions = true)
    static final class Retain extends Action {
        private static final int LONGEST_DAYS = 36_500;

        @Option(names = "--days", paramLabel = "N", description = "Days to keep (90).")
        private int days = 90;

        @Override
        int act(WarehouseProfile profile, Secret secret) {
            if (days < 1 || days > LONGEST_DAYS) {
                throw new ParameterException(
                        options.spec().commandLine(),
                        "--days is %d, must be 1 to %d".formatted(days, LONGEST_DAYS));
            }
            Instant cutoff = Instant.now().minus(Duration.ofDays(days));
            return say(Warehouses.retain(profile, secret, cutoff), this::show);
        }

        private void show(RetentionResult result) {
            if (options.isJson()) {
                println(
                        JsonText.object(json -> {
                            json.writeStringProperty("cutoff", result.cutoff().toString());
                            json.writeNumberProperty("deletedRows", result.total());
                            json.writeObjectPropertyStart("byTable");
                            result.deletedRows().forEach(json::writeNumberProperty);
                            json.writeEndObject();
                            json.writeNumberProperty("seconds", result.seconds());
                        }));
                return;
            }
            println(
                    String.format(
                            Locale.ROOT,
                            "%s from before %s deleted; %.1f s.",
                            NumberText.counted(result.total(), "row"),
                            result.cutoff(),
                            result.seconds()));
        }
    }

    /// Reads reports back.
    @Command(
            name = "reports",
            description = "Prints the newest reports as JSON, one per line.",
            mixinStandardHelpOptions = true)
    static final class Reports extends Action {
        @Option(names = "--limit", paramLabel = "N", description = "Number of reports (1).")
        private int limit = 1;

        @Override
        int act(WarehouseProfile profile, Secret secret) {
            return say(
                    Warehouses.reports(profile, secret, limit),
                    reports ->
                            reports.forEach(report ->
                                    println(report.replace("\r", "").replace("\n", " "))));
        }
    }
}
