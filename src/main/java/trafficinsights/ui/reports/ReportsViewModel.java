package trafficinsights.ui.reports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.report.StoredReport;
import trafficinsights.model.warehouse.WarehouseProfile;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.result.Reports;
import trafficinsights.ui.common.Browser;
import trafficinsights.ui.common.CurrentRun;
import trafficinsights.ui.common.Work;

/// State and commands of the Reports panel: the report of the run at hand, or one that was opened.
/// FX thread; files are read and written elsewhere.
public final class ReportsViewModel implements AutoCloseable {
    private final CurrentRun current;
    private final Supplier<WarehouseProfile> warehouse;
    private final Work work;
    private final ReadOnlyObjectWrapper<@Nullable ShownReport> shown =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Problem> problem = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper news = new ReadOnlyStringWrapper("");
    private Browser browser = place -> {};

    /// @param warehouse the chosen profile, for Power BI
    /// @param fx runs a task on the FX thread
    public ReportsViewModel(CurrentRun current, Supplier<WarehouseProfile> warehouse, Executor fx) {
        this.current = current;
        this.warehouse = warehouse;
        work = new Work("reports", fx);
        current.summaryProperty().addListener((property, before, now) -> ofRun(now));
        ofRun(current.summaryProperty().get());
    }

    /// Who opens a page in the system's browser.
    public void onBrowse(Browser newBrowser) {
        browser = newBrowser;
    }

    private void ofRun(@Nullable RunSummary summary) {
        if (summary == null || summary.report() == null) {
            ShownReport before = shown.get();
            if (before != null && before.isOfRun()) {
                shown.set(null);
            }
            return;
        }
        String title = current.titleProperty().get();
        read(
                "Making the report",
                () -> Reports.json(summary),
                "the run “" + title + "”",
                null,
                true);
    }

    /// Shows the report of the run at hand again.
    void showRun() {
        ofRun(current.summaryProperty().get());
    }

    boolean hasRunReport() {
        RunSummary summary = current.summaryProperty().get();
        return summary != null && summary.report() != null;
    }

    /// Opens an `analytics_report.json`, or the page beside one.
    public void open(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        boolean isPage = name.endsWith(".html") || name.endsWith(".htm");
        Path json = isPage ? file.resolveSibling("analytics_report.json") : file;
        Path page = isPage ? file : file.resolveSibling("report.html");
        if (isPage && !Files.isRegularFile(json)) {
            openAlone(file);
            return;
        }
        read(
                "Reading " + json.getFileName(),
                () -> Reports.json(json),
                json.toString(),
                Files.isRegularFile(page) ? page : null,
                false);
    }

    private void openAlone(Path page) {
        Problem alone =
                Problem.of(
                        "report.page-alone",
                        "Beside %s there is no analytics_report.json, which the window reads. The page is in the browser now."
                                .formatted(page.getFileName()));
        news.set("");
        work.start(
                "Opening the page",
                watch -> opened(page),
                outcome ->
                        problem.set(
                                switch (outcome) {
                                    case Outcome.Ok<Path>(Path open) -> alone;
                                    case Outcome.Rejected<Path>(Problem reason) -> reason;
                                }));
    }

    /// Opens a page, not on the FX thread.
    private Outcome<Path> opened(Path page) {
        try {
            browser.open(page.toUri());
            return Outcome.ok(page);
        } catch (IOException e) {
            return Outcome.rejected(
                    Problem.of(
                            "report.no-browser",
                            "The page could not be shown: %s. Open this file in a browser, here or on another machine: %s"
                                    .formatted(e.getMessage(), page.toAbsolutePath()),
                            e));
        }
    }

    /// Shows a report that the warehouse keeps.
    public void show(String json, String origin) {
        read("Reading the report", () -> Outcome.ok(json), origin, null, false);
    }

    private void read(
            String what,
            Supplier<Outcome<String>> source,
            String origin,
            @Nullable Path html,
            boolean isOfRun) {
        problem.set(null);
        news.set("");
        work.start(
                what,
                watch ->
                        switch (source.get()) {
                            case Outcome.Ok<String>(String json) ->
                                    parsed(json, origin, html, isOfRun);
                            case Outcome.Rejected<String>(Problem reason) ->
                                    Outcome.rejected(reason);
                        },
                this::take);
    }

