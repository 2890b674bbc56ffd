package trafficinsights.ui.live.servers;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import trafficinsights.ui.common.ChartKey;
import trafficinsights.ui.common.LinkedCursor;
import trafficinsights.ui.common.Segments;
import trafficinsights.ui.common.TimeChart;

/// Charts of the servers beside one another, one for each metric that they have; where there is no
/// room for two rows, those of one group. FX thread, but for [#write].
///
/// The charts are made when the first metrics are shown: most runs have none.
public final class ServersView extends StackPane {
    private final LinkedCursor cursor;
    private final Supplier<String> source;
    private final ChartKey key = new ChartKey();
    private final HBox groups = new HBox();
    private final ObjectProperty<Group> group = new SimpleObjectProperty<>(Group.LOAD);
    private final Tiles tiles = new Tiles();
    private final VBox filled = new VBox();
    private final VBox empty = new VBox();
    private final Label note = new Label();
    private volatile Map<ServerMetric, TimeChart> charts = Map.of();

    /// @param source what a picture of the charts is of
    /// @param connect asks for a source that has metrics
    public ServersView(LinkedCursor cursor, Supplier<String> source, Runnable connect) {
        this.cursor = cursor;
        this.source = source;
        setId("servers");
        setMinSize(0, 0);
        note.getStyleClass().add("chart-note");
        note.setId("serversNote");
        fillEmpty(connect);
        key.setId("serversKey");
        HBox head = new HBox(key, note);
        head.getStyleClass().add("servers-head");
        HBox.setHgrow(key, Priority.ALWAYS);
        note.setMinWidth(Region.USE_PREF_SIZE);
        head.setMinHeight(Region.USE_PREF_SIZE);
        filled.getChildren().addAll(head, tiles);
        filled.getStyleClass().add("servers-filled");
        filled.setMinSize(0, 0);
        VBox.setVgrow(tiles, Priority.ALWAYS);
        groups.getStyleClass().addAll("segments", "small-segments");
        Segments.fill(groups, "servers-", "Metrics", List.of(Group.values()), Group::title, group);
        group.addListener((property, before, now) -> tiles.requestLayout());
        showGroups(false);
        getChildren().addAll(filled, empty);
        show(false);
    }

    private void fillEmpty(Runnable connect) {
        Label title = new Label("This run has no server metrics");
        title.getStyleClass().add("empty-title");
        Label text =
                new Label(
                        "CPU, memory, connections and network of the servers appear here. Connect to"
                                + " HAProxy's statistics page or to a Prometheus page beside the"
                                + " log, or generate traffic.");
        text.getStyleClass().add("empty-text");
        text.setWrapText(true);
        Button button = new Button("_Connect…", new FontIcon("fth-radio"));
        button.setId("serversConnect");
        button.setOnAction(event -> connect.run());
        HBox actions = new HBox(button);
        actions.getStyleClass().add("empty-actions");
        empty.getStyleClass().addAll("card", "empty-state", "servers-empty");
        empty.setId("serversEmpty");
        empty.getChildren().addAll(title, text, actions);
    }

    /// The choice of what is shown where there is no room for all of it; its place is with the
    /// choice of the view.
    public Node groups() {
        return groups;
    }

    private void showGroups(boolean areShown) {
        groups.setVisible(areShown);
        groups.setManaged(areShown);
    }

    private void show(boolean hasCharts) {
        filled.setVisible(hasCharts);
        empty.setVisible(!hasCharts);
    }

    /// Puts the points into the data sets of the charts that there are. Never on the FX thread.
    public void write(ServersPicture picture) {
        Map<ServerMetric, TimeChart> made = charts;
        for (ServersPicture.Chart chart : picture.charts()) {
            TimeChart node = made.get(chart.metric());
            if (node != null) {
                node.write(chart.frame());
            }
        }
    }

    public void show(ServersPicture picture) {
        note.setText(picture.note());
        show(!picture.charts().isEmpty());
        if (picture.charts().stream().allMatch(chart -> charts.containsKey(chart.metric()))) {
            showCharts(picture);
            return;
        }
        make(picture);
        // New charts have no points yet, and those are never written here.
        Thread.ofVirtual()
                .name("servers-write")
                .start(() -> {
                    write(picture);
                    Platform.runLater(() -> showCharts(picture));
                });
    }

