package trafficinsights.run.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import trafficinsights.analyze.KpiMerger;
import trafficinsights.analyze.QualityTally;
import trafficinsights.analyze.ServerTally;
import trafficinsights.analyze.Tally;
import trafficinsights.analyze.outlook.CpuHistory;
import trafficinsights.analyze.outlook.RunOutlook;
import trafficinsights.detect.Scoring;
import trafficinsights.generate.ScenarioFile;
import trafficinsights.ingest.row.LineVerdict;
import trafficinsights.ingest.table.SpanCsv;
import trafficinsights.model.Anomaly;
import trafficinsights.model.Dimension;
import trafficinsights.model.ProblemException;
import trafficinsights.model.RowOutput;
import trafficinsights.model.Scorecard;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.TruthInterval;
import trafficinsights.model.report.RunReport;
import trafficinsights.model.rules.RuleVerdicts;
import trafficinsights.report.AlertCsv;
import trafficinsights.report.AnomalyCsv;
import trafficinsights.report.ChartImages;
import trafficinsights.report.IncidentCsv;
import trafficinsights.report.KpiWindowCsv;
import trafficinsights.report.ReportHtml;
import trafficinsights.report.ReportJson;
import trafficinsights.report.ScorecardCsv;
import trafficinsights.report.TruthCsv;
import trafficinsights.report.WholeFile;
import trafficinsights.run.base.RunProgress.Stage;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.base.RunThreads;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.store.StoreLoad;

/// The end of a run: gathers what was measured, writes the report, completes the store.
public final class RunReporter {
    public static final String SCENARIO_NAME = "scenario.yaml";

    /// Told before each stage; throws when the run was cancelled meanwhile.
    interface Checkpoint {
        void enter(Stage stage) throws Exception;
    }

    /// What the stream leaves behind.
    record Results(
            Tally tally,
            QualityTally quality,
            RunStream.LineCounts lines,
            ServerTally servers,
            RunMerger merger,
            RunOutputs outputs,
            Map<Integer, String> hashes,
            LiveBoard board,
            @Nullable CpuHistory cpu) {}

    private final RunSpec spec;
    private final WorkSource source;
    private final @Nullable ScenarioFile scenario;
    private final RunEvents events;
    private final String title;
    private final long startedMicros;
    private int lockedTries;
    private final List<TruthInterval> truth;
    private final RunThreads threads;
    private final List<String> notes = new ArrayList<>();

    RunReporter(
            RunSpec spec,
            WorkSource source,
            @Nullable ScenarioFile scenario,
            RunEvents events,
            String title,
            long startedMicros,
            RunThreads threads) {
        this.startedMicros = startedMicros;
        this.threads = threads;
        this.spec = spec;
        this.source = source;
        this.scenario = scenario;
        this.events = events;
        this.title = title;
        this.truth =
                spec.judging().truth() == null
                        ? source.truth()
                        : SpanCsv.truths(spec.judging().truth());
    }

    /// For the notes of the run.
    void storeWasLocked(int tries) {
        lockedTries = tries;
    }

    RunSummary report(Results results, DoubleSupplier seconds, Checkpoint checkpoint)
            throws Exception {
        boolean hasMetrics = results.lines().count(LineVerdict.METRICS) > 0;
        if (!hasMetrics) {
            NoRequests.refuse(source, title, counts(results));
        }
        events.limitTo(results.tally().span());
        checkpoint.enter(Stage.REPORTING);
        List<Path> files = new ArrayList<>(results.outputs().files());
        RunReport report = null;
        if (spec.judging().analyze()) {
            report = gather(results);
            balance(results, report).refuseUnlessEven();
            Path folder = spec.writing().out();
            if (folder != null) {
                files.addAll(writeAll(folder, report, results));
            }
            results.board()
                    .replace(
                            report.series(),
                            new LiveBoard.Found(report.anomalies(), report.incidents()),
                            report.endMicros());
        }
        files.addAll(writeTruth(report));
        files.addAll(writeScenario());
        StoreLoad load = results.outputs().load();
        if (load != null) {
            checkpoint.enter(Stage.STORING);
            store(load, results, report);
        }
        return summary(results, report, files, seconds.getAsDouble());
    }

