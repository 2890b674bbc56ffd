package trafficinsights.ui.investigate;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.RunChart;
import trafficinsights.model.shift.ComparedFigure;
import trafficinsights.model.shift.ComparedRuns;
import trafficinsights.ui.common.ChartFrame;
import trafficinsights.ui.common.ChoiceText;
import trafficinsights.ui.common.ComparedText;
import trafficinsights.ui.common.CursorTooltip;
import trafficinsights.ui.common.FigureTable;
import trafficinsights.ui.common.IncidentList;
import trafficinsights.ui.common.RunCharts;
import trafficinsights.ui.common.RunLines;
import trafficinsights.ui.common.Segments;
import trafficinsights.ui.common.Texts;
import trafficinsights.ui.common.work.WorkStrip;

/// Two runs: their charts one over the other, figures and keys side by side, and their incidents.
/// FX thread. Longer than 400 lines: head, charts, tables and incidents of one page, each short.
final class RunsView extends VBox implements AutoCloseable {
    /// What is below the charts.
    enum Part {
        FIGURES("Figures"),
        INCIDENTS("Incidents");

        private final String title;

        Part(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    private final RunsModel model;
    private final RunCharts charts;
    private final ExecutorService writing =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("compare-picture").factory());
    private final Label a = side("A", RunsPicture.COLOURS.get(0));
    private final Label b = side("B", RunsPicture.COLOURS.get(1));
    private final Label sentence = label("change-sentence");
    private final Label note = label("change-spans");
    private final FigureTable figures =
            new FigureTable("A", "B", FigureTable.Difference.DELTA, FigureTable.Difference.PERCENT);
    private final KeyTable keys = new KeyTable();
    private final IncidentList incidentsOfA = incidents("A");
    private final IncidentList incidentsOfB = incidents("B");
    private final ObjectProperty<Part> part = new SimpleObjectProperty<>(Part.FIGURES);
    private final Button undo = icon("undoRuns", "fth-corner-up-left", "Undo (Ctrl+Z)");
    private final Button redo = icon("redoRuns", "fth-corner-up-right", "Redo (Ctrl+Shift+Z)");
    private final Button swap = icon("swapRuns", "fth-repeat", "Swap A and B (X)");
    private final Button export = icon("exportRuns", "fth-download", "Save all figures as CSV");
    private final HBox times = new HBox();
    private final StackPane below = new StackPane();
    private final Label waiting = label("result-hint");

    RunsView(RunsModel model, CursorTooltip tooltip, InvestigateActions actions) {
        this.model = model;
        charts =
                new RunCharts(
                        RunsPicture.CHARTS,
                        "runs-",
                        tooltip,
                        () -> a.getText() + " · " + b.getText());
        setId("comparedRuns");
        getStyleClass().add("investigate-filled");
        HBox chartRow = charts();
        VBox card = body();
        VBox.setVgrow(card, Priority.ALWAYS);
        getChildren().addAll(head(), chartRow, card);
        undo.setOnAction(event -> model.undo());
        redo.setOnAction(event -> model.redo());
        swap.setOnAction(event -> model.swap());
        export.setOnAction(event -> save(actions));
        listen();
        show();
    }

    private void listen() {
        model.comparedProperty().addListener((property, before, now) -> show());
        model.shownProperty().addListener((property, before, now) -> show());
        model.timesProperty().addListener((property, before, now) -> draw());
        model.work().workingProperty().addListener((property, before, now) -> show());
        model.dimensionProperty().addListener((property, before, now) -> showKeys());
        model.figureProperty().addListener((property, before, now) -> showKeys());
        part.addListener((property, before, now) -> showPart());
        charts.time(this::time);
    }

    private static Label label(String style) {
        Label label = new Label();
        label.getStyleClass().add(style);
        label.setWrapText(true);
        return label;
    }

    private static Label side(String name, String colour) {
        Region swatch = new Region();
        swatch.getStyleClass().addAll("swatch", colour);
        Label label = new Label(name, swatch);
        label.setId("side" + name);
        label.getStyleClass().add("run-side");
        label.setMinWidth(0);
        return label;
    }

    private static Button icon(String id, String literal, String words) {
        Button button = new Button("", new FontIcon(literal));
        button.setId(id);
        button.getStyleClass().addAll("flat", "button-icon");
        button.setTooltip(new Tooltip(words));
        button.setAccessibleText(words);
        return button;
    }

    private static IncidentList incidents(String side) {
        IncidentList list = new IncidentList();
        list.setEmptyText("No incidents were found in " + side + ".");
        list.setTitle("Incidents of " + side);
        // It is within a card.
        list.getStyleClass().remove("card");
        list.setId("incidentsOf" + side);
        HBox.setHgrow(list, Priority.ALWAYS);
        list.setPrefWidth(0);
        list.setMaxWidth(Double.MAX_VALUE);
        return list;
    }

