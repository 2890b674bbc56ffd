package trafficinsights.ui.common;

import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// The one instant that all linked charts point at while the mouse is over any of them. FX thread
/// only.
public final class LinkedCursor {
    /// What a drag over a chart asks for.
    @FunctionalInterface
    public interface SpanListener {
        void spanChosen(double fromSeconds, double toSeconds);
    }

    /// A span that all linked charts mark.
    public record Mark(double fromSeconds, double toSeconds) {}

    private final ReadOnlyDoubleWrapper seconds = new ReadOnlyDoubleWrapper(Double.NaN);
    private final ReadOnlyObjectWrapper<@Nullable Mark> mark = new ReadOnlyObjectWrapper<>();
    private @Nullable SpanListener spanListener;
    private double sceneX;
    private double sceneY;

    /// Seconds since 1970; `NaN` while the mouse is elsewhere.
    public ReadOnlyDoubleProperty secondsProperty() {
        return seconds.getReadOnlyProperty();
    }

    public double seconds() {
        return seconds.get();
    }

    public double sceneX() {
        return sceneX;
    }

    public double sceneY() {
        return sceneY;
    }

    /// The span that is marked in all linked charts; null for none.
    public ReadOnlyObjectProperty<@Nullable Mark> markProperty() {
        return mark.getReadOnlyProperty();
    }

    public void mark(@Nullable Mark newMark) {
        mark.set(newMark);
    }

    /// Who is told when a span is dragged out.
    public void onSpan(SpanListener listener) {
        spanListener = listener;
    }

    /// Points at an instant; the scene coordinates say where a tooltip belongs.
    public void moveTo(double newSeconds, double newSceneX, double newSceneY) {
        sceneX = newSceneX;
        sceneY = newSceneY;
        seconds.set(newSeconds);
    }

    public void hide() {
        seconds.set(Double.NaN);
    }

    void choose(double fromSeconds, double toSeconds) {
        if (spanListener != null) {
            spanListener.spanChosen(fromSeconds, toSeconds);
        }
    }
}
