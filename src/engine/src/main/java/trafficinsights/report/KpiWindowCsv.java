package trafficinsights.report;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import trafficinsights.model.Figure;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.RowOutput;

/// Writes `kpi_windows.csv`, one row per window and series, as the windows come.
///
/// Errors and threads: as [CsvOutput].
public final class KpiWindowCsv implements AutoCloseable {
    public static final String FILE_NAME = "kpi_windows.csv";

    private static final List<String> SERIES =
            List.of("window_start", "window_seconds", "dimension", "key");
    private static final int MILLIS_DECIMALS = 4;
    private static final int RATE_DECIMALS = 6;

    private final CsvOutput csv;

    private KpiWindowCsv(CsvOutput csv) {
        this.csv = csv;
    }

    public static KpiWindowCsv create(Path target) {
        Stream<String> figures = KpiWindow.FIGURES.stream().map(Figure::column);
        return new KpiWindowCsv(
                CsvOutput.create(
                        target, Stream.concat(SERIES.stream(), figures).toArray(String[]::new)));
    }

    public void write(KpiWindow window) {
        row(csv, window);
    }

    /// Writes a window as a row of the file's columns.
    public static void row(RowOutput rows, KpiWindow window) {
        rows.time(window.window().startMicros())
                .number(window.window().lengthSeconds(), RATE_DECIMALS)
                .text(window.dimension().label())
                .text(window.key());
        for (Figure figure : KpiWindow.FIGURES) {
            write(rows, figure, window);
        }
        rows.endRow();
    }

    private static void write(RowOutput rows, Figure figure, KpiWindow window) {
        if (figure.isAmount() && figure.isKnown(window.kpi())) {
            rows.number(figure.count(window.kpi()));
        } else if (figure.unit().isTime()) {
            rows.number(figure.of(window) / 1_000, MILLIS_DECIMALS);
        } else {
            rows.number(figure.of(window), RATE_DECIMALS);
        }
    }

    /// Rows written so far.
    public long rows() {
        return csv.rows();
    }

    /// Puts the file in its place.
    public void commit() {
        csv.commit();
    }

    /// Drops the file unless it was committed.
    @Override
    public void close() {
        csv.close();
    }
}
