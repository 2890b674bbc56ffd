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
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.report.RunReport;
import trafficinsights.model.warehouse.WarehouseProfile;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.result.Reports;
import trafficinsights.ui.common.Browser;
import trafficinsights.ui.common.CurrentRun;
import trafficinsights.ui.common.work.WorkModel;

/// State and commands of the Reports panel: the report of the run at hand, or one that was opened.
/// FX thread; files are read and written elsewhere.
public final class ReportsViewModel extends WorkModel {
    private final CurrentRun current;
    private final Supplier<WarehouseProfile> warehouse;
    private final ReadOnlyObjectWrapper<@Nullable ShownReport> shown =
            new ReadOnlyObjectWrapper<>();
    private Browser browser = place -> {};

    /// @param warehouse the chosen profile, for Power BI
    /// @param fx runs a task on the FX thread
    public ReportsViewModel(CurrentRun current, Supplier<WarehouseProfile> warehouse, Executor fx) {
        super("reports", fx);
        this.current = current;
        this.warehouse = warehouse;
        current.summaryProperty().addListener((property, before, now) -> ofRun(now));
        ofRun(current.summaryProperty().get());
    }

    /// Who opens a page in the system's browser.
    public void onBrowse(Browser newBrowser) {
        browser = newBrowser;
    }

    private void ofRun(@Nullable RunSummary summary) {
        RunReport report = summary == null ? null : summary.report();
        if (report == null) {
            ShownReport before = shown.get();
            if (before != null && before.isOfRun()) {
                shown.set(null);
            }
            return;
        }
        String origin = "the run “" + current.titleProperty().get() + "”";
        read(
                "Preparing the report",
                () ->
                        Outcome.ok(
                                new ShownReport(Reports.json(report), report, origin, null, true)));
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
        Path known = Files.isRegularFile(page) ? page : null;
        read(
                "Reading " + json.getFileName(),
                () ->
                        switch (Reports.text(json)) {
                            case Outcome.Ok<String>(String text) ->
                                    parsed(text, json.toString(), known);
                            case Outcome.Rejected<String>(Problem reason) ->
                                    Outcome.rejected(reason);
                        });
    }

    private void openAlone(Path page) {
        Problem alone =
                Problem.of(
                        "report.page-alone",
                        ("There is no analytics_report.json next to %s, which is"
                                        + " needed to show it here. The page was opened in the"
                                        + " browser instead.")
                                .formatted(page.getFileName()));
        start("Opening the page", watch -> opened(page), open -> show(alone));
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
                            ("The page could not be opened: %s. Open this file in"
                                            + " a browser, here or on another machine: %s")
                                    .formatted(e.getMessage(), page.toAbsolutePath()),
                            e));
        }
    }

    /// Shows a report that the warehouse keeps.
    public void show(String json, String origin) {
        read("Reading the report", () -> parsed(json, origin, null));
    }

    private void read(String what, Supplier<Outcome<ShownReport>> source) {
        start(what, watch -> source.get(), shown::set);
    }

    private static Outcome<ShownReport> parsed(String json, String origin, @Nullable Path html) {
        return switch (Reports.parse(json)) {
            case Outcome.Ok<RunReport>(RunReport report) ->
                    Outcome.ok(new ShownReport(json, report, origin, html, false));
            case Outcome.Rejected<RunReport>(Problem reason) -> Outcome.rejected(reason);
        };
    }

    /// Opens the page as it will print.
    public void browse() {
        ShownReport report = shown.get();
        if (report == null) {
            return;
        }
        Path page = report.html();
        write(
                "Opening the page",
                () -> page == null ? written(report.report()) : opened(page),
                open -> "");
    }

    private Outcome<Path> written(RunReport report) {
        return switch (Reports.temporaryHtml(report)) {
            case Outcome.Ok<Path>(Path page) -> opened(page);
            case Outcome.Rejected<Path>(Problem reason) -> Outcome.rejected(reason);
        };
    }

    void saveHtml(Path file) {
        ShownReport report = shown.get();
        if (report != null) {
            write(
                    "Writing the HTML page",
                    () -> Reports.saveHtml(report.report(), file),
                    ReportsViewModel::isIn);
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
        ShownReport report = shown.get();
        if (report != null) {
            write(
                    "Writing the tables",
                    () -> Reports.saveTables(report.report(), folder),
                    files -> areIn(files, folder));
        }
    }

    void savePictures(Path folder) {
        ShownReport report = shown.get();
        if (report != null) {
            write(
                    "Drawing the charts",
                    () -> Reports.savePictures(report.report(), folder),
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
        return "The report was saved to " + file;
    }

    private static String areIn(List<Path> files, Path folder) {
        return "Files saved to %2$s: %1$d".formatted(files.size(), folder);
    }

    private interface Said<T> {
        /// What is said of what was written; empty for nothing.
        String of(T written);
    }

    private <T> void write(String what, Supplier<Outcome<T>> writing, Said<T> said) {
        start(what, watch -> writing.get(), written -> say(said.of(written)));
    }

    /// Null while there is none.
    ReadOnlyObjectProperty<@Nullable ShownReport> shownProperty() {
        return shown.getReadOnlyProperty();
    }
}