    private RunReport gather(Results results) {
        KpiMerger windows = results.merger().windows();
        Map<Dimension, List<RunReport.KeyedKpi>> breakdown = new EnumMap<>(Dimension.class);
        windows.breakdown()
                .forEach((dimension, keyed) ->
                        breakdown.put(
                                dimension,
                                keyed.stream()
                                        .map(k -> new RunReport.KeyedKpi(k.key(), k.kpi()))
                                        .toList()));
        RunReport.Counts counts = counts(results);
        return new RunReport(
                RunProvenance.of(spec, source, scenario, title, startedMicros, results.hashes()),
                counts,
                results.quality()
                        .result(counts.lines(), counts.rejectedLines(), results.merger().silence()),
                results.merger().balance().result(results.servers().result()),
                results.tally().span(),
                spec.reading().windowMicros(),
                windows.totals(),
                breakdown,
                results.tally().byStatus(),
                windows.series(),
                results.merger().anomalies(),
                results.merger().incidents(),
                truth,
                scorecard(results),
                insights(results));
    }

    private RowBalance balance(Results results, RunReport report) {
        RowBalance balance = new RowBalance();
        RunReport.Counts counts = report.counts();
        if (!source.inputs().isEmpty()) {
            balance.expect(
                    "lines read",
                    counts.lines(),
                    "requests, other lines and rejects",
                    results.lines().count(LineVerdict.REQUEST)
                            + counts.otherLines()
                            + counts.rejectedLines());
        }
        long read = results.lines().requests();
        balance.expect("requests read", read, "requests counted", counts.requests());
        source.requestsToRead()
                .ifPresent(known -> balance.expect("requests in the store", known, "read", read));
        balance.expect("requests read", read, "requests measured", report.totals().requests());
        long late = counts.lateRows();
        balance.expect(
                "requests read",
                read,
                "requests in windows and late ones",
                results.merger().closedRequests() + late);
        balance.expect(
                "requests read",
                read,
                "requests in charts and late ones",
                RowBalance.requests(report.series()) + late);
        report.breakdown()
                .forEach((dimension, keyed) ->
                        balance.expect(
                                "requests read",
                                read,
                                "requests by " + dimension.label().replace('_', ' '),
                                keyed.stream().mapToLong(k -> k.kpi().requests()).sum()));
        StoreLoad load = results.outputs().load();
        if (load != null) {
            balance.expect("requests read", read, "rows for the store", load.storedRows());
        }
        return balance;
    }

    private Scorecard scorecard(Results results) {
        TimeWindow span = results.tally().span();
        boolean isKnown = !truth.isEmpty() || spec.judging().truth() != null;
        if (!isKnown || span == null) {
            return Scorecard.NONE;
        }
        return new Scoring(truth, span, spec.reading().windowMicros())
                .score(
                        results.merger().anomalies().stream().map(Scoring::alarm).toList(),
                        results.merger().incidents().stream().map(Scoring::alarm).toList());
    }

    private RunReport.Insights insights(Results results) {
        RuleVerdicts rules = results.merger().verdicts();
        CpuHistory cpu = results.cpu();
        if (cpu == null) {
            return new RunReport.Insights(rules, List.of(), List.of(), events.events());
        }
        RunOutlook outlook =
                RunOutlook.of(results.merger().windows().series(), cpu.series(source.names()));
        return new RunReport.Insights(
                rules, outlook.patterns(), outlook.forecasts(), events.events());
    }

    private RunReport.Counts counts(Results results) {
        SortedMap<String, Long> others = new TreeMap<>();
        SortedMap<String, Long> rejects = new TreeMap<>();
        for (LineVerdict verdict : LineVerdict.values()) {
            long count = results.lines().count(verdict);
            if (count > 0 && verdict.kind() == LineVerdict.Kind.OTHER) {
                others.put(verdict.label(), count);
            } else if (count > 0 && verdict.kind() == LineVerdict.Kind.REJECT) {
                rejects.put(verdict.label(), count);
            }
        }
        long requests = results.tally().requests();
        long lines = source.inputs().isEmpty() ? requests : results.lines().lines();
        KpiMerger windows = results.merger().windows();
        return new RunReport.Counts(
                lines, requests, others, rejects, windows.windowCount(), windows.lateRows());
    }

    private List<Path> writeTables(Path folder, RunReport report, Results results) {
        results.merger().commitCsv();
        AnomalyCsv.write(folder.resolve(AnomalyCsv.FILE_NAME), report.anomalies());
        IncidentCsv.write(folder.resolve(IncidentCsv.FILE_NAME), report);
        ReportJson.write(folder.resolve(ReportJson.FILE_NAME), report);
        List<Path> files =
                new ArrayList<>(
                        List.of(
                                folder.resolve(KpiWindowCsv.FILE_NAME),
                                folder.resolve(AnomalyCsv.FILE_NAME),
                                folder.resolve(IncidentCsv.FILE_NAME),
                                folder.resolve(ReportJson.FILE_NAME)));
        files.addAll(events.writeTo(folder));
        RuleVerdicts rules = report.insights().rules();
        if (rules != null) {
            AlertCsv.write(folder.resolve(AlertCsv.FILE_NAME), rules.alerts());
            files.add(folder.resolve(AlertCsv.FILE_NAME));
        }
        return files;
    }