    private VBox head() {
        Button leave = new Button("_Leave", new FontIcon("fth-x"));
        leave.setId("leaveRuns");
        leave.setMinWidth(USE_PREF_SIZE);
        leave.setTooltip(new Tooltip("Leave the comparison (Esc)"));
        leave.setOnAction(event -> model.leave());
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        WorkStrip strip = new WorkStrip();
        strip.setId("runsWork");
        strip.follow(model.work());
        strip.setMinWidth(0);
        VBox sides = new VBox(a, b);
        sides.setMinWidth(0);
        sides.getStyleClass().add("run-sides");
        HBox line = new HBox(sides, space, strip, undo, redo, swap, export, leave);
        line.getStyleClass().add("ask-line");
        sentence.setId("runsSentence");
        note.setId("runsNote");
        sentence.setMinHeight(USE_PREF_SIZE);
        note.setMinHeight(USE_PREF_SIZE);
        VBox head = new VBox(line, sentence, note);
        head.getStyleClass().addAll("card", "ask-card");
        head.setMinHeight(USE_PREF_SIZE);
        return head;
    }

    private HBox charts() {
        HBox row = new HBox();
        row.getStyleClass().add("brush-row");
        for (RunChart chart : RunsPicture.CHARTS) {
            String title = RunsPicture.title(chart);
            charts.get(chart).setTitle(title);
            charts.get(chart).nameInTooltip(line -> line.name() + " " + title);
        }
        charts.fill(row);
        row.widthProperty().addListener((property, before, now) -> draw());
        return row;
    }

    private VBox body() {
        HBox parts = new HBox();
        parts.getStyleClass().addAll("segments", "small-segments");
        Segments.fill(parts, "runs-", "Show", List.of(Part.values()), Part::title, part);
        times.getStyleClass().addAll("segments", "small-segments");
        Segments.fill(
                times,
                "times-",
                "Time axis",
                List.of(RunsModel.Times.values()),
                RunsModel.Times::title,
                model.timesProperty());
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox head = new HBox(parts, space, times);
        head.getStyleClass().add("card-head");
        waiting.setMouseTransparent(true);
        below.getChildren().setAll(sideBySide(), waiting);
        below.setMinHeight(0);
        VBox.setVgrow(below, Priority.ALWAYS);
        VBox card = new VBox(head, below);
        card.getStyleClass().add("card");
        card.setMinHeight(0);
        return card;
    }

    private HBox sideBySide() {
        ScrollPane left = new ScrollPane(figures);
        left.setFitToWidth(true);
        left.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        left.getStyleClass().addAll("form-scroll", "quiet-scroll", "runs-figures");
        figures.setId("runsFigures");
        VBox right = new VBox(leaderHead(), keys);
        right.getStyleClass().add("runs-keys");
        right.setMinWidth(0);
        VBox.setVgrow(keys, Priority.ALWAYS);
        HBox.setHgrow(right, Priority.ALWAYS);
        HBox both = new HBox(left, right);
        both.setId("runsFiguresPart");
        both.getStyleClass().add("runs-parts");
        return both;
    }

    private HBox leaderHead() {
        HBox dimensions = new HBox();
        dimensions.getStyleClass().addAll("segments", "small-segments");
        dimensions.setMinWidth(USE_PREF_SIZE);
        Segments.fill(
                dimensions,
                "keys-",
                "Keys of",
                List.of(
                        Dimension.REGION,
                        Dimension.SERVER,
                        Dimension.ROUTE,
                        Dimension.STATUS_CLASS),
                dimension ->
                        dimension == Dimension.STATUS_CLASS
                                ? "Status"
                                : ComparedText.dimension(dimension),
                model.dimensionProperty());
        ChoiceBox<Figure> figure = new ChoiceBox<>();
        figure.setId("keysFigure");
        figure.setAccessibleText("Figure that keys are ranked by");
        figure.setConverter(new ChoiceText<>(Figure::label));
        figure.getItems().setAll(ComparedFigure.FIGURES);
        figure.valueProperty().bindBidirectional(model.figureProperty());
        figure.setMinWidth(0);
        HBox head = new HBox(dimensions, figure);
        head.getStyleClass().add("runs-keys-head");
        return head;
    }

