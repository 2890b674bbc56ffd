package trafficinsights.ui.generate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import org.jspecify.annotations.Nullable;
import trafficinsights.run.scenario.PlannedFailure;
import trafficinsights.run.scenario.ScenarioDraft;
import trafficinsights.ui.common.Texts;

/// The failures of a scenario as blocks on a time line, edited by mouse and keys. FX thread.
final class FailureLanes extends Pane {
    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
    private static final double LANE = 28;
    private static final double GAP = 4;
    private static final double EDGE = 7;
    private static final double LEAST_WIDTH = 10;

    private enum Grip {
        START,
        MIDDLE,
        END
    }

    private final ScenarioEditor editor;
    private final List<Label> blocks = new ArrayList<>();
    private final Label empty = new Label("No failures");

    private Grip grip = Grip.MIDDLE;
    private @Nullable Span pressedSpan;
    private double pressedX;
    private int drags;

    FailureLanes(ScenarioEditor editor) {
        this.editor = editor;
        setId("failureLanes");
        getStyleClass().add("failure-lanes");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.LIST_VIEW);
        empty.getStyleClass().add("picture-axis");
        getChildren().add(empty);
        editor.draftProperty().addListener((property, before, now) -> build());
        editor.selectedProperty().addListener((property, before, now) -> mark());
        setOnKeyPressed(this::key);
        setOnMousePressed(event -> {
            requestFocus();
            editor.select(ScenarioEditor.NONE);
        });
        build();
    }

    double wantedHeight() {
        int lanes = Math.max(1, Lanes.of(editor.failures()).count());
        return lanes * (LANE + GAP) + 2 * GAP;
    }

    private void build() {
        List<PlannedFailure> failures = editor.failures();
        while (blocks.size() > failures.size()) {
            getChildren().remove(blocks.removeLast());
        }
        while (blocks.size() < failures.size()) {
            Label block = block(blocks.size());
            blocks.add(block);
            getChildren().add(block);
        }
        for (int i = 0; i < blocks.size(); i++) {
            describe(blocks.get(i), failures.get(i));
        }
        empty.setVisible(failures.isEmpty());
        mark();
        requestLayout();
    }

    private Label block(int index) {
        Label block = new Label();
        block.setId("failure-" + index);
        block.getStyleClass().add("failure-block");
        block.setTooltip(new Tooltip());
        block.setOnMouseMoved(event -> block.setCursor(cursor(gripAt(block, event.getX()))));
        block.setOnMousePressed(event -> pressed(index, block, event));
        block.setOnMouseDragged(this::dragged);
        block.setOnMouseReleased(event -> pressedSpan = null);
        return block;
    }

    private static void describe(Label block, PlannedFailure failure) {
        String kind = failure.kind().replace('_', ' ');
        String text =
                "%s · %s · %s".formatted(kind, failure.target(), Texts.plain(failure.strength()));
        String times =
                "%s, from %s after the start, for %s"
                        .formatted(
                                text,
                                Texts.duration(failure.at()),
                                Texts.duration(failure.length()));
        block.setText(text);
        block.setAccessibleText(times);
        block.getTooltip().setText(times);
    }

    private void mark() {
        int selected = editor.selectedProperty().get();
        for (int i = 0; i < blocks.size(); i++) {
            blocks.get(i).pseudoClassStateChanged(SELECTED, i == selected);
        }
        String told =
                selected >= 0 && selected < blocks.size()
                        ? blocks.get(selected).getAccessibleText()
                        : blocks.size() + " failures, none selected";
        setAccessibleText("Timeline of failures. " + told);
    }

    private Duration length() {
        ScenarioDraft draft = editor.draftProperty().get();
        return draft == null ? Duration.ofSeconds(1) : draft.info().duration();
    }

    private double pixelsPerMilli() {
        double width = getWidth() - ScenarioPicture.LEFT - ScenarioPicture.RIGHT;
        return Math.max(1, width) / length().toMillis();
    }

    @Override
    protected void layoutChildren() {
        List<PlannedFailure> failures = editor.failures();
        Lanes lanes = Lanes.of(failures);
        double right = getWidth() - ScenarioPicture.RIGHT;
        for (int i = 0; i < Math.min(blocks.size(), failures.size()); i++) {
            PlannedFailure failure = failures.get(i);
            double x = ScenarioPicture.LEFT + failure.at().toMillis() * pixelsPerMilli();
            double width = failure.length().toMillis() * pixelsPerMilli();
            double from = Math.min(x, right - LEAST_WIDTH);
            double shown = Math.max(LEAST_WIDTH, Math.min(width, right - from));
            double y = GAP + lanes.laneOf().get(i) * (LANE + GAP);
            blocks.get(i).resizeRelocate(Math.rint(from), y, Math.rint(shown), LANE);
        }
        empty.autosize();
        empty.relocate(ScenarioPicture.LEFT, GAP + (LANE - empty.getHeight()) / 2);
    }

    private static Grip gripAt(Label block, double x) {
        double edge = Math.min(EDGE, block.getWidth() / 4);
        return x < edge ? Grip.START : x > block.getWidth() - edge ? Grip.END : Grip.MIDDLE;
    }

    private static Cursor cursor(Grip grip) {
        return grip == Grip.MIDDLE ? Cursor.HAND : Cursor.H_RESIZE;
    }

    private void pressed(int index, Label block, MouseEvent event) {
        requestFocus();
        editor.select(index);
        event.consume();
        if (event.getButton() == MouseButton.PRIMARY) {
            grip = gripAt(block, event.getX());
            pressedX = event.getSceneX();
            pressedSpan = editor.selectedFailure().map(Span::of).orElse(null);
            drags++;
        }
    }

    private void dragged(MouseEvent event) {
        Span from = pressedSpan;
        if (from == null) {
            return;
        }
        Duration by =
                Duration.ofMillis(Math.round((event.getSceneX() - pressedX) / pixelsPerMilli()));
        Duration snap = editor.snap();
        Span to =
                switch (grip) {
                    case START -> from.beginningAt(from.at().plus(by), snap);
                    case MIDDLE -> from.startingAt(from.at().plus(by), snap, length());
                    case END ->
                            from.endingAt(from.at().plus(from.length()).plus(by), snap, length());
                };
        editor.place("drag " + drags, to);
        event.consume();
    }

    private void key(KeyEvent event) {
        int steps = event.isControlDown() ? 10 : 1;
        switch (event.getCode()) {
            case LEFT -> change(event, -steps);
            case RIGHT -> change(event, steps);
            case UP -> editor.selectNext(-1);
            case DOWN -> editor.selectNext(1);
            case DELETE, BACK_SPACE -> editor.delete();
            case ESCAPE -> {
                if (editor.selectedProperty().get() == ScenarioEditor.NONE) {
                    return;
                }
                editor.select(ScenarioEditor.NONE);
            }
            default -> {
                if (event.getCode() != KeyCode.D || !event.isShortcutDown()) {
                    return;
                }
                editor.copy();
            }
        }
        event.consume();
    }

    private void change(KeyEvent event, int steps) {
        if (event.isShiftDown()) {
            editor.stretchBy(steps);
        } else {
            editor.moveBy(steps);
        }
    }
}