    private void make(ServersPicture picture) {
        Map<ServerMetric, TimeChart> all = new EnumMap<>(ServerMetric.class);
        all.putAll(charts);
        for (ServersPicture.Chart chart : picture.charts()) {
            all.computeIfAbsent(chart.metric(), this::make);
        }
        charts = all;
        tiles.getChildren().setAll(all.values());
    }

    private TimeChart make(ServerMetric metric) {
        TimeChart chart = new TimeChart(metric.title(), metric.unit(), cursor, key);
        chart.setId("chart-" + metric.name());
        chart.setSource(source);
        return chart;
    }

    private void showCharts(ServersPicture picture) {
        key.show(picture.lines());
        tiles.known = picture.charts().stream().map(ServersPicture.Chart::metric).toList();
        for (ServersPicture.Chart chart : picture.charts()) {
            TimeChart node = charts.get(chart.metric());
            if (node != null) {
                node.show(chart.frame());
            }
        }
        tiles.requestLayout();
    }

    /// The chart under the mouse.
    public Optional<TimeChart> pointed() {
        return charts.values().stream()
                .filter(chart -> isVisible() && chart.isVisible() && chart.isHover())
                .findFirst();
    }

    /// Writes times and numbers again.
    public void redisplay() {
        charts.values().forEach(TimeChart::redisplay);
    }

    /// What is shown together where there is no room for more.
    private enum Group {
        LOAD("CPU, memory", ServerMetric.CPU, ServerMetric.MEMORY),
        CONNECTIONS("Connections", ServerMetric.CONNECTIONS),
        NETWORK("Network", ServerMetric.NETWORK_IN, ServerMetric.NETWORK_OUT);

        private final String title;

        @SuppressWarnings("ImmutableEnumChecker") // a list that nobody can change
        private final List<ServerMetric> metrics;

        Group(String title, ServerMetric... metrics) {
            this.title = title;
            this.metrics = List.of(metrics);
        }

        String title() {
            return title;
        }
    }

    /// Up to three charts in one row, more of them in two, each row filled.
    private final class Tiles extends Pane {
        private static final double GAP = 8;
        private static final double LEAST_HEIGHT = 150;
        private static final int MOST_IN_ROW = 3;

        private List<ServerMetric> known = List.of();

        private Tiles() {
            setMinSize(0, 0);
        }

        @Override
        protected void layoutChildren() {
            boolean hasRoom = known.size() <= MOST_IN_ROW || getHeight() >= 2 * LEAST_HEIGHT + GAP;
            List<ServerMetric> shown = hasRoom ? known : ofGroup();
            List<Node> nodes = new ArrayList<>();
            charts.forEach((metric, chart) -> {
                chart.setVisible(shown.contains(metric));
                if (chart.isVisible()) {
                    nodes.add(chart);
                }
            });
            int rows = nodes.size() > MOST_IN_ROW ? 2 : 1;
            int first = Math.ceilDiv(nodes.size(), rows);
            double height = (getHeight() - (rows - 1) * GAP) / rows;
            place(nodes.subList(0, first), 0, height);
            place(nodes.subList(first, nodes.size()), height + GAP, height);
            if (groups.isVisible() == hasRoom) {
                // Other rooms would not be laid out while the layout goes on.
                Platform.runLater(() -> showGroups(!hasRoom));
            }
        }

        private List<ServerMetric> ofGroup() {
            List<ServerMetric> wanted = new ArrayList<>(known);
            wanted.retainAll(group.get().metrics);
            return wanted.isEmpty() ? known.subList(0, MOST_IN_ROW) : wanted;
        }

        private void place(List<Node> row, double top, double height) {
            double width = (getWidth() - (row.size() - 1) * GAP) / Math.max(1, row.size());
            for (int i = 0; i < row.size(); i++) {
                row.get(i)
                        .resizeRelocate(
                                Math.rint(i * (width + GAP)),
                                Math.rint(top),
                                Math.floor(width),
                                Math.floor(height));
            }
        }
    }
}
