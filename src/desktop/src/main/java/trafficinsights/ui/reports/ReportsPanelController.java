package trafficinsights.ui.reports;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import trafficinsights.chart.Band;
import trafficinsights.model.DataQuality;
import trafficinsights.model.Figure;
import trafficinsights.model.Incident;
import trafficinsights.model.NumberText;
import trafficinsights.model.RunChart;
import trafficinsights.model.Scorecard;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.Unit;
import trafficinsights.model.events.Event;
import trafficinsights.model.report.RunReport;
import trafficinsights.report.events.EventCsv;
import trafficinsights.ui.common.ChartFrame;
import trafficinsights.ui.common.CursorTooltip;
import trafficinsights.ui.common.FoundText;
import trafficinsights.ui.common.FxmlFile;
import trafficinsights.ui.common.KeyHint;
import trafficinsights.ui.common.NewsBar;
import trafficinsights.ui.common.PanelHead;
import trafficinsights.ui.common.PanelView;
import trafficinsights.ui.common.ProblemBar;
import trafficinsights.ui.common.RunCharts;
import trafficinsights.ui.common.RunLines;
import trafficinsights.ui.common.Texts;
import trafficinsights.ui.common.work.WorkStrip;

/// Binds the Reports panel's nodes to its view model.
public final class ReportsPanelController extends PanelView {
    private static final int COLUMNS = 400;
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");

    private final ReportsViewModel model;
    private final Supplier<Optional<Path>> workFolder;
    private final CursorTooltip tooltip = new CursorTooltip();
    private final RunCharts charts;

    @FXML private PanelHead head;
    @FXML private WorkStrip strip;
    @FXML private Button ofRun;
    @FXML private MenuButton save;
    @FXML private Button browse;
    @FXML private ProblemBar problems;
    @FXML private VBox filled;
    @FXML private NewsBar news;
    @FXML private ScrollPane scroll;
    @FXML private Label title;
    @FXML private Label facts;
    @FXML private FlowPane figures;
    @FXML private HBox chartRow;
    @FXML private Label incidentHead;
    @FXML private VBox incidents;
    @FXML private VBox eventsCard;
    @FXML private Label eventHead;
    @FXML private VBox events;
    @FXML private VBox scorecardCard;
    @FXML private VBox scorecard;
    @FXML private VBox breakdown;
    @FXML private VBox empty;
    @FXML private Pane overlay;

    /// @param workFolder where choosers begin
    public ReportsPanelController(ReportsViewModel model, Supplier<Optional<Path>> workFolder) {
        this.model = model;
        this.workFolder = workFolder;
        charts = new RunCharts(ReportFrames.CHARTS, "report-", tooltip, () -> title.getText());
        load(FxmlFile.REPORTS);
    }

    @FXML
    void initialize() {
        strip.follow(model.work());
        problems.onDismiss(model::dismissProblem);
        model.problemProperty().addListener((property, before, now) -> problems.show(now));
        news.onDismiss(model::dismissNews);
        model.newsProperty().addListener((property, before, now) -> news.show(now));
        overlay.getChildren().add(tooltip);
        charts.cursor().onBand(this::showIncident);
        charts.fill(chartRow);
        model.shownProperty().addListener((property, before, now) -> show(now));
        show(model.shownProperty().get());
    }

    private void show(@Nullable ShownReport shown) {
        filled.setVisible(shown != null);
        empty.setVisible(shown == null);
        save.setDisable(shown == null);
        browse.setDisable(shown == null);
        boolean isOfRun = shown != null && shown.isOfRun();
        ofRun.setVisible(!isOfRun && model.hasRunReport());
        ofRun.setManaged(ofRun.isVisible());
        head.setSubtitle(shown == null ? "" : "From " + shown.origin());
        if (shown != null) {
            showReport(shown.report());
        }
    }

    private void showReport(RunReport report) {
        RunReport.Provenance provenance = report.provenance();
        title.setText(provenance.title().isEmpty() ? "Report" : provenance.title());
        TimeWindow span = report.span();
        String times =
                span == null
                        ? "No requests"
                        : Texts.span(span.startMicros() / 1e6, span.endMicros() / 1e6)
                                + " "
                                + Texts.zoneName();
        facts.setText(
                times
                        + " · "
                        + sources(provenance)
                        + " · made "
                        + NumberText.dateTime(provenance.createdAtMicros())
                        + " by version "
                        + provenance.toolVersion());
        showFigures(report);
        showCharts(report);
        showFindings(report);
        scroll.setVvalue(0);
    }

