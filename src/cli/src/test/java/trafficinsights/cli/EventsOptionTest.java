package trafficinsights.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/// `--events` of the commands that run. The scenario has a bad deployment at 08:10.
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
class EventsOptionTest {
    @TempDir private Path folder;

    private Said run(String line) {
        return Said.by(folder, line.split(" "));
    }

    private void write(String name, String... lines) throws IOException {
        Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
    }

    @Test
    void aRunSaysWhichEventWasJustBeforeAnIncident() throws IOException {
        write("deploys.csv", "time,kind,text", "2026-03-02 08:09:20,deploy,orders 4.2");
        write("app.log", "2026-03-02 09:20:00,123 ERROR [main] com.shop.Cache - pool exhausted");
        Said said =
                run(
                        "run --scenario bad-deploy --rows 60000 --as none --out DIR/out --events DIR/deploys.csv --events DIR/app.log --zone Europe/Berlin");
        assertThat(said.err()).isEmpty();
        assertThat(said.exitCode()).isZero();
        assertThat(said.out())
                .contains("app.log: 1 event, read as a log")
                .contains("1 event outside the time range of the run");
        assertThat(Files.readString(folder.resolve("out/events.csv")))
                .as("times without an offset are in --zone")
                .contains("2026-03-02T08:20:00.123000Z,,error");
        Said utc =
                run(
                        "run --scenario bad-deploy --rows 60000 --as none --out DIR/utc --events DIR/deploys.csv");
        assertThat(utc.out()).contains("Just before: deploy orders 4.2, 40 s earlier.");
    }

    @Test
    void theOrderOfDayAndMonthIsAskedForAndCanBeGiven() throws IOException {
        write("deploys.csv", "time,kind,text", "03/02/2026 8:09:20 AM,deploy,orders 4.2");
        String line =
                "run --scenario bad-deploy --rows 60000 --as none --out DIR/out --events DIR/deploys.csv";
        Said asked = run(line);
        assertThat(asked.exitCode()).isEqualTo(1);
        assertThat(asked.err()).contains("--event-dates day-first or --event-dates month-first");
        assertThat(run(line + " --event-dates month-first").out()).contains("40 s earlier");
        Said wrong = run(line + " --event-dates year-first");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err())
                .contains("--event-dates year-first is not day-first or month-first");
    }

    @Test
    void tailTakesEventsAsWell() throws IOException {
        write("deploys.csv", "time,kind,text", "2026-03-02 08:09:20,deploy,orders 4.2");
        run("generate --scenario bad-deploy --rows 60000 --out DIR/made --quiet");
        Said tailed =
                run(
                        "tail DIR/made/request_logs.csv --from-start --for 4s --out DIR/out --events DIR/deploys.csv");
        assertThat(tailed.err()).isEmpty();
        assertThat(tailed.out()).contains("Just before: deploy orders 4.2, 40 s earlier.");
        assertThat(Files.readString(folder.resolve("out/events.csv"))).contains("orders 4.2");
    }

    @Test
    void importAndAnalyzeTakeEventsAsWell() throws IOException {
        write("deploys.csv", "time,kind,text", "2026-03-02 08:09:20,deploy,orders 4.2");
        run("generate --scenario bad-deploy --rows 60000 --out DIR/made --quiet");
        Said imported =
                run(
                        "import DIR/made/request_logs.csv --store DIR/s.duckdb --events DIR/deploys.csv");
        assertThat(imported.err()).isEmpty();
        Said stored = run("explore DIR/s.duckdb --sql SELECT(kind)FROM(Events) --as csv");
        assertThat(stored.out()).contains("deploy");
        Said analyzed = run("analyze --store DIR/s.duckdb --out DIR/out --events DIR/deploys.csv");
        assertThat(analyzed.out()).contains("Just before: deploy orders 4.2, 40 s earlier.");
    }
}