    private List<Path> writeAll(Path folder, RunReport report, Results results) throws Exception {
        List<Path> pictures = new ArrayList<>();
        // On a thread of its own: drawing them is half of a short run.
        Thread drawing =
                spec.writing().pictures()
                        ? threads.start("pictures", () -> pictures.addAll(draw(folder, report)))
                        : null;
        List<Path> files = new ArrayList<>(writeTables(folder, report, results));
        ReportHtml.write(folder.resolve(ReportHtml.FILE_NAME), report);
        files.add(folder.resolve(ReportHtml.FILE_NAME));
        if (drawing != null) {
            threads.join(drawing);
        }
        files.addAll(pictures);
        return files;
    }

    private List<Path> draw(Path folder, RunReport report) {
        try {
            return ChartImages.write(report, folder);
        } catch (ProblemException e) {
            if (!e.problem().code().equals("picture.no-fonts")) {
                throw e;
            }
            // The report has the same charts as drawings: no fonts are no reason to fail.
            notes.add(e.problem().userMessage());
            return List.of();
        }
    }

    private List<Path> writeTruth(@Nullable RunReport report) {
        Path out = spec.writing().out();
        if (out == null || (scenario == null && spec.judging().truth() == null)) {
            return List.of();
        }
        Scorecard scorecard = report == null ? Scorecard.NONE : report.scorecard();
        TruthCsv.write(out.resolve(TruthCsv.FILE_NAME), truth, scorecard);
        if (scorecard.rows().isEmpty()) {
            return List.of(out.resolve(TruthCsv.FILE_NAME));
        }
        ScorecardCsv.write(out.resolve(ScorecardCsv.FILE_NAME), scorecard);
        return List.of(out.resolve(TruthCsv.FILE_NAME), out.resolve(ScorecardCsv.FILE_NAME));
    }

    private List<Path> writeScenario() {
        if (scenario == null || spec.writing().out() == null) {
            return List.of();
        }
        Path file = spec.writing().out().resolve(SCENARIO_NAME);
        WholeFile.write(file, scenario.text());
        return List.of(file);
    }

    private void store(StoreLoad load, Results results, @Nullable RunReport report) {
        if (report != null) {
            RowOutput anomalies = load.rows("Anomalies");
            report.anomalies().forEach(anomaly -> AnomalyCsv.row(anomalies, anomaly));
            IncidentCsv.rows(load.rows("Incidents"), report);
            load.report(ReportJson.text(report));
            StoredQuality.put(load, report.quality());
        }
        events.storeIn(load);
        StoredQuality.put(load, counts(results));
        source.positions()
                .forEach((name, parts) ->
                        parts.forEach((part, next) -> load.position(name, part, next)));
        load.commit();
        source.kept();
    }

    private RunSummary summary(
            Results results, @Nullable RunReport report, List<Path> files, double seconds) {
        RunReport.Counts counts = counts(results);
        SortedMap<String, Long> byStatus = new TreeMap<>();
        results.tally().byStatus().forEach((s, n) -> byStatus.put(Integer.toString(s), n));
        List<Anomaly> anomalies = report == null ? List.of() : report.anomalies();
        if (!counts.doubt().isEmpty()) {
            notes.addFirst(counts.doubt());
        }
        List<WorkSource.Input> inputs = source.inputs();
        for (int i = 0; i < inputs.size(); i++) {
            notes.add(inputs.get(i).name() + ": " + inputs.get(i).note());
            if (results.lines().isWithoutRequests(i)) {
                notes.add(inputs.get(i).name() + ": no line of it is a request");
            }
        }
        notes.addAll(source.notes());
        notes.addAll(events.notes());
        if (lockedTries > 0) {
            notes.add(
                    "the store was in use by another program; retried %s"
                            .formatted(lockedTries == 1 ? "once" : lockedTries + " times"));
        }
        return new RunSummary(
                counts.lines(),
                counts.requests(),
                counts.otherLines(),
                counts.rejectedLines(),
                counts.windows(),
                anomalies.size(),
                report == null ? 0 : report.incidents().size(),
                seconds,
                seconds > 0 ? counts.requests() / seconds : 0,
                byStatus,
                results.tally().byServer(source.names()),
                List.copyOf(notes),
                files,
                report,
                report == null ? null : report.insights().rules(),
                results.merger().changed(),
                report == null ? null : results.merger().tally(),
                List.of());
    }
}