    private static String sources(RunReport.Provenance provenance) {
        Stream<String> inputs =
                provenance.inputs().stream()
                        .map(input -> "%s (%s)".formatted(input.name(), input.format()));
        Stream<String> scenario =
                Stream.ofNullable(provenance.scenario())
                        .map(used -> "scenario %s, seed %d".formatted(used.name(), used.seed()));
        return Stream.concat(inputs, scenario).collect(Collectors.joining(", "));
    }

    private void showFigures(RunReport report) {
        figures.getChildren().clear();
        for (Figure figure : FigureTable.FIGURES) {
            figure(figure.brief(), FigureTable.text(figure, report.totals(), report.spanSeconds()));
        }
        DataQuality quality = report.quality();
        figure(
                "Data quality",
                Texts.of(Unit.SHARE, quality == null ? Double.NaN : quality.score()));
        figure("Rejected lines", Texts.count(report.counts().rejectedLines()));
    }

    private void figure(String name, String value) {
        Label lead = new Label(name);
        lead.getStyleClass().add("fact-name");
        Label figure = new Label(value);
        figure.getStyleClass().add("fact-value");
        VBox box = new VBox(lead, figure);
        box.getStyleClass().add("fact");
        figures.getChildren().add(box);
    }

    private void showCharts(RunReport report) {
        Map<RunChart, ChartFrame> frames = ReportFrames.of(report, COLUMNS);
        chartRow.setVisible(!frames.isEmpty());
        chartRow.setManaged(!frames.isEmpty());
        if (frames.isEmpty()) {
            return;
        }
        // Data sets are never written on the FX thread (see TimeChart).
        Thread.ofPlatform()
                .name("report-charts")
                .daemon()
                .start(() -> {
                    charts.write(chart -> RunLines.of(frames, chart));
                    javafx.application.Platform.runLater(
                            () -> charts.show(chart -> RunLines.of(frames, chart)));
                });
    }

    private void showFindings(RunReport report) {
        int count = report.incidents().size();
        incidentHead.setText(
                count == 0 ? "No incidents were found" : Texts.counted(count, "incident"));
        incidents
                .getChildren()
                .setAll(report.incidents().stream().map(found -> row(found, report)).toList());
        showEvents(report.events());
        List<Scorecard.Row> detectors = report.scorecard().rows();
        boolean hasCard = !detectors.isEmpty();
        scorecardCard.setVisible(hasCard);
        scorecardCard.setManaged(hasCard);
        scorecard.getChildren().setAll(FigureTable.of(detectors));
        breakdown.getChildren().clear();
        report.breakdown()
                .forEach((dimension, rows) -> {
                    if (!rows.isEmpty()) {
                        breakdown
                                .getChildren()
                                .add(FigureTable.of(dimension, rows, report.spanSeconds()));
                    }
                });
    }

    private void showEvents(List<Event> all) {
        eventsCard.setVisible(!all.isEmpty());
        eventsCard.setManaged(!all.isEmpty());
        eventHead.setText(Texts.counted(all.size(), "event"));
        events.getChildren().setAll(EventTable.of(all));
        if (all.size() > EventTable.MOST_ROWS) {
            Label more =
                    new Label(
                            "The most severe are shown. All of them are in %s."
                                    .formatted(EventCsv.FILE_NAME));
            more.getStyleClass().add("field-hint");
            events.getChildren().add(more);
        }
    }

    private HBox row(Incident found, RunReport report) {
        FontIcon icon = new FontIcon("fth-alert-octagon");
        icon.getStyleClass().addAll("severity-icon", "severity-" + found.severity().label());
        Label sentence = new Label(found.sentence());
        sentence.setWrapText(true);
        Label when =
                new Label(
                        found.severity().label()
                                + " · "
                                + NumberText.duration(found.endMicros() - found.startMicros()));
        when.getStyleClass().add("incident-detail");
        VBox text = new VBox(sentence, when);
        report.eventBefore(found)
                .ifPresent(before -> text.getChildren().add(1, before(before.sentence())));
        text.setMinWidth(0);
        HBox.setHgrow(text, Priority.ALWAYS);
        HBox row = new HBox(icon, text);
        row.getStyleClass().add("incident-row");
        return row;
    }

