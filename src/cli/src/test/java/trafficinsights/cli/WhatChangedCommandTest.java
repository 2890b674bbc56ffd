package trafficinsights.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The bad deploy of 08:10 to 08:15.
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
class WhatChangedCommandTest {
    @TempDir private static Path folder;

    @BeforeAll
    static void makeTraffic() {
        Said.by(folder, "generate", "--scenario", "bad-deploy", "--out", "DIR/g", "--quiet");
    }

    private static Said run(String line) {
        return Said.by(folder, line.split(" "));
    }

    @Test
    void theDeploysRouteExplainsTheErrors() throws Exception {
        Said said =
                run(
                        "whatchanged DIR/g/request_logs.csv --from 2026-03-02T08:10Z --to 2026-03-02T08:15Z --json");
        assertThat(said.err()).isEmpty();
        assertThat(said.exitCode()).isZero();
        JsonNode json = new JsonMapper().readTree(said.out());
        assertThat(json.get("figures").get(0).get("figure").asString()).isIn("error_rate");
        assertThat(json.get("then").get("start").asString()).isEqualTo("2026-03-02T08:05:00Z");
        assertThat(json.get("sentence").asString())
                .startsWith("Server error rate rose from")
                .contains("route /api/v1/orders explains");
        assertThat(json.get("dimensions")).hasSize(4);
    }

    @Test
    void theTableHasFiguresAndKeys() {
        Said said =
                run(
                        "whatchanged DIR/g/request_logs.csv --from 2026-03-02T08:10:00 --to 2026-03-02T08:15:00 --against 2026-03-02T08:00Z/2026-03-02T08:10Z");
        assertThat(said.exitCode()).isZero();
        assertThat(said.out())
                .contains("compared with 2026-03-02 08:00:00 to 08:10:00 UTC")
                .contains("error_rate")
                .contains("route: divergence")
                .contains("/api/v1/orders");
    }

    @Test
    void wrongSpansAreReported() {
        assertThat(
                        run("whatchanged DIR/g/request_logs.csv --from 8:10 --to 2026-03-02T08:15Z")
                                .err())
                .contains("is not a valid time such as 2026-03-02T08:10:00Z");
        Said tooShort =
                run(
                        "whatchanged DIR/g/request_logs.csv --from 2026-03-02T08:15Z --to 2026-03-02T08:15Z");
        assertThat(tooShort.exitCode()).isEqualTo(2);
        assertThat(tooShort.err()).contains("at least one window");
        assertThat(
                        run("whatchanged DIR/g/request_logs.csv --from 2026-03-02T08:10Z --to 2026-03-02T08:15Z --against 2026-03-02T08:12Z/2026-03-02T08:20Z")
                                .err())
                .contains("overlap");
        Said empty =
                run(
                        "whatchanged DIR/g/request_logs.csv --from 2026-03-03T08:10Z --to 2026-03-03T08:15Z");
        assertThat(empty.exitCode()).isEqualTo(1);
        assertThat(empty.err()).contains("has no request");
    }
}
