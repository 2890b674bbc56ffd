package trafficinsights.serve.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.NumberText;
import trafficinsights.model.SpanKpi;
import trafficinsights.model.report.KeyNumber;
import trafficinsights.model.report.RunReport;
import trafficinsights.report.Verdict;
import trafficinsights.run.base.RunProgress;
import trafficinsights.serve.run.ServedRun;
import trafficinsights.serve.run.Snapshot;

/// What is at the top: which run, how far it is, its key numbers. Threads: stateless.
final class Heads {
    private static final long LATEST_MICROS = 60_000_000;

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
        Strip strip = strip(shown, isWholeRun && snapshot.isEnded());
        return new Head(
                item(shown.run(), snapshot),
                snapshot.problem(),
                isReported ? Verdict.of(report) : "",
                report.counts().doubt(),
                strip.numbers(),
                strip.basis(),
                progress.rows(),
                NumberText.counted(progress.rows(), "request"),
                progress.doneShare(),
                progress.rowsPerSecond(),
                shown.incidents().size(),
                shown.keys(Dimension.REGION),
                shown.keys(Dimension.SERVER));
    }

    private record Strip(List<KeyFigure> numbers, String basis) {}

    /// As the window has it: the whole of a finished run, a chosen range, else the last minute with
    /// the one before it.
    private static Strip strip(Shown shown, boolean isWhole) {
        long end = shown.toMicros();
        boolean isChosen = end < shown.snapshot().endMicros();
        long all = end - shown.fromMicros();
        long length =
                isWhole || isChosen || shown.snapshot().isEnded()
                        ? all
                        : Math.max(shown.snapshot().windowMicros(), Math.min(LATEST_MICROS, all));
        long start = end - length;
        Optional<SpanKpi> now = length > 0 ? shown.between(start, end) : Optional.empty();
        Optional<SpanKpi> before =
                length > 0 && !isWhole ? shown.between(start - length, start) : Optional.empty();
        String span = NumberText.duration(length);
        String basis =
                isWhole
                        ? "the whole run"
                        : (isChosen ? "the selected " : "the last ")
                                + span
                                + (before.isPresent()
                                        ? ", compared with the " + span + " before"
                                        : "");
        List<KeyFigure> numbers = new ArrayList<>();
        for (Figure figure : KeyNumber.FIGURES) {
            numbers.add(keyFigure(new KeyNumber(figure, of(figure, now), of(figure, before))));
        }
        String part =
                shown.isWhole()
                        ? ""
                        : ", " + shown.dimension().label().replace('_', ' ') + " " + shown.key();
        return new Strip(List.copyOf(numbers), basis + part);
    }

    private static double of(Figure figure, Optional<SpanKpi> figures) {
        return figures.map(known -> known.of(figure)).orElse(Double.NaN);
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
