package trafficinsights.serve.answer;

import java.util.List;
import java.util.Locale;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.NumberText;
import trafficinsights.model.report.KeyNumber;
import trafficinsights.model.report.KeyNumbers;
import trafficinsights.model.report.RunReport;
import trafficinsights.report.Verdict;
import trafficinsights.run.base.RunProgress;
import trafficinsights.serve.run.ServedRun;
import trafficinsights.serve.run.Snapshot;

/// What is at the top: which run, how far it is, its key numbers. Threads: stateless.
final class Heads {
    private Heads() {}

    /// @param from start of the first window, ISO 8601; null before there is one
    record Item(
            String id,
            String title,
            String state,
            boolean isLive,
            String from,
            String to,
            double windowSeconds,
            long version) {}

    record RunList(List<Item> runs) {}

    /// @param value in the figure's own unit
    /// @param meaning of the change: `none`, `neutral`, `good`, `bad`
    record KeyFigure(
            String figure,
            String label,
            String explanation,
            String unit,
            double value,
            String text,
            double before,
            String change,
            String meaning) {}

    record Head(
            Item run,
            String problem,
            String verdict,
            String doubt,
            List<KeyFigure> numbers,
            String basis,
            long requests,
            String requestsText,
            double doneShare,
            double rowsPerSecond,
            int incidents,
            List<String> regions,
            List<String> servers) {}

    static RunList list(List<ServedRun> runs) {
        return new RunList(runs.stream().map(Heads::item).toList());
    }

    static Item item(ServedRun run) {
        return item(run, run.snapshot());
    }

    private static Item item(ServedRun run, Snapshot snapshot) {
        return new Item(
                run.id(),
                snapshot.report().provenance().title(),
                snapshot.progress().stage().label(),
                !snapshot.isEnded(),
                Json.iso(snapshot.startMicros()),
                Json.iso(snapshot.endMicros()),
                snapshot.windowMicros() / 1e6,
                snapshot.version());
    }

    static Head of(Shown shown) {
        Snapshot snapshot = shown.snapshot();
        RunReport report = snapshot.report();
        RunProgress progress = snapshot.progress();
        boolean isReported = snapshot.isEnded() && report.totals().requests() > 0;
        boolean isWholeRun =
                shown.fromMicros() <= snapshot.startMicros()
                        && shown.toMicros() >= snapshot.endMicros();
        KeyNumbers strip = numbers(shown, isWholeRun);
        return new Head(
                item(shown.run(), snapshot),
                snapshot.problem(),
                isReported ? Verdict.of(report) : "",
                report.counts().doubt(),
                strip.numbers().stream().map(Heads::keyFigure).toList(),
                strip.basis() + part(shown),
                progress.rows(),
                NumberText.counted(progress.rows(), "request"),
                progress.doneShare(),
                progress.rowsPerSecond(),
                shown.incidents().size(),
                shown.keys(Dimension.REGION),
                shown.keys(Dimension.SERVER));
    }

    /// As the window has it.
    private static KeyNumbers numbers(Shown shown, boolean isWholeRun) {
        boolean isEnded = shown.snapshot().isEnded();
        boolean isSelected = shown.toMicros() < shown.snapshot().endMicros();
        KeyNumbers.Range range =
                isWholeRun && isEnded
                        ? KeyNumbers.Range.WHOLE_RUN
                        : isSelected
                                ? KeyNumbers.Range.SELECTED
                                : isEnded ? KeyNumbers.Range.LAST : KeyNumbers.Range.LATEST;
        return KeyNumbers.of(
                range,
                shown.fromMicros(),
                shown.toMicros(),
                shown.snapshot().windowMicros(),
                shown::between);
    }

    private static String part(Shown shown) {
        return shown.isWhole()
                ? ""
                : ", " + shown.dimension().label().replace('_', ' ') + " " + shown.key();
    }

    private static KeyFigure keyFigure(KeyNumber number) {
        Figure figure = number.figure();
        return new KeyFigure(
                figure.id(),
                figure.label(),
                figure.meaning(),
                figure.unit().label(),
                number.value(),
                number.text(),
                number.before(),
                number.deltaText(),
                number.meaning().name().toLowerCase(Locale.ROOT));
    }
}
