package trafficinsights.run.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import trafficinsights.detect.Scoring;
import trafficinsights.ingest.table.SpanCsv;
import trafficinsights.model.Alarm;
import trafficinsights.model.Outcome;
import trafficinsights.model.ProblemException;
import trafficinsights.model.Scorecard;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.TruthInterval;

/// Scores files of anomalies or incidents against a file of ground truth. Threads: any.
public final class Scorecards {
    private Scorecards() {}

    /// @param alarms `anomalies.csv` or `incidents.csv` of a run
    /// @param truth `test_metrics.csv` of a run, or any CSV with start, end, kind and target
    /// @param benign file of benign events; null where they are in the ground truth, or unknown
    /// @param span that was watched; null to reach from the first to the last known time
    /// @param windowMicros length of the KPI windows that the alarms were found in
    public static Outcome<Scorecard> of(
            Path alarms,
            Path truth,
            @Nullable Path benign,
            @Nullable TimeWindow span,
            long windowMicros) {
        try {
            List<TruthInterval> truths = new ArrayList<>(SpanCsv.truths(truth));
            if (benign != null) {
                truths.addAll(SpanCsv.benign(benign));
            }
            List<Alarm> found = SpanCsv.alarms(alarms);
            TimeWindow watched = span == null ? span(truths, found) : span;
            Scoring scoring = new Scoring(truths, watched, windowMicros);
            boolean isFused =
                    !found.isEmpty() && found.getFirst().detector().equals(Scorecard.FUSED);
            return Outcome.ok(
                    isFused ? scoring.score(List.of(), found) : scoring.scoreParts(found));
        } catch (ProblemException e) {
            return Outcome.rejected(e.problem());
        }
    }

    /// From the first to the last thing known; false alarms a day are counted over it.
    private static TimeWindow span(List<TruthInterval> truths, List<Alarm> alarms) {
        long start =
                Stream.concat(
                                truths.stream().map(TruthInterval::startMicros),
                                alarms.stream().map(Alarm::startMicros))
                        .min(Long::compare)
                        .orElse(0L);
        long end =
                Stream.concat(
                                truths.stream().map(TruthInterval::endMicros),
                                alarms.stream().map(Alarm::endMicros))
                        .max(Long::compare)
                        .orElse(1L);
        return new TimeWindow(start, end - start);
    }
}