    private static Label before(String words) {
        Label before = new Label(FoundText.unbroken(words));
        before.getStyleClass().add("incident-before");
        before.setWrapText(true);
        return before;
    }

    /// Brings the incident of a band into view, and sets it off from the others.
    private void showIncident(Band band) {
        ShownReport shown = model.shownProperty().get();
        List<Incident> found = shown == null ? List.of() : shown.report().incidents();
        int chosen = within(found, band);
        for (int i = 0; i < Math.min(found.size(), incidents.getChildren().size()); i++) {
            Node row = incidents.getChildren().get(i);
            boolean isIt = i == chosen;
            row.pseudoClassStateChanged(CHOSEN, isIt);
            if (isIt) {
                scrollTo(row);
            }
        }
    }

    /// The incident that a band belongs to; where several last then, the one that begins last; -1
    /// for none.
    private static int within(List<Incident> found, Band band) {
        int last = -1;
        for (int i = 0; i < found.size(); i++) {
            boolean lasts =
                    found.get(i).startMicros() / 1e6 <= band.toSeconds()
                            && found.get(i).endMicros() / 1e6 >= band.fromSeconds();
            if (lasts
                    && (last < 0 || found.get(i).startMicros() >= found.get(last).startMicros())) {
                last = i;
            }
        }
        return last;
    }

    private void scrollTo(Node row) {
        Node page = scroll.getContent();
        double hidden = page.getLayoutBounds().getHeight() - scroll.getViewportBounds().getHeight();
        double top = page.sceneToLocal(row.localToScene(row.getLayoutBounds())).getMinY();
        double room = scroll.getViewportBounds().getHeight() / 2;
        scroll.setVvalue(hidden > 0 ? Math.clamp((top - room) / hidden, 0, 1) : 0);
    }

    @FXML
    void showRun() {
        model.showRun();
    }

    @FXML
    void open() {
        FileChooser chooser = chooser("Open a report", "Reports", "*.json", "*.html");
        File file = chooser.showOpenDialog(root().getScene().getWindow());
        if (file != null) {
            model.open(file.toPath());
        }
    }

    @FXML
    void browse() {
        model.browse();
    }

    @FXML
    void saveHtml() {
        saveFile("report.html", "Pages", "*.html", model::saveHtml);
    }

    @FXML
    void saveJson() {
        saveFile("analytics_report.json", "JSON", "*.json", model::saveJson);
    }

    @FXML
    void savePowerBi() {
        saveFile("TrafficInsights.pbids", "Power BI", "*.pbids", model::savePowerBi);
    }

    @FXML
    void saveTables() {
        saveFolder("Folder for the tables", model::saveTables);
    }

    @FXML
    void savePictures() {
        saveFolder("Folder for the charts", model::savePictures);
    }

    private void saveFile(String name, String kind, String pattern, Consumer<Path> then) {
        FileChooser chooser = chooser("Save", kind, pattern);
        chooser.setInitialFileName(name);
        File file = chooser.showSaveDialog(root().getScene().getWindow());
        if (file != null) {
            then.accept(file.toPath());
        }
    }

    private FileChooser chooser(String text, String kind, String... patterns) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(text);
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter(kind, patterns));
        workFolder.get().map(Path::toFile).ifPresent(chooser::setInitialDirectory);
        return chooser;
    }

    private void saveFolder(String text, Consumer<Path> then) {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(text);
        workFolder.get().map(Path::toFile).ifPresent(chooser::setInitialDirectory);
        File folder = chooser.showDialog(root().getScene().getWindow());
        if (folder != null) {
            then.accept(folder.toPath());
        }
    }

    @Override
    public void setShowing(boolean showing) {
        // Nothing here runs by a clock.
    }

    @Override
    public void redisplay() {
        charts.redisplay();
        show(model.shownProperty().get());
    }

    @Override
    protected @Nullable Runnable keyAction(KeyEvent event) {
        return switch (event.getCode()) {
            case ENTER -> model.shownProperty().get() == null ? null : model::browse;
            case ESCAPE -> model.work()::cancel;
            default -> null;
        };
    }

    @Override
    public List<KeyHint> keyHints() {
        return List.of(
                new KeyHint("Enter", "open the report in the browser"),
                new KeyHint("Drag, wheel", "zoom the charts; double-click for the whole run"),
                new KeyHint("Click", "on a band: select its incident; on a name: hide its line"));
    }

    @Override
    public void close() {
        model.close();
    }
}
