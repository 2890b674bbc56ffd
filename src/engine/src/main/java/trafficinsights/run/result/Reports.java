package trafficinsights.run.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.model.report.RunReport;
import trafficinsights.model.rules.RuleVerdicts;
import trafficinsights.model.warehouse.WarehouseProfile;
import trafficinsights.report.AlertCsv;
import trafficinsights.report.AnomalyCsv;
import trafficinsights.report.ChartImages;
import trafficinsights.report.IncidentCsv;
import trafficinsights.report.KpiWindowCsv;
import trafficinsights.report.PowerBiFile;
import trafficinsights.report.ReportHtml;
import trafficinsights.report.ReportJson;
import trafficinsights.report.ScorecardCsv;
import trafficinsights.report.WholeFile;
import trafficinsights.report.read.ReportReading;
import trafficinsights.run.home.UserFolder;
import trafficinsights.store.LocalStore;
import trafficinsights.store.StoredRuns;

/// Reports for looking at and for keeping. Threads: any; every method waits for the disk.
public final class Reports {
    private Reports() {}

    /// Reads the text of an `analytics_report.json`, as a file or the warehouse has it.
    public static Outcome<RunReport> parse(String json) {
        return outcome(() -> ReportReading.of(json));
    }

    /// The reports of the runs in a store, by the number of the run.
    public static Outcome<SortedMap<Integer, RunReport>> ofStore(Path file) {
        return outcome(() -> {
            try (LocalStore store = LocalStore.openReadOnly(file)) {
                SortedMap<Integer, RunReport> reports = new TreeMap<>();
                new StoredRuns(store)
                        .reports()
                        .forEach((run, json) -> reports.put(run, ReportReading.of(json)));
                return reports;
            }
        });
    }

    /// The text of a file.
    public static Outcome<String> text(Path file) {
        return outcome(() -> {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw Problem.of(
                                "report.read",
                                ("%s could not be read. Check that it exists and"
                                                + " that you can read it.")
                                        .formatted(file),
                                e)
                        .asException();
            }
        });
    }

    /// The text of a report as `analytics_report.json` has it.
    public static String json(RunReport report) {
        return ReportJson.text(report);
    }

    /// Writes a report's JSON.
    public static Outcome<Path> saveJson(String json, Path file) {
        return outcome(() -> {
            WholeFile.write(file, json);
            return file;
        });
    }

    /// Writes a report as `report.html`.
    public static Outcome<Path> saveHtml(RunReport report, Path file) {
        return outcome(() -> {
            ReportHtml.write(file, report);
            return file;
        });
    }

    /// Writes a report's page to the temporary files, for the browser.
    public static Outcome<Path> temporaryHtml(RunReport report) {
        return outcome(() -> {
            Path file = UserFolder.cache().resolve("reports").resolve(ReportHtml.FILE_NAME);
            Files.createDirectories(file.getParent());
            ReportHtml.write(file, report);
            return file;
        });
    }

    /// Writes the report's charts as PNG files into a folder.
    public static Outcome<List<Path>> savePictures(RunReport report, Path folder) {
        return outcome(() -> ChartImages.write(report, folder));
    }

    /// Writes a report's tables as CSV files into a folder. KPI windows are those of the report's
    /// charts; all of them are written by a run that has a folder.
    public static Outcome<List<Path>> saveTables(RunReport report, Path folder) {
        return outcome(() -> {
            List<Path> files = new ArrayList<>();
            Path windows = folder.resolve(KpiWindowCsv.FILE_NAME);
            try (KpiWindowCsv csv = KpiWindowCsv.create(windows)) {
                for (KpiWindow window : report.series()) {
                    csv.write(window);
                }
                csv.commit();
            }
            files.add(windows);
            files.add(folder.resolve(AnomalyCsv.FILE_NAME));
            AnomalyCsv.write(files.getLast(), report.anomalies());
            files.add(folder.resolve(IncidentCsv.FILE_NAME));
            IncidentCsv.write(files.getLast(), report);
            if (!report.scorecard().rows().isEmpty()) {
                files.add(folder.resolve(ScorecardCsv.FILE_NAME));
                ScorecardCsv.write(files.getLast(), report.scorecard());
            }
            RuleVerdicts rules = report.insights().rules();
            if (rules != null) {
                files.add(folder.resolve(AlertCsv.FILE_NAME));
                AlertCsv.write(files.getLast(), rules.alerts());
            }
            return files;
        });
    }

    /// Writes a file with which Power BI opens a warehouse.
    public static Outcome<Path> savePowerBi(WarehouseProfile profile, Path file) {
        return outcome(() -> {
            PowerBiFile.write(file, profile.server(), profile.database());
            return file;
        });
    }

    private static <T> Outcome<T> outcome(Callable<T> work) {
        try {
            return Outcome.ok(work.call());
        } catch (ProblemException e) {
            return Outcome.rejected(e.problem());
        } catch (IOException e) {
            return Outcome.rejected(
                    Problem.of(
                            "report.write",
                            "The report could not be written. Check the folder's"
                                    + " permissions and free space.",
                            e));
        } catch (Exception e) {
            System.getLogger(Reports.class.getName())
                    .log(System.Logger.Level.ERROR, "work with a report failed", e);
            return Outcome.rejected(
                    Problem.of(
                            "report.error",
                            "Unexpected error. Details are in the program log.",
                            e));
        }
    }
}
