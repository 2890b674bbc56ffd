package trafficinsights.ui.live;

import java.util.Optional;
import trafficinsights.model.LatencyGrid;
import trafficinsights.model.SpanKpi;
import trafficinsights.run.base.Run;

/// Figures of a span, from whoever can merge sketches. Empty without any, or while it is busy.
interface Sketches {
    Optional<SpanKpi> kpi(LiveFilter filter, long fromMicros, long toMicros);

    Optional<LatencyGrid> latencies(
            LiveFilter filter, long fromMicros, long toMicros, int mostColumns);

    static Sketches of(Run run) {
        return new Sketches() {
            @Override
            public Optional<SpanKpi> kpi(LiveFilter filter, long fromMicros, long toMicros) {
                return run.between(filter.dimension(), filter.key(), fromMicros, toMicros);
            }

            @Override
            public Optional<LatencyGrid> latencies(
                    LiveFilter filter, long fromMicros, long toMicros, int mostColumns) {
                return run.latencies(
                        filter.dimension(), filter.key(), fromMicros, toMicros, mostColumns);
            }
        };
    }
}