    private void show() {
        AskedRuns asked = model.shownProperty().get();
        ComparedRuns runs = model.comparedProperty().get();
        boolean isWorking = model.work().workingProperty().get();
        undo.setDisable(!model.canUndo());
        redo.setDisable(!model.canRedo());
        swap.setDisable(runs == null || isWorking);
        export.setDisable(runs == null);
        times.setDisable(runs == null || !runs.doOverlap());
        waiting.setVisible(runs == null);
        waiting.setText(
                isWorking
                        ? "Both runs are analysed with the same settings."
                        : "There is nothing to compare yet.");
        if (runs == null) {
            a.setText("A");
            b.setText("B  " + String.join(", ", asked.second()));
            sentence.setText("");
            note.setText("");
            figures.show(List.of());
            incidentsOfA.show(List.of(), List.of());
            incidentsOfB.show(List.of(), List.of());
        } else {
            a.setText("A  " + text(runs.a()));
            b.setText("B  " + text(runs.b()));
            sentence.setText(Texts.marked(runs.sentence()));
            note.setText(note(runs));
            figures.show(runs.figures());
            incidentsOfA.setEvents(runs.a().events(), runs.a().windowMicros());
            incidentsOfB.setEvents(runs.b().events(), runs.b().windowMicros());
            incidentsOfA.show(runs.a().incidents(), List.of());
            incidentsOfB.show(runs.b().incidents(), List.of());
        }
        note.setVisible(!note.getText().isEmpty());
        note.setManaged(note.isVisible());
        sentence.setManaged(!sentence.getText().isEmpty());
        showKeys();
        showPart();
        draw();
    }

    private static String text(ComparedRuns.Side side) {
        return "%s, %s, %s requests"
                .formatted(
                        side.title(),
                        Texts.span(side.span().startMicros() / 1e6, side.span().endMicros() / 1e6),
                        Texts.count(side.requests()));
    }

    private static String note(ComparedRuns runs) {
        return Stream.of(lengths(runs), RunsPicture.windows(runs))
                .filter(sentence -> !sentence.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String lengths(ComparedRuns runs) {
        if (!runs.areLengthsAlike()) {
            return ("A lasts %s and B %s, so only rates, shares and latencies are"
                            + " compared, not counts.")
                    .formatted(
                            Texts.duration(runs.a().span().lengthSeconds()),
                            Texts.duration(runs.b().span().lengthSeconds()));
        }
        return runs.isPaired()
                ? "Both runs use the same seed, so every difference comes from the change."
                : "";
    }

    private void showKeys() {
        ComparedRuns runs = model.comparedProperty().get();
        Figure figure = model.figureProperty().get();
        List<ComparedFigure> rows =
                runs == null ? List.of() : runs.keys(model.dimensionProperty().get(), figure);
        keys.show(figure, rows);
    }

    private void showPart() {
        boolean hasRuns = model.comparedProperty().get() != null;
        Node shown = part.get() == Part.FIGURES ? below.getChildren().getFirst() : incidentRow();
        below.getChildren().forEach(node -> node.setVisible(hasRuns && node.equals(shown)));
        waiting.setVisible(!hasRuns);
    }

    private Node incidentRow() {
        for (Node node : below.getChildren()) {
            if ("runsIncidents".equals(node.getId())) {
                return node;
            }
        }
        HBox row = new HBox(incidentsOfA, incidentsOfB);
        row.setId("runsIncidents");
        row.getStyleClass().add("runs-incidents");
        below.getChildren().add(row);
        return row;
    }

    /// Lines are written in the background, then what surrounds them is shown.
    private void draw() {
        ComparedRuns runs = model.comparedProperty().get();
        // News may still come while the window closes.
        if (runs == null || getWidth() <= 0 || writing.isShutdown()) {
            return;
        }
        RunsModel.Times over = model.timesProperty().get();
        int columns = charts.get(RunChart.RATE).columns();
        writing.execute(() -> {
            Map<RunChart, ChartFrame> made = RunsPicture.of(runs, over, columns);
            charts.write(chart -> RunLines.of(made, chart));
            Platform.runLater(() -> {
                if (runs.equals(model.comparedProperty().get())) {
                    boolean isElapsed = over == RunsModel.Times.SINCE_START;
                    charts.all().forEach(chart -> chart.setElapsed(isElapsed));
                    charts.show(chart -> RunLines.of(made, chart));
                }
            });
        });
    }

    private String time(double seconds) {
        return model.timesProperty().get() == RunsModel.Times.REAL
                ? Texts.instant(seconds)
                : Texts.elapsed(seconds) + " since the start";
    }

    private void save(InvestigateActions actions) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Save comparison");
        chooser.setInitialFileName("compared_runs.csv");
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("CSV", "*.csv"));
        actions.workFolder().get().map(Path::toFile).ifPresent(chooser::setInitialDirectory);
        @Nullable File file = chooser.showSaveDialog(getScene().getWindow());
        if (file != null) {
            model.save(file.toPath());
        }
    }

    /// Writes times and numbers again.
    void redisplay() {
        charts.redisplay();
        keys.refresh();
        incidentsOfA.redisplay();
        incidentsOfB.redisplay();
        show();
    }

    @Override
    public void close() {
        writing.shutdownNow();
    }
}
