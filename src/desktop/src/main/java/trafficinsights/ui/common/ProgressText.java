package trafficinsights.ui.common;

import java.util.ArrayList;
import java.util.List;
import trafficinsights.run.base.RunProgress;
import trafficinsights.run.base.RunProgress.Stage;

/// The progress of a run in words.
public final class ProgressText {
    private ProgressText() {}

    /// `Generating`, `Held`, `Done`.
    public static String stage(RunProgress progress) {
        if (progress.isPaused() && !progress.stage().isEnd()) {
            return "Held";
        }
        String label = progress.stage().label();
        return Character.toUpperCase(label.charAt(0)) + label.substring(1);
    }

    /// For a bar: 0 to 1, or negative while the end is not known.
    public static double bar(RunProgress progress) {
        return progress.stage() == Stage.DONE
                ? 1
                : progress.stage().isEnd() ? 0 : progress.doneShare();
    }

    /// `62 %`; empty when it is not known.
    public static String percent(RunProgress progress) {
        return progress.doneShare() < 0 || progress.stage().isEnd()
                ? ""
                : (int) Math.floor(progress.doneShare() * 100) + " %";
    }

    /// `8.10 M rows/s`; empty once the run is over.
    public static String rate(RunProgress progress) {
        return progress.stage().isEnd() || progress.rowsPerSecond() <= 0
                ? ""
                : Texts.count(Math.round(progress.rowsPerSecond())) + " rows/s";
    }

    /// `12 s left`; empty when it is not known.
    public static String left(RunProgress progress) {
        return progress.stage().isEnd() || progress.secondsLeft() < 0
                ? ""
                : Texts.duration(progress.secondsLeft()) + " left";
    }

    public static String requests(RunProgress progress) {
        return Texts.counted(progress.rows(), "request");
    }

    /// All of it in one line.
    public static String line(RunProgress progress) {
        List<String> parts = new ArrayList<>();
        parts.add(stage(progress));
        parts.add(percent(progress));
        parts.add(requests(progress));
        parts.add(rate(progress));
        parts.add(left(progress));
        if (progress.stage().isEnd()) {
            parts.add("in " + Texts.duration(progress.elapsedSeconds()));
        }
        parts.removeIf(String::isEmpty);
        return String.join("  ·  ", parts);
    }
}
