package trafficinsights.ui.shell;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import trafficinsights.run.base.RunProgress;
import trafficinsights.ui.common.CurrentRun;

/// The guided demo's notes at the side: which step, what to say, where to look.
final class DemoCard extends VBox {
    private final DemoGuide guide;
    private final Label count = new Label();
    private final Label heading = new Label();
    private final Label say = new Label();
    private final Label look = new Label();
    private final Button back = button("fth-chevron-left", "_Back", "demoBack", "Page Up");
    private final Button next = button("fth-chevron-right", "_Next", "demoNext", "Page Down");
    private final Button pause = button("fth-pause", "", "demoPause", "Pause run");
    private final Button reset = button("fth-rotate-ccw", "", "demoReset", "Restart (F5)");

    DemoCard(DemoGuide guide, CurrentRun current) {
        this.guide = guide;
        setId("demoCard");
        getStyleClass().addAll("card", "demo-card");
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        count.getStyleClass().add("fact-name");
        count.setId("demoCount");
        heading.getStyleClass().add("demo-heading");
        heading.setId("demoHeading");
        Button close = button("fth-x", "", "demoClose", "Close notes");
        close.getStyleClass().addAll("flat", "small-icon");
        close.setOnAction(event -> guide.end());
        HBox top = new HBox(count, gap(), close);
        top.setAlignment(Pos.CENTER_LEFT);
        for (Label label : new Label[] {heading, say, look}) {
            label.setWrapText(true);
            label.setMinHeight(USE_PREF_SIZE);
        }
        look.getStyleClass().add("demo-look");
        back.setOnAction(event -> guide.back());
        next.setOnAction(event -> guide.next());
        next.getStyleClass().add("accent");
        next.setContentDisplay(javafx.scene.control.ContentDisplay.RIGHT);
        pause.setOnAction(event -> guide.togglePause());
        reset.setOnAction(event -> guide.reset());
        HBox foot = new HBox(back, pause, reset, gap(), next);
        foot.getStyleClass().add("demo-foot");
        foot.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(top, heading, say, look, foot);
        visibleProperty().bind(guide.openProperty());
        managedProperty().bind(guide.openProperty());
        guide.placeProperty().addListener((property, before, now) -> show());
        current.progressProperty().addListener((property, before, now) -> showPause(now));
        show();
        showPause(current.progressProperty().get());
    }

    private static Button button(String icon, String text, String id, String meaning) {
        Button button = new Button(text, new FontIcon(icon));
        button.setId(id);
        button.setTooltip(new Tooltip(meaning));
        button.setMinWidth(USE_PREF_SIZE);
        if (text.isEmpty()) {
            button.getStyleClass().add("button-icon");
            button.setAccessibleText(meaning);
        }
        return button;
    }

    private static Region gap() {
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        return gap;
    }

    private void show() {
        DemoGuide.Step step = guide.step();
        int place = guide.placeProperty().get();
        count.setText("Step " + (place + 1) + " of " + guide.count());
        heading.setText(step.heading());
        say.setText(step.say());
        look.setText("Look at: " + step.look());
        back.setDisable(place == 0);
        next.setDisable(place == guide.count() - 1);
    }

    private void showPause(@Nullable RunProgress progress) {
        boolean isWorking = progress != null && !progress.stage().isEnd();
        boolean isHeld = progress != null && progress.isPaused();
        pause.setDisable(!isWorking);
        pause.setGraphic(new FontIcon(isHeld ? "fth-play" : "fth-pause"));
        pause.setAccessibleText(isHeld ? "Resume run" : "Pause run");
    }
}
