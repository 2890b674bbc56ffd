package trafficinsights.ui.live;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import trafficinsights.chart.Band;
import trafficinsights.chart.CellFrame;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.ui.common.CellChart;
import trafficinsights.ui.common.CursorTooltip;
import trafficinsights.ui.common.LinkedCursor;
import trafficinsights.ui.common.Segments;
import trafficinsights.ui.common.Texts;
import trafficinsights.ui.common.TimeChart;
import trafficinsights.ui.live.LowerView.Kind;
import trafficinsights.ui.live.servers.ServersView;

/// The lower half of the panel: a row of choices, and one of five views below it. FX thread.
final class LowerArea extends VBox {
    private static final double LEAST_LANE = 12;

    private final LivePanelViewModel model;
    private final Node charts;
    private final CellChart lanes;
    private final CellChart heat;
    private final SmallCharts small;
    private final ServersView servers;
    private final HBox kinds = segments();
    private final HBox serverGroups = new HBox();
    private final HBox parts = new HBox();
    private final ObjectProperty<Kind> kind = new SimpleObjectProperty<>(Kind.CHARTS);
    private final ObjectProperty<Dimension> by = new SimpleObjectProperty<>(Dimension.SERVER);
    private final HBox measures = segments();
    private final ObjectProperty<Figure> measure = new SimpleObjectProperty<>(Figure.P95);
    private final Ends choices = new Ends(kinds, new StackPane(parts, serverGroups));
    private LowerPicture.@Nullable Lanes shownLanes;

    /// @param charts what is here without a choice
    /// @param connect asks for a source with metrics of servers
    LowerArea(LivePanelViewModel model, LinkedCursor cursor, Node charts, Runnable connect) {
        this.model = model;
        this.charts = charts;
        lanes = new CellChart("Swim lanes", LEAST_LANE, 1, cursor);
        lanes.setId("chart-lanes");
        lanes.onRow(this::takeLane);
        lanes.shownRowsProperty()
                .addListener(
                        // Told while the layout goes on, in which a new text would not be laid out.
                        (property, before, now) -> Platform.runLater(this::noteLanes));
        heat = new CellChart("Latency heat map", 1, 0, cursor);
        heat.setId("chart-heat");
        List.of(lanes, heat).forEach(card -> card.setSource(model.current().titleProperty()::get));
        small = new SmallCharts(cursor, model::toggleFilter);
        servers = new ServersView(cursor, model.current().titleProperty()::get, connect);
        getStyleClass().add("lower-area");
        setMinHeight(0);
        StackPane place = new StackPane(charts, lanes, heat, small, servers);
        place.setMinHeight(0);
        VBox.setVgrow(place, Priority.ALWAYS);
        fillChoices();
        getChildren().addAll(choices, place);
        model.lowerProperty().addListener((property, before, now) -> choose(now));
        choose(model.lowerProperty().get());
    }

    private void fillChoices() {
        Segments.fill(
                kinds, "lower-", "Lower charts", Arrays.asList(Kind.values()), Kind::title, kind);
        HBox dimensions = segments();
        Segments.fill(
                dimensions,
                "by-",
                "Compare",
                LowerView.DIMENSIONS,
                one -> one == Dimension.SERVER ? "Servers" : "Regions",
                by);
        Segments.fill(
                measures, "measure-", "Compare by", LowerView.MEASURES, Figure::brief, measure);
        kind.addListener((property, before, now) -> change());
        by.addListener((property, before, now) -> change());
        measure.addListener((property, before, now) -> change());
        parts.getChildren().addAll(dimensions, measures);
        parts.getStyleClass().add("lower-parts");
        serverGroups.setAlignment(Pos.CENTER_RIGHT);
        serverGroups.getChildren().add(servers.groups());
        servers.groups().visibleProperty().subscribe(this::showChoices);
        List.of(parts, serverGroups)
                .forEach(node -> node.managedProperty().bind(node.visibleProperty()));
        choices.setMinHeight(Region.USE_PREF_SIZE);
    }

    /// Servers alone, with room for all of their charts, leave nothing to choose.
    private void showChoices() {
        boolean areShown = kinds.isVisible() || servers.groups().isVisible();
        choices.setVisible(areShown);
        choices.setManaged(areShown);
    }

    private static HBox segments() {
        HBox box = new HBox();
        box.getStyleClass().addAll("segments", "small-segments");
        return box;
    }

    private void change() {
        LowerView wanted = new LowerView(kind.get(), by.get(), measure.get());
        // What is shown for want of anything else was not chosen.
        if (kinds.isVisible() && !wanted.equals(model.lowerProperty().get())) {
            model.chooseLower(wanted);
        }
    }

    private void choose(LowerView view) {
        kind.set(view.kind());
        by.set(view.by());
        measure.set(view.measure());
        parts.setVisible(view.kind().hasParts());
        charts.setVisible(view.kind() == Kind.CHARTS);
        lanes.setVisible(view.kind() == Kind.LANES);
        heat.setVisible(view.kind() == Kind.HEAT);
        small.setVisible(view.kind() == Kind.SMALL);
        servers.setVisible(view.kind() == Kind.SERVERS);
        serverGroups.setVisible(servers.isVisible());
    }

