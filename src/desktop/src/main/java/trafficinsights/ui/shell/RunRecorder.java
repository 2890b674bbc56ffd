package trafficinsights.ui.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Dimension;
import trafficinsights.model.KpiWindow;
import trafficinsights.run.base.Run;
import trafficinsights.run.base.RunProgress;
import trafficinsights.run.base.RunProgress.Stage;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.folder.SourceText;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.ui.common.CurrentRun;
import trafficinsights.ui.common.Recent;
import trafficinsights.ui.common.Recents;
import trafficinsights.ui.common.Texts;

/// Puts each run that ended on the list of recent ones: with its verdict, and its request rate over
/// time. FX thread; the windows are summed up elsewhere.
final class RunRecorder {
    static final int RATES = 48;

    private final CurrentRun current;
    private final Recents recents;
    private final Executor background;
    private final Executor fx;
    private final LongSupplier nowMillis;

    private RunRecorder(
            CurrentRun current,
            Recents recents,
            Executor background,
            Executor fx,
            LongSupplier nowMillis) {
        this.current = current;
        this.recents = recents;
        this.background = background;
        this.fx = fx;
        this.nowMillis = nowMillis;
    }

    /// Writes down every run of `current` from now on.
    static void attach(
            CurrentRun current,
            Recents recents,
            Executor background,
            Executor fx,
            LongSupplier nowMillis) {
        RunRecorder recorder = new RunRecorder(current, recents, background, fx, nowMillis);
        current.progressProperty()
                .addListener((property, before, now) -> recorder.look(before, now));
    }

    private void look(@Nullable RunProgress before, @Nullable RunProgress now) {
        RunSpec spec = current.specProperty().get();
        Run run = current.runProperty().get();
        noteFolder(spec, now);
        noteFollowed(spec, now);
        boolean hasEnded = now != null && now.stage().isEnd();
        boolean hadEnded = before != null && before.stage().isEnd();
        if (now == null || spec == null || !hasEnded || hadEnded) {
            return;
        }
        Recent.Kind kind = kind(spec.reading().source());
        if (kind == null) {
            return;
        }
        List<String> places = places(spec.reading().source());
        String source = source(spec.reading().source());
        String title = current.titleProperty().get();
        String verdict = verdict(now.stage(), current.summaryProperty().get());
        long at = nowMillis.getAsLong();
        background.execute(() -> {
            List<Double> rates = run == null ? List.of() : rates(run.liveSince(0).windows());
            fx.execute(
                    () -> recents.add(new Recent(kind, places, title, at, verdict, rates, source)));
        });
    }

    /// Written down when the run begins: what is cut off has no chance to say so.
    private void noteFolder(@Nullable RunSpec spec, @Nullable RunProgress now) {
        if (spec == null || now == null || spec.reading().source().isFollowed()) {
            return;
        }
        Path out = spec.writing().out();
        if (out == null) {
            return;
        }
        Recent folder =
                new Recent(
                        Recent.Kind.RUN_FOLDER,
                        List.of(out.toAbsolutePath().normalize().toString()),
                        current.titleProperty().get(),
                        nowMillis.getAsLong(),
                        "",
                        List.of());
        if (now.stage() == Stage.STARTING) {
            recents.add(folder);
        } else if (now.stage() == Stage.DONE) {
            recents.all().stream().filter(folder::isSameAs).toList().forEach(recents::remove);
        }
    }

    /// Written down when it begins: it goes on until somebody stops it.
    private void noteFollowed(@Nullable RunSpec spec, @Nullable RunProgress now) {
        if (spec != null
                && now != null
                && now.stage() == Stage.STARTING
                && spec.reading().source() instanceof RunSource.Tail tail) {
            recents.add(
                    new Recent(
                            Recent.Kind.FOLLOWED_RUN,
                            tail.texts(),
                            current.titleProperty().get(),
                            nowMillis.getAsLong(),
                            "",
                            List.of()));
        }
    }

    /// With the options of addresses, which have names of passwords and never a password.
    private static List<String> places(RunSource source) {
        return source instanceof RunSource.Tail tail ? tail.texts() : source.places();
    }

    /// What is followed is what its places say.
    private static String source(RunSource source) {
        return source.isFollowed() ? "" : SourceText.of(source);
    }

    /// Null for what is not listed.
    private static Recent.@Nullable Kind kind(RunSource source) {
        return switch (source) {
            case RunSource.Generated _ -> Recent.Kind.SCENARIO_RUN;
            case RunSource.Logs _ -> Recent.Kind.LOG_RUN;
            case RunSource.Tail _ -> Recent.Kind.FOLLOWED_RUN;
            case RunSource.Metrics _, RunSource.Stored _ -> null;
        };
    }

    static String verdict(Stage end, @Nullable RunSummary summary) {
        if (end == Stage.CANCELLED) {
            return "cancelled";
        }
        if (end == Stage.FAILED || summary == null) {
            return "failed";
        }
        long incidents = summary.incidents();
        return incidents == 0 ? "no incidents" : Texts.counted(incidents, "incident");
    }

    /// Means of the request rate over at most [#RATES] parts of the run.
    static List<Double> rates(List<KpiWindow> windows) {
        List<KpiWindow> total =
                windows.stream()
                        .filter(window -> window.dimension() == Dimension.TOTAL)
                        .sorted(
                                java.util.Comparator.comparingLong(
                                        window -> window.window().startMicros()))
                        .toList();
        int parts = Math.min(RATES, total.size());
        List<Double> rates = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            rates.add(
                    total.subList(i * total.size() / parts, (i + 1) * total.size() / parts).stream()
                            .mapToDouble(KpiWindow::requestsPerSecond)
                            .average()
                            .orElse(0));
        }
        return rates;
    }
}
