package trafficinsights.ui.explore;

import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.explore.Aggregate;
import trafficinsights.model.explore.ChartData;
import trafficinsights.model.explore.ChartKind;
import trafficinsights.model.explore.ChartRows;
import trafficinsights.model.explore.ChartSpec;
import trafficinsights.model.explore.Column;
import trafficinsights.model.explore.Exploration;
import trafficinsights.ui.common.Texts;
import trafficinsights.ui.common.work.Work;

/// The chart of what the grid shows: which one, and what is in it. Asks only while it shows. FX
/// thread; the asking happens elsewhere.
final class ChartModel implements AutoCloseable {
    private static final int MOST_REMEMBERED = 16;

    /// What is drawn.
    ///
    /// @param x the column that X is; null where none has its name
    /// @param canFilter whether the rows are those of the filters, so that a part of them can be
    ///   chosen
    record Picture(ChartSpec spec, ChartData data, @Nullable Column x, boolean canFilter) {}

    /// The rows at hand.
    private record Source(Exploration data, ChartRows rows, List<Column> columns) {}

    /// @param run of SQL, which may give other rows each time; 0 for rows of the data
    private record Asked(ChartRows rows, long run, ChartSpec spec, ZoneId zone) {}

    private final Work work;
    private final BooleanProperty shown = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<@Nullable ChartSpec> spec = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<ChartChoice> choice =
            new ReadOnlyObjectWrapper<>(new ChartChoice(List.of()));
    private final ReadOnlyObjectWrapper<@Nullable Picture> picture = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Problem> problem = new ReadOnlyObjectWrapper<>();

    /// What was chosen for columns that were there before.
    private final Map<List<Column>, ChartSpec> chosen =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<List<Column>, ChartSpec> eldest) {
                    return size() > MOST_REMEMBERED;
                }
            };

    private Consumer<Picture> writer = picture -> {};
    private @Nullable Source source;
    private @Nullable Asked asked;
    private boolean isReplacing;
    private long run;

    ChartModel(Executor fx) {
        work = new Work("explore-chart", fx);
        shown.addListener((property, before, now) -> ask());
        work.workingProperty().addListener((property, before, now) -> stopped(now));
    }

    /// Who puts the points of a picture into the charts; called in the background, before the
    /// picture is known.
    void setWriter(Consumer<Picture> newWriter) {
        writer = newWriter;
    }

    /// The chart that rows with these columns have from now on, if they allow it.
    void prefer(List<Column> columns, ChartSpec wanted) {
        if (new ChartChoice(columns).allows(wanted)) {
            chosen.put(columns, wanted);
        }
    }

    /// The rows of the data's filters, or the result of SQL that was run just now.
    void show(Exploration data, ChartRows rows, List<Column> columns) {
        source = new Source(data, rows, columns);
        run = rows instanceof ChartRows.Result ? run + 1 : 0;
        choice.set(new ChartChoice(columns));
        ChartSpec known = chosen.get(columns);
        spec.set(known != null ? known : choice.get().proposal().orElse(null));
        ask();
    }

    /// Nothing is open.
    void clear() {
        work.cancel();
        source = null;
        asked = null;
        choice.set(new ChartChoice(List.of()));
        spec.set(null);
        picture.set(null);
        problem.set(null);
    }

    /// Takes what was remembered for some columns, if they allow it.
    void recall(List<Column> columns, String text) {
        ChartChoice.parse(text)
                .filter(new ChartChoice(columns)::allows)
                .ifPresent(known -> chosen.put(columns, known));
    }

    /// Another chart; refused when the columns do not allow it.
    void choose(ChartKind kind, String x, String y, String by, Aggregate aggregate) {
        Source from = source;
        ChartSpec now = spec.get();
        if (from == null || now == null) {
            return;
        }
        Optional<ChartSpec> next = choice.get().changed(now, kind, x, y, by, aggregate);
        next.ifPresent(changed -> {
            chosen.put(from.columns, changed);
            spec.set(changed);
            ask();
        });
    }

    /// Asks again where that makes another chart, as in another zone.
    void renew() {
        ask();
    }

    private void ask() {
        Source from = source;
        ChartSpec wanted = spec.get();
        if (!shown.get() || from == null) {
            work.cancel();
            return;
        }
        if (wanted == null) {
            picture.set(null);
            problem.set(null);
            return;
        }
        Asked next = new Asked(from.rows, run, wanted, Texts.zone());
        if (next.equals(asked)) {
            return;
        }
        asked = next;
        problem.set(null);
        isReplacing = true;
        start(from, wanted);
        isReplacing = false;
    }

    private void start(Source from, ChartSpec wanted) {
        ZoneId zone = Texts.zone();
        boolean canFilter = from.rows instanceof ChartRows.Filtered;
        Column x =
                from.columns.stream()
                        .filter(column -> column.name().equals(wanted.x()))
                        .findFirst()
                        .orElse(null);
        work.start(
                "Drawing the chart",
                watch -> {
                    Outcome<ChartData> made = from.data.chart(from.rows, wanted, zone, watch);
                    return switch (made) {
                        case Outcome.Ok<ChartData>(ChartData data) -> {
                            Picture drawn = new Picture(wanted, data, x, canFilter);
                            writer.accept(drawn);
                            yield Outcome.ok(drawn);
                        }
                        case Outcome.Rejected<ChartData>(Problem reason) ->
                                Outcome.<Picture>rejected(reason);
                    };
                },
                this::made);
    }

    /// Cancelled by the person: what is drawn would not be what is chosen.
    private void stopped(boolean isWorking) {
        Work.Ended ended = work.endedProperty().get();
        if (!isWorking && !isReplacing && ended != null && ended.end() == Work.End.CANCELLED) {
            asked = null;
            picture.set(null);
        }
    }

    private void made(Outcome<Picture> outcome) {
        switch (outcome) {
            case Outcome.Ok<Picture>(Picture drawn) -> picture.set(drawn);
            case Outcome.Rejected<Picture>(Problem reason) -> {
                asked = null;
                picture.set(null);
                problem.set(reason);
            }
        }
    }

    /// Asks once more after it was cancelled or refused.
    void again() {
        asked = null;
        ask();
    }

    /// Whether the chart is in place of the grid.
    BooleanProperty shownProperty() {
        return shown;
    }

    /// Null where nothing can be drawn.
    ReadOnlyObjectProperty<@Nullable ChartSpec> specProperty() {
        return spec.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<ChartChoice> choiceProperty() {
        return choice.getReadOnlyProperty();
    }

    /// Null before the first, and after a refusal.
    ReadOnlyObjectProperty<@Nullable Picture> pictureProperty() {
        return picture.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Problem> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    void report(Problem reason) {
        problem.set(reason);
    }

    /// The chart of some columns as a text; empty when it is the proposed one.
    String remembered(List<Column> columns) {
        ChartSpec known = chosen.get(columns);
        return known == null ? "" : ChartChoice.text(known);
    }

    Work work() {
        return work;
    }

    @Override
    public void close() {
        work.close();
    }
}