    private static Outcome<ShownReport> parsed(
            String json, String origin, @Nullable Path html, boolean isOfRun) {
        return switch (Reports.parse(json)) {
            case Outcome.Ok<StoredReport>(StoredReport report) ->
                    Outcome.ok(new ShownReport(json, report, origin, html, isOfRun));
            case Outcome.Rejected<StoredReport>(Problem reason) -> Outcome.rejected(reason);
        };
    }

    private void take(Outcome<ShownReport> outcome) {
        switch (outcome) {
            case Outcome.Ok<ShownReport>(ShownReport read) -> shown.set(read);
            case Outcome.Rejected<ShownReport>(Problem reason) -> problem.set(reason);
        }
    }

    /// Opens the page as it will print.
    public void browse() {
        ShownReport report = shown.get();
        RunSummary run = current.summaryProperty().get();
        if (report == null) {
            return;
        }
        Path page = report.html();
        if (page != null) {
            write("Opening the page", () -> opened(page), open -> "");
        } else if (report.isOfRun() && run != null) {
            write(
                    "Writing the page",
                    () ->
                            switch (Reports.htmlOfTheMoment(run)) {
                                case Outcome.Ok<Path>(Path written) -> opened(written);
                                case Outcome.Rejected<Path>(Problem reason) ->
                                        Outcome.rejected(reason);
                            },
                    open -> "");
        }
    }

    /// Whether there is a page, or one can be made.
    boolean canBrowse() {
        ShownReport report = shown.get();
        return report != null && (report.html() != null || report.isOfRun());
    }

    void saveHtml(Path file) {
        RunSummary run = current.summaryProperty().get();
        if (run != null) {
            write("Writing the page", () -> Reports.saveHtml(run, file), ReportsViewModel::isIn);
        }
    }

    void saveJson(Path file) {
        ShownReport report = shown.get();
        if (report != null) {
            write(
                    "Writing the JSON",
                    () -> Reports.saveJson(report.json(), file),
                    ReportsViewModel::isIn);
        }
    }

    void saveTables(Path folder) {
        RunSummary run = current.summaryProperty().get();
        if (run != null) {
            write(
                    "Writing the tables",
                    () -> Reports.saveTables(run, folder),
                    files -> areIn(files, folder));
        }
    }

    void savePictures(Path folder) {
        RunSummary run = current.summaryProperty().get();
        if (run != null) {
            write(
                    "Drawing the charts",
                    () -> Reports.savePictures(run, folder),
                    files -> areIn(files, folder));
        }
    }

    void savePowerBi(Path file) {
        WarehouseProfile profile = warehouse.get();
        write(
                "Writing the connection file",
                () -> Reports.savePowerBi(profile, file),
                written ->
                        "%s opens %s on %s in Power BI."
                                .formatted(written, profile.database(), profile.server()));
    }

    private static String isIn(Path file) {
        return "The report is in " + file;
    }

    private static String areIn(List<Path> files, Path folder) {
        return "%d files are in %s".formatted(files.size(), folder);
    }

    private interface Said<T> {
        /// What is said of what was written; empty for nothing.
        String of(T written);
    }

    private <T> void write(String what, Supplier<Outcome<T>> writing, Said<T> said) {
        problem.set(null);
        news.set("");
        work.start(
                what,
                watch -> writing.get(),
                outcome -> {
                    switch (outcome) {
                        case Outcome.Ok<T>(T written) -> news.set(said.of(written));
                        case Outcome.Rejected<T>(Problem reason) -> problem.set(reason);
                    }
                });
    }

    void dismissProblem() {
        problem.set(null);
    }

    void dismissNews() {
        news.set("");
    }

    /// Null while there is none.
    ReadOnlyObjectProperty<@Nullable ShownReport> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Problem> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    ReadOnlyStringProperty newsProperty() {
        return news.getReadOnlyProperty();
    }

    public Work work() {
        return work;
    }

    @Override
    public void close() {
        work.close();
    }
}
