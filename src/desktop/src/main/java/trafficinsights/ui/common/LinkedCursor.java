package trafficinsights.ui.common;

import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.input.ScrollEvent;
import org.jspecify.annotations.Nullable;
import trafficinsights.chart.Band;

/// What linked charts share: the instant that all point at while the mouse is over any of them, a
/// span that all mark, and the part of their time that they show. FX thread only.
public final class LinkedCursor {
    /// Zooming in ends where this share of the whole is left.
    private static final double LEAST_SHARE = 1e-4;

    /// What a drag or the wheel over a chart asks for.
    @FunctionalInterface
    public interface SpanListener {
        void spanChosen(double fromSeconds, double toSeconds);
    }

    /// A span that all linked charts mark.
    public record Mark(double fromSeconds, double toSeconds) {}

    private final ReadOnlyDoubleWrapper seconds = new ReadOnlyDoubleWrapper(Double.NaN);
    private final ReadOnlyObjectWrapper<@Nullable Mark> mark = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Mark> view = new ReadOnlyObjectWrapper<>();
    private @Nullable SpanListener spanListener;
    private @Nullable SpanListener zoomListener;
    private @Nullable Runnable wholeListener;
    private @Nullable Consumer<Band> bandListener;
    private double firstSeconds = Double.NaN;
    private double reachSeconds;
    private double sceneX;
    private double sceneY;

    /// Seconds since 1970; `NaN` while the mouse is elsewhere.
    public ReadOnlyDoubleProperty secondsProperty() {
        return seconds.getReadOnlyProperty();
    }

    public double seconds() {
        return seconds.get();
    }

    /// Half of the length of what is pointed at; 0 for an instant.
    double reachSeconds() {
        return reachSeconds;
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

    /// Is notified when a span is dragged out; without a listener the charts zoom to it.
    public void onSpan(SpanListener listener) {
        spanListener = listener;
    }

    /// Who zooms, where the charts do not do it by themselves.
    ///
    /// @param whole shows all of the time again
    public void onZoom(SpanListener listener, Runnable whole) {
        zoomListener = listener;
        wholeListener = whole;
    }

    /// Who is told which band was clicked.
    public void onBand(Consumer<Band> listener) {
        bandListener = listener;
    }

    boolean takesBands() {
        return bandListener != null;
    }

    void choose(Band band) {
        if (bandListener != null) {
            bandListener.accept(band);
        }
    }

    /// Points at an instant; the scene coordinates say where a tooltip belongs.
    public void moveTo(double newSeconds, double newSceneX, double newSceneY) {
        moveTo(newSeconds, 0, newSceneX, newSceneY);
    }

    /// Points at a span of time by its middle.
    ///
    /// @param newReachSeconds half of its length
    public void moveTo(
            double newSeconds, double newReachSeconds, double newSceneX, double newSceneY) {
        reachSeconds = newReachSeconds;
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
        } else {
            zoomTo(fromSeconds, toSeconds);
        }
    }

    /// The part of their time that the charts show; null for all of it.
    public ReadOnlyObjectProperty<@Nullable Mark> viewProperty() {
        return view.getReadOnlyProperty();
    }

    /// The charts show a part of their time.
    public void zoomTo(double fromSeconds, double toSeconds) {
        view.set(new Mark(fromSeconds, toSeconds));
    }

    /// All of the time again.
    public void showWhole() {
        if (wholeListener != null) {
            wholeListener.run();
        } else {
            view.set(null);
        }
    }

    /// Other data is not looked at through the span that was chosen for the data before it.
    void startsAt(double newFirstSeconds) {
        if (newFirstSeconds != firstSeconds) {
            firstSeconds = newFirstSeconds;
            view.set(null);
        }
    }

    /// The wheel was turned over an instant, which stays where it is. What is zoomed is not
    /// scrolled as well: the event is consumed.
    ///
    /// @param atSeconds `NaN` outside of the plot
    /// @param shown what the charts show now
    /// @param whole what they can show
    public void scroll(ScrollEvent event, double atSeconds, Mark shown, Mark whole) {
        if (!Double.isNaN(atSeconds)
                && event.getDeltaY() != 0
                && zoom(atSeconds, Wheel.factor(event), shown, whole)) {
            event.consume();
        }
    }

    /// @return whether there was something to zoom
    private boolean zoom(double atSeconds, double factor, Mark shown, Mark whole) {
        double before = shown.toSeconds() - shown.fromSeconds();
        double left = (atSeconds - shown.fromSeconds()) / before;
        if (zoomListener != null) {
            double from = atSeconds - left * before * factor;
            zoomListener.spanChosen(from, from + before * factor);
            return true;
        }
        double all = whole.toSeconds() - whole.fromSeconds();
        double length = Math.clamp(before * factor, Math.min(before, all * LEAST_SHARE), all);
        boolean wasAll = view.get() == null;
        if (length >= all) {
            view.set(null);
            return !wasAll;
        }
        double first = whole.fromSeconds();
        double from = Math.clamp(atSeconds - left * length, first, whole.toSeconds() - length);
        zoomTo(from, from + length);
        return true;
    }
}
