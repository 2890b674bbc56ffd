package trafficinsights.ui.investigate;

import javafx.geometry.VPos;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;

/// Two parts beside each other, or below each other where there is no room; both scroll as one.
final class SideBySide extends ScrollPane {
    private static final double GAP = 8;

    /// Scroll bar and insets.
    private static final double SIDES = 18;

    private final FlowPane flow = new FlowPane(GAP, GAP);

    /// @param isFirstFixed whether the first part has one width, or the second
    SideBySide(Region first, Region second, boolean isFirstFixed, Widths widths) {
        Region fixed = isFirstFixed ? first : second;
        Region main = isFirstFixed ? second : first;
        getStyleClass().addAll("form-scroll", "quiet-scroll");
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setMinWidth(0);
        flow.setRowValignment(VPos.TOP);
        flow.getChildren().addAll(first, second);
        setContent(flow);
        widthProperty()
                .addListener((property, before, now) ->
                        fit(main, fixed, widths, now.doubleValue() - SIDES));
    }

    /// @param fixed of the part that has one width
    /// @param least that the other one needs beside it
    /// @param most that the other one takes
    record Widths(double fixed, double least, double most) {}

    private void fit(Region main, Region fixed, Widths widths, double width) {
        if (width <= 0) {
            return;
        }
        boolean fitsBoth = width >= widths.fixed + GAP + widths.least;
        fixed.setPrefWidth(Math.min(width, widths.fixed));
        main.setPrefWidth(Math.min(widths.most, fitsBoth ? width - widths.fixed - GAP : width));
        flow.setPrefWrapLength(width);
    }
}
