package trafficinsights.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.Incident;
import trafficinsights.model.Incident.Cause;
import trafficinsights.model.TimeWindow;

/// Puts findings of many series together that belong to one incident.
///
/// A finding joins the incident that lasts when it begins soon after the newest one of it
/// ([#JOIN_WINDOWS], at least [#JOIN_MICROS]), or later in a metric that is out already (a fault
/// that spreads), or right at its end (what comes back overshoots). Else it begins an incident of
/// its own. Threads: one at a time.
final class IncidentGatherer {
    private static final int JOIN_WINDOWS = 3;
    private static final long JOIN_MICROS = 30_000_000;
    private static final int SETTLE_WINDOWS = 2;
    private static final double SHARE_WEIGHT = 0.5;
    private static final double RELIEF_WEIGHT = 0.1;

    private final Map<Dimension, Map<String, SeriesTally>> tallies;
    private final List<Incident> ended = new ArrayList<>();
    private final List<Finding> members = new ArrayList<>();
    private long newestOnsetMicros;
    private int windowsBefore;
    private int windowsDuring;
    private int calmWindows;

    /// @param tallies of every series; who keeps them counts windows while [#isOpen()]
    IncidentGatherer(Map<Dimension, Map<String, SeriesTally>> tallies) {
        this.tallies = tallies;
    }

    /// Whether an incident lasts, so that its windows are no example of what is usual.
    boolean isOpen() {
        return !members.isEmpty();
    }

    /// Start of the incident that lasts.
    long startMicros() {
        return members.stream().mapToLong(m -> m.startMicros).min().orElse(Long.MAX_VALUE);
    }

    /// Ends or begins incidents by what was found in a window; its rows are counted after that.
    void accept(TimeWindow window, List<Finding> begun) {
        if (isOpen()) {
            boolean isActive = members.stream().anyMatch(Finding::isOpen);
            calmWindows = isActive ? 0 : calmWindows + 1;
            boolean isOver = begun.isEmpty() ? calmWindows > SETTLE_WINDOWS : !joins(window, begun);
            if (isOver) {
                end();
            }
        }
        if (!begun.isEmpty()) {
            members.addAll(begun);
            newestOnsetMicros = window.startMicros();
            calmWindows = 0;
        }
    }

    /// Says that the rows of a window were counted.
    void counted() {
        if (isOpen()) {
            windowsDuring++;
        } else {
            windowsBefore = Math.min(SeriesTally.BASELINE_WINDOWS, windowsBefore + 1);
        }
    }

    private boolean joins(TimeWindow window, List<Finding> begun) {
        long soon = Math.max(JOIN_MICROS, JOIN_WINDOWS * window.lengthMicros());
        if (window.startMicros() - newestOnsetMicros <= soon || calmWindows > 0) {
            return true;
        }
        return begun.stream()
                .anyMatch(b -> members.stream().anyMatch(m -> m.isOpen() && m.metric == b.metric));
    }

    private void end() {
        incident().ifPresent(ended::add);
        members.clear();
        windowsDuring = 0;
        calmWindows = 0;
        tallies.values().forEach(byKey -> byKey.values().forEach(SeriesTally::endIncident));
    }

    /// Incidents in order of their start, the one that lasts among them as far as it is known.
    List<Incident> incidents() {
        List<Incident> all = new ArrayList<>(ended);
        incident().ifPresent(all::add);
        return all;
    }

    private Optional<Incident> incident() {
        return members.stream()
                .max(Comparator.comparingDouble(IncidentGatherer::weight))
                .map(this::incidentOf);
    }

    /// Where traffic goes tells less of what is wrong than latency, errors and how much there is;
    /// what got better tells least (answers that fail are quick).
    private static double weight(Finding finding) {
        double weight = finding.metric == Figure.TRAFFIC_SHARE ? SHARE_WEIGHT : 1;
        return finding.worst() * (finding.isRelief() ? RELIEF_WEIGHT : weight);
    }

    private Incident incidentOf(Finding worst) {
        Attribution.Result result =
                Attribution.of(
                        worst.metric,
                        worst.isRise(),
                        new Attribution.Spans(windowsBefore, Math.max(1, windowsDuring)),
                        tallies);
        Cause leading = result.leading();
        Finding example = example(worst, leading);
        return new Incident(
                members.stream().mapToLong(m -> m.startMicros).min().orElseThrow(),
                members.stream().mapToLong(Finding::endMicros).max().orElseThrow(),
                members.stream()
                        .map(Finding::severity)
                        .max(Comparator.naturalOrder())
                        .orElseThrow(),
                worst.metric,
                leading == null ? Dimension.TOTAL : leading.dimension(),
                leading == null ? Dimension.ALL : leading.key(),
                leading == null ? 1 : Math.min(1, leading.share()),
                example.expected(),
                example.observed(),
                worst.worst(),
                result.causes(),
                members.size(),
                IncidentText.sentence(example, leading));
    }

    /// The finding that shows the change best: of the leading part, else of the total.
    private Finding example(Finding worst, @Nullable Cause leading) {
        return members.stream()
                .filter(m -> m.metric == worst.metric && m.isRise() == worst.isRise())
                .max(
                        Comparator.comparing((Finding m) -> isOf(m, leading))
                                .thenComparing(m -> m.dimension == Dimension.TOTAL)
                                .thenComparingDouble(Finding::worst))
                .orElse(worst);
    }

    private static boolean isOf(Finding finding, @Nullable Cause leading) {
        if (leading == null) {
            return finding.dimension == Dimension.TOTAL;
        }
        boolean isSameKey =
                finding.key.equals(leading.key())
                        || (leading.dimension() == Dimension.SERVER
                                && Attribution.host(finding.key).equals(leading.key()));
        return finding.dimension == leading.dimension() && isSameKey;
    }
}
