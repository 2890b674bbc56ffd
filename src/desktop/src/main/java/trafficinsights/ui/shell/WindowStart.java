package trafficinsights.ui.shell;

import java.lang.management.ManagementFactory;
import java.util.function.DoubleConsumer;
import javafx.application.Platform;
import javafx.scene.Scene;

/// Takes the time from the start of Java to the moment when the window's first frame is painted.
/// The start script before it takes some 10 ms more. FX thread.
final class WindowStart {
    private static final System.Logger LOG = System.getLogger(WindowStart.class.getName());

    private final Scene scene;
    private final DoubleConsumer told;
    private final Runnable firstFrame = this::firstFrame;
    private final Runnable secondFrame = this::secondFrame;

    private WindowStart(Scene scene, DoubleConsumer told) {
        this.scene = scene;
        this.told = told;
    }

    /// @param told is given the milliseconds, once
    static void watch(Scene scene, DoubleConsumer told) {
        scene.addPostLayoutPulseListener(new WindowStart(scene, told).firstFrame);
        Platform.requestNextPulse();
    }

    /// Laid out, and painted after this by the renderer's thread.
    private void firstFrame() {
        scene.removePostLayoutPulseListener(firstFrame);
        scene.addPreLayoutPulseListener(secondFrame);
        Platform.requestNextPulse();
    }

    /// A pulse waits for the frame before it to be painted.
    private void secondFrame() {
        scene.removePreLayoutPulseListener(secondFrame);
        long now = System.currentTimeMillis();
        // Asked last: the bean takes some time to be made.
        double millis = now - ManagementFactory.getRuntimeMXBean().getStartTime();
        LOG.log(System.Logger.Level.INFO, "the window stood {0} ms after the start", (long) millis);
        told.accept(millis);
    }
}
