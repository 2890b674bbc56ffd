package trafficinsights.ui.common;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;
import trafficinsights.model.Unit;

/// Time of the FX thread for one frame of a pan or zoom of a [TimeChart] with three series of a
/// million points: from [TimeChart#show] to the end of the pulse that lays it out, on the wall and
/// of CPU (on a machine in use the difference is the others'). Decimation and writing happen
/// before, on another thread, and are distinguished.
///
/// `java -Dglass.platform=Headless -Dprism.order=sw -cp CLASSPATH
/// trafficinsights.ui.common.ChartFrameBench [points]`
final class ChartFrameBench {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int SERIES = 3;
    private static final int WARM_UP = 40;
    private static final int FRAMES = 200;

    private final double[] times;
    private final double[][] values = new double[SERIES][];
    private final List<Double> decimate = new ArrayList<>();
    private final List<Double> show = new ArrayList<>();
    private final List<Double> showCpu = new ArrayList<>();

    private ChartFrameBench(int points) {
        Random random = new Random(5);
        times = new double[points];
        Arrays.setAll(times, i -> 1.8e9 + i);
        for (int s = 0; s < SERIES; s++) {
            double level = 100 * (s + 1);
            values[s] = new double[points];
            for (int i = 0; i < points; i++) {
                level += random.nextGaussian() + (100 * (s + 1) - level) * 0.001;
                values[s][i] = Math.abs(level + 10 * random.nextGaussian());
            }
        }
    }

    public static void main(String[] arguments) throws InterruptedException {
        int points = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        Platform.startup(() -> {});
        new ChartFrameBench(points).measure();
        System.exit(0);
    }

    private void measure() throws InterruptedException {
        TimeChart[] chart = new TimeChart[1];
        onFx(() -> {
            chart[0] = new TimeChart("Latency", Unit.ESTIMATED_MICROS, new LinkedCursor());
            Scene scene = new Scene(chart[0], 900, 300);
            scene.getStylesheets()
                    .addAll(
                            ChartFrameBench.class
                                    .getResource("/trafficinsights/ui/tokens.css")
                                    .toExternalForm(),
                            ChartFrameBench.class
                                    .getResource("/trafficinsights/ui/charts.css")
                                    .toExternalForm());
            chart[0].getStyleClass().addAll("root", "theme-light");
            Stage stage = new Stage();
            stage.setScene(scene);
            stage.show();
        });
        for (int i = 0; i < WARM_UP + FRAMES; i++) {
            frame(chart[0], i);
        }
        print("decimate and write (background)", decimate);
        print("FX thread, show to end of pulse", show);
        print("of it at work (CPU)", showCpu);
    }

    /// A slow wave between a tenth of the points and all of them, moving along.
    private void frame(TimeChart chart, int number) throws InterruptedException {
        double share = 0.55 + 0.45 * Math.cos(number / 20.0);
        int count = (int) (times.length * share);
        int from = (int) ((times.length - count) * (0.5 + 0.5 * Math.sin(number / 13.0)));
        long begin = System.nanoTime();
        List<SeriesFrame> lines = new ArrayList<>();
        for (int s = 0; s < SERIES; s++) {
            lines.add(
                    SeriesFrame.of(
                            "p" + s,
                            "series-" + (s + 1),
                            Arrays.copyOfRange(times, from, from + count),
                            Arrays.copyOfRange(values[s], from, from + count),
                            chart.columns()));
        }
        ChartFrame frame =
                new ChartFrame(times[from], times[from + count - 1], lines, List.of(), 1);
        chart.write(frame);
        long written = System.nanoTime();
        CountDownLatch drawn = new CountDownLatch(1);
        long[] spent = new long[2];
        Platform.runLater(() -> {
            long start = System.nanoTime();
            long startCpu = THREADS.getCurrentThreadCpuTime();
            chart.show(frame);
            long shown = System.nanoTime() - start;
            long shownCpu = THREADS.getCurrentThreadCpuTime() - startCpu;
            Scene scene = chart.getScene();
            long[] pulse = new long[2];
            Runnable before =
                    () -> {
                        pulse[0] = System.nanoTime();
                        pulse[1] = THREADS.getCurrentThreadCpuTime();
                    };
            Runnable[] after = new Runnable[1];
            after[0] =
                    () -> {
                        spent[0] = shown + System.nanoTime() - pulse[0];
                        spent[1] = shownCpu + THREADS.getCurrentThreadCpuTime() - pulse[1];
                        scene.removePreLayoutPulseListener(before);
                        scene.removePostLayoutPulseListener(after[0]);
                        drawn.countDown();
                    };
            scene.addPreLayoutPulseListener(before);
            scene.addPostLayoutPulseListener(after[0]);
            Platform.requestNextPulse();
        });
        drawn.await();
        if (number >= WARM_UP) {
            decimate.add((written - begin) / 1e6);
            show.add(spent[0] / 1e6);
            showCpu.add(spent[1] / 1e6);
        }
    }

    private static void print(String what, List<Double> millis) {
        double[] sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        System.out.printf(
                "%s: median %.1f ms, p95 %.1f ms, max %.1f ms of %d frames%n",
                what,
                sorted[sorted.length / 2],
                sorted[sorted.length * 95 / 100],
                sorted[sorted.length - 1],
                sorted.length);
    }

    private static void onFx(Runnable task) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        Platform.runLater(() -> {
            task.run();
            done.countDown();
        });
        done.await();
    }
}
