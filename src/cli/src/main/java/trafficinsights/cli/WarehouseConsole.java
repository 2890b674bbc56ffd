package trafficinsights.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.IntSupplier;
import picocli.CommandLine.Model.CommandSpec;
import trafficinsights.model.NumberText;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.model.warehouse.Secret;
import trafficinsights.model.warehouse.WarehouseProfile;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.engine.Runs;
import trafficinsights.run.push.PushSummary;
import trafficinsights.run.push.Warehouses;
import trafficinsights.run.spec.RunSpec;

/// Starts pushes and says what came of them.
final class WarehouseConsole {
    /// Of a run that is pushed and names no store of its own.
    private static final String STORE_NAME = "run.duckdb";

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean isJson;
    private final boolean isQuiet;

    WarehouseConsole(CommandSpec spec, boolean isJson, boolean isQuiet) {
        this.out = spec.commandLine().getOut();
        this.err = spec.commandLine().getErr();
        this.isJson = isJson;
        this.isQuiet = isQuiet;
    }

    int failed(Problem problem) {
        err.println("workbench: " + TextCells.visible(problem.userMessage()));
        return problem.code().endsWith(".cancelled") ? RunConsole.CANCELLED : RunConsole.FAILED;
    }

    /// @return the exit code
    int push(WarehouseProfile profile, Secret secret, Path store) {
        return show(Warehouses.push(profile, secret, store, this::progress), out);
    }

    /// Runs, into a store in the run's folder if none is named, and pushes that store. Under
    /// `--json` the object is the run's; what became of the push is on standard error.
    ///
    /// @return the exit code
    int runAndPush(RunConsole console, RunSpec spec, String profileName) {
        Path store = spec.writing().store();
        Path out = spec.writing().out();
        if (store == null && out != null) {
            store = out.resolve(STORE_NAME);
        }
        RunSpec whole = spec.withStore(store).withWarehouse(profileName);
        return runAndPush(() -> console.run(whole), whole, profileName);
    }

    /// Does what a run and its push lack.
    ///
    /// @return the exit code
    int resumeAndPush(RunConsole console, Runs.Resumable run, Path folder, String profileName) {
        return runAndPush(
                () -> run.isToPush() ? RunConsole.OK : console.resume(folder),
                run.spec(),
                profileName);
    }

    private int runAndPush(IntSupplier run, RunSpec spec, String profileName) {
        try {
            Path store = spec.writing().store();
            Path out = spec.writing().out();
            if (store == null || out == null) {
                throw new IllegalStateException("a run that is pushed has a folder and a store");
            }
            // Asked before the run, so that nobody has to be there at its end.
            WarehouseProfile profile = WarehouseOptions.profile(profileName);
            Secret secret = WarehouseOptions.secret(profile);
            int code = run.getAsInt();
            if (code != RunConsole.OK && code != RunConsole.BROKEN) {
                return code;
            }
            int pushed =
                    new WarehouseConsole(this.out, err, isQuiet)
                            .pushAfterRun(profile, secret, store);
            if (pushed == RunConsole.OK) {
                Runs.pushed(out);
            }
            return pushed == RunConsole.OK ? code : pushed;
        } catch (ProblemException e) {
            return failed(e.problem());
        }
    }

    private WarehouseConsole(PrintWriter out, PrintWriter err, boolean isQuiet) {
        this.out = out;
        this.err = err;
        this.isJson = false;
        this.isQuiet = isQuiet;
    }

    private int pushAfterRun(WarehouseProfile profile, Secret secret, Path store) {
        return show(Warehouses.push(profile, secret, store, this::progress), err);
    }

    /// Reads logs into a temporary store and pushes that.
    ///
    /// @return the exit code
    int runAndPush(RunSpec spec, WarehouseProfile profile, Secret secret, RunStarter starter) {
        Path temporary = Warehouses.temporaryStore();
        try {
            return switch (starter.run(spec.withStore(temporary))) {
                case Outcome.Ok<RunSummary> _ -> push(profile, secret, temporary);
                case Outcome.Rejected<RunSummary>(Problem problem) -> failed(problem);
            };
        } finally {
            Warehouses.drop(temporary);
        }
    }

    interface RunStarter {
        Outcome<RunSummary> run(RunSpec spec);
    }

    int show(Outcome<PushSummary> outcome, PrintWriter console) {
        return switch (outcome) {
            case Outcome.Ok<PushSummary>(PushSummary summary) -> {
                show(summary, console);
                yield RunConsole.OK;
            }
            case Outcome.Rejected<PushSummary>(Problem problem) -> failed(problem);
        };
    }

    private void show(PushSummary summary, PrintWriter console) {
        summary.unreachable()
                .ifPresent(problem ->
                        err.printf(
                                "workbench: %s%nIn the outbox: %s. The next push sends the outbox.%n",
                                TextCells.visible(problem.userMessage()),
                                NumberText.counted(summary.toOutbox(), "batch")));
        if (isJson) {
            console.println(json(summary));
        } else if (!isQuiet) {
            console.printf(
                    Locale.ROOT,
                    "Pushed %s in %s (%,d already there, %,d from the outbox, %,d waiting in it),"
                            + " %s; %.2f s, %,.0f rows/s%n",
                    NumberText.counted(summary.rows(), "request"),
                    NumberText.counted(summary.batches(), "batch"),
                    summary.known(),
                    summary.fromOutbox(),
                    summary.toOutbox(),
                    NumberText.counted(summary.retries(), "retry"),
                    summary.seconds(),
                    summary.rowsPerSecond());
        }
    }

    private static String json(PushSummary summary) {
        return JsonText.object(json -> {
            json.writeNumberProperty("rows", summary.rows());
            json.writeNumberProperty("batches", summary.batches());
            json.writeNumberProperty("known", summary.known());
            json.writeNumberProperty("fromOutbox", summary.fromOutbox());
            json.writeNumberProperty("toOutbox", summary.toOutbox());
            json.writeNumberProperty("retries", summary.retries());
            json.writeNumberProperty("seconds", Math.round(summary.seconds() * 1000) / 1000.0);
            json.writeNumberProperty("rowsPerSecond", Math.round(summary.rowsPerSecond()));
        });
    }

    private void progress(long rows, long allRows) {
        if (isQuiet || !RunConsole.isTerminal()) {
            return;
        }
        err.print(RunConsole.CLEAR_LINE);
        if (rows < allRows) {
            err.printf(
                    Locale.ROOT,
                    "pushing %s of %s requests",
                    NumberText.count(rows),
                    NumberText.count(allRows));
        }
        err.flush();
    }
}
