package trafficinsights.alerts;

import java.time.Instant;
import java.util.Set;
import trafficinsights.model.Dimension;
import trafficinsights.model.Severity;
import trafficinsights.model.alerts.Notice;

/// Notices for tests.
final class Notices {
    static final long START_MICROS = Instant.parse("2026-03-02T08:10:00Z").toEpochMilli() * 1000;
    static final Receiver.Wish ALL =
            new Receiver.Wish(Set.of(Notice.State.values()), Severity.MINOR);

    private Notices() {}

    static Notice firing(String name) {
        return of(name, Notice.State.FIRING, Severity.MAJOR);
    }

    static Notice of(String name, Notice.State state, Severity severity) {
        return new Notice(
                Notice.Kind.ALERT,
                state,
                Notice.idOf("log", Notice.Kind.ALERT, name, Dimension.SERVER, "eu-2", START_MICROS),
                severity,
                name,
                Dimension.SERVER,
                "eu-2",
                START_MICROS,
                START_MICROS + 300_000_000,
                0.34,
                Double.NaN,
                "share",
                "Errors of “eu-2” reached 34 %: see [a=b|c\\d] \"now\"\nat once.",
                "bad deploy");
    }
}
