package trafficinsights.run.explore;

import java.util.List;
import trafficinsights.ingest.flow.FlowTable;
import trafficinsights.model.explore.Aggregate;
import trafficinsights.model.explore.ChartKind;
import trafficinsights.model.explore.ChartSpec;
import trafficinsights.model.explore.ReadyView;

/// The queries that come with network flows.
final class FlowViews {
    private static final long MOST_SLOTS = 200;

    /// Lengths of a slot of time.
    private record Step(long seconds, String interval) {}

    private static final List<Step> STEPS =
            List.of(
                    new Step(1, "1 second"),
                    new Step(10, "10 seconds"),
                    new Step(60, "1 minute"),
                    new Step(300, "5 minutes"),
                    new Step(900, "15 minutes"),
                    new Step(3_600, "1 hour"),
                    new Step(21_600, "6 hours"),
                    new Step(86_400, "1 day"));

    private FlowViews() {}

    static List<ReadyView> of(FlowTable flows) {
        return List.of(bytesOverTime(flows), topTalkers(), rejected());
    }

    private static ReadyView bytesOverTime(FlowTable flows) {
        return new ReadyView(
                "bytes-over-time",
                "Bytes over time",
                "Bytes, packets and flows by the time at which the flows start",
                """
                SELECT time_bucket(INTERVAL '%s', start) AS start,
                    sum(bytes)::BIGINT AS bytes,
                    sum(packets)::BIGINT AS packets,
                    count(*) AS flows
                FROM data
                WHERE bytes IS NOT NULL
                GROUP BY ALL
                ORDER BY start\
                """
                        .formatted(interval(flows)),
                new ChartSpec(ChartKind.LINES, "start", "bytes", "", Aggregate.SUM));
    }

    private static String interval(FlowTable flows) {
        long seconds =
                flows.firstMicros() > flows.lastMicros()
                        ? 0
                        : (flows.lastMicros() - flows.firstMicros()) / 1_000_000;
        return STEPS.stream()
                .filter(step -> seconds / step.seconds < MOST_SLOTS)
                .findFirst()
                .orElse(STEPS.getLast())
                .interval;
    }

    private static ReadyView topTalkers() {
        return new ReadyView(
                "top-talkers",
                "Top talkers",
                "The sources with the most bytes",
                """
                SELECT source,
                    sum(bytes)::BIGINT AS bytes,
                    sum(packets)::BIGINT AS packets,
                    count(*) AS flows,
                    count(DISTINCT destination) AS destinations
                FROM data
                WHERE source IS NOT NULL
                GROUP BY source
                HAVING sum(bytes) IS NOT NULL
                ORDER BY bytes DESC, source
                LIMIT 20\
                """,
                new ChartSpec(ChartKind.BARS, "source", "bytes", "", Aggregate.SUM));
    }

    private static ReadyView rejected() {
        return new ReadyView(
                "rejected",
                "Rejected flows",
                "Where rejected flows come from and where they go",
                """
                SELECT source, destination, destination_port, protocol,
                    count(*) AS flows,
                    min(start) AS first,
                    max(start) AS last
                FROM data
                WHERE action = 'REJECT'
                GROUP BY source, destination, destination_port, protocol
                ORDER BY flows DESC, first, source
                LIMIT 1000\
                """,
                null);
    }
}