    /// A run without requests has nothing else to show than its servers.
    private void showAlone(boolean areAlone) {
        kinds.setVisible(!areAlone);
        kinds.setManaged(!areAlone);
        showChoices();
        LowerView chosen = model.lowerProperty().get();
        choose(areAlone ? chosen.withKind(Kind.SERVERS) : chosen);
    }

    /// A measure that the source does not have is not offered.
    private void offer(Figure optional, boolean isKnown) {
        for (Node button : measures.getChildren()) {
            if (button.getId().equals("measure-" + optional)) {
                button.setVisible(isKnown || measure.get() == optional);
                button.setManaged(button.isVisible());
            }
        }
    }

    /// Puts points into the data sets. Never on the FX thread.
    void write(LivePicture picture) {
        if (picture.lower() instanceof LowerPicture.Servers made) {
            servers.write(made.made());
        }
    }

    void show(LivePicture picture) {
        if (kinds.isVisible() != picture.hasRequests()) {
            showAlone(!picture.hasRequests());
        }
        offer(Figure.TTFB_P95, picture.hasFirstBytes());
        List<Band> events = picture.eventBands();
        List.of(lanes, heat)
                .forEach(chart -> chart.showEvents(events, !picture.events().isEmpty()));
        switch (picture.lower()) {
            case LowerPicture.Lanes made -> {
                shownLanes = made;
                lanes.show(made.frame());
                noteLanes();
            }
            case LowerPicture.Heat made -> {
                heat.show(made.frame());
                heat.setNote("requests per second by latency, for " + picture.filter().words());
            }
            case LowerPicture.Small made ->
                    small.show(made, events, picture.fromSeconds(), picture.toSeconds());
            case LowerPicture.Servers made -> servers.show(made.made());
            case LowerPicture.Charts _, LowerPicture.Busy _ -> {}
        }
    }

    /// `12 of 24 servers by p95 latency, highest first; the others at most 43 ms`
    private void noteLanes() {
        LowerPicture.Lanes made = shownLanes;
        if (made == null) {
            return;
        }
        int shown = lanes.shownRowsProperty().get();
        String count =
                shown < made.all()
                        ? "%s of %s".formatted(Texts.count(shown), Texts.count(made.all()))
                        : Texts.count(made.all());
        lanes.setNote(
                "%s %s by %s, highest first%s"
                        .formatted(
                                count,
                                made.view().by() == Dimension.SERVER ? "servers" : "regions",
                                made.view().measure().words(),
                                others(made, shown)));
    }

    private static String others(LowerPicture.Lanes made, int shown) {
        CellFrame frame = made.frame();
        double highest = Double.NaN;
        for (int i = shown * frame.columns(); i < frame.values().length; i++) {
            double value = frame.values()[i];
            highest = Double.isNaN(highest) || value > highest ? value : highest;
        }
        return Double.isNaN(highest) ? "" : "; the others at most " + frame.text().apply(highest);
    }

    private void takeLane(int row) {
        LowerPicture.Lanes made = shownLanes;
        if (made != null && row < made.frame().rowNames().size()) {
            model.toggleFilter(new LiveFilter(made.view().by(), made.frame().rowNames().get(row)));
        }
    }

    /// What the tooltip says of the cell that is pointed at.
    Optional<CursorTooltip.Row> pointed() {
        return lanes.pointed().or(heat::pointed);
    }

    /// The chart of the servers that is pointed at.
    Optional<TimeChart> pointedServers() {
        return servers.pointed();
    }

    /// Writes times and numbers again.
    void redisplay() {
        List.of(lanes, heat).forEach(CellChart::redisplay);
        servers.redisplay();
    }

    /// Two things at the ends of a row; one below the other where the row is too short for both.
    private static final class Ends extends Pane {
        private static final double GAP = 8;

        private final Region left;
        private final Region right;

        Ends(Region left, Region right) {
            this.left = left;
            this.right = right;
            getChildren().addAll(left, right);
        }

        @Override
        public Orientation getContentBias() {
            return Orientation.HORIZONTAL;
        }

        private double below(double width) {
            double both = leftWidth() + GAP + right.prefWidth(-1);
            return right.prefWidth(-1) > 0 && leftWidth() > 0 && both > width
                    ? left.prefHeight(-1) + GAP / 2
                    : 0;
        }

        private double leftWidth() {
            return left.isManaged() ? left.prefWidth(-1) : 0;
        }

        @Override
        protected double computeMinWidth(double height) {
            return 0;
        }

        @Override
        protected double computePrefHeight(double width) {
            double whole = width < 0 ? Double.MAX_VALUE : width;
            return below(whole) + Math.max(left.prefHeight(-1), right.prefHeight(-1));
        }

        @Override
        protected void layoutChildren() {
            double below = below(getWidth());
            double rightWidth = Math.min(getWidth(), right.prefWidth(-1));
            left.resizeRelocate(0, 0, Math.min(getWidth(), leftWidth()), left.prefHeight(-1));
            right.resizeRelocate(
                    below > 0 ? 0 : getWidth() - rightWidth,
                    below,
                    rightWidth,
                    right.prefHeight(-1));
        }
    }
}
