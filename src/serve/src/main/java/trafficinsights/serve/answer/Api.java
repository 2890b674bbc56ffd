package trafficinsights.serve.answer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import trafficinsights.alerts.PrometheusText;
import trafficinsights.model.Problem;
import trafficinsights.model.alerts.Sample;
import trafficinsights.report.chart.Ink;
import trafficinsights.run.result.Reports;
import trafficinsights.serve.run.ServedRun;
import trafficinsights.serve.run.ServedRuns;

/// The REST interface: what is asked in, what is answered out. An answer is made once for all
/// viewers who ask the same of the same version of a run; a new window makes a new version.
///
/// Nothing of a viewer's is kept, so that several programs can serve one warehouse. Threads: any;
/// who asks for what is being made waits for it.
public final class Api {
    private static final long MOST_CACHED_BYTES = 64L << 20;
    private static final Duration LONGEST_KEPT = Duration.ofMinutes(10);

    private static final List<String> WARM =
            List.of("", "/charts", "/incidents", "/cells", "/health", "/forecast");

    private final ServedRuns runs;
    private final Cache<String, Answer> answers =
            Caffeine.newBuilder()
                    .maximumWeight(MOST_CACHED_BYTES)
                    .weigher((String key, Answer answer) -> key.length() + answer.size())
                    .expireAfterAccess(LONGEST_KEPT)
                    .recordStats()
                    .build();

    public Api(ServedRuns runs) {
        this.runs = runs;
    }

    /// A result before it is text.
    private record Made(Object body, @Nullable Table table) {
        static Made json(Object body) {
            return new Made(body, null);
        }
    }

    /// The answer to `GET /api/v1/…`.
    ///
    /// @param path what follows `/api/v1/`, without a `/` at its ends
    /// @param wantsCsv whether rows are asked for as CSV
    /// @throws RefusedException when there is none
    public Answer answer(String path, Query query, boolean wantsCsv) throws InterruptedException {
        String[] parts = path.split("/", -1);
        boolean isRuns = parts[0].equals("runs") && parts.length <= 3;
        if (path.equals("figures")) {
            return plain(query, Figures.all());
        }
        if (!isRuns) {
            throw unknownPath();
        }
        return parts.length == 1
                ? plain(query, Heads.list(runs.all()))
                : ofRun(parts[1], parts.length == 2 ? "" : parts[2], query, wantsCsv);
    }

    private static Answer plain(Query query, Object body) {
        query.allow(List.of());
        return Answer.of(Answer.JSON, Json.bytes(body));
    }

    /// @throws RefusedException when there is none with this id
    public ServedRun run(String id) {
        return runs.find(id)
                .orElseThrow(() -> {
                    List<String> ids = runs.all().stream().map(ServedRun::id).toList();
                    return new RefusedException(
                            RefusedException.NOT_FOUND,
                            Problem.of(
                                    "serve.unknown-run",
                                    "There is no run %s. Known are %s."
                                            .formatted(id, String.join(", ", ids))),
                            Map.of("runs", ids));
                });
    }

    private static RefusedException unknownPath() {
        return new RefusedException(
                RefusedException.NOT_FOUND,
                Problem.of(
                        "serve.unknown-path",
                        "There is nothing at this address. /openapi.json describes all that is."));
    }

    private Answer ofRun(String id, String resource, Query query, boolean wantsCsv)
            throws InterruptedException {
        ServedRun run = run(id);
        return switch (resource) {
            case "" -> ofRange(run, resource, query, s -> Made.json(Heads.of(s)));
            case "charts" -> ofRange(run, resource, query, s -> Made.json(Charts.of(s)));
            case "cells" -> ofRange(run, resource, query, s -> Made.json(Cells.of(s)));
            case "figures" ->
                    kept(
                            run,
                            resource,
                            query,
                            Figures.PARAMETERS,
                            wantsCsv,
                            () -> {
                                Figures.Series made = Figures.of(run, query);
                                return new Made(made, made.table());
                            });
            case "incidents" ->
                    kept(
                            run,
                            resource,
                            query,
                            Shown.PARAMETERS,
                            wantsCsv,
                            () -> {
                                Findings.Incidents made = Findings.incidents(Shown.of(run, query));
                                return new Made(made, made.table());
                            });
            case "what-changed" ->
                    keptForEver(
                            run,
                            resource,
                            query,
                            Findings.CHANGE_PARAMETERS,
                            wantsCsv,
                            () -> {
                                Findings.Changes made =
                                        Findings.changes(Shown.of(run, query), query);
                                return new Made(made, made.table());
                            });
            case "forecast" ->
                    kept(
                            run,
                            resource,
                            query,
                            List.of(),
                            wantsCsv,
                            () -> {
                                Outlooks.Outlook made = Outlooks.of(run);
                                return new Made(made, made.table());
                            });
            case "quality" ->
                    kept(
                            run,
                            resource,
                            query,
                            List.of(),
                            false,
                            () -> Made.json(States.quality(run)));
            case "health" -> plain(query, States.health(run));
            case "report" -> report(run, query);
            case "requests" -> {
                query.allow(States.ROW_PARAMETERS);
                States.Rows rows = States.rows(run, query);
                yield written(new Made(rows, rows.table()), wantsCsv);
            }
            default -> throw unknownPath();
        };
    }

    private Answer ofRange(ServedRun run, String resource, Query query, Function<Shown, Made> maker)
            throws InterruptedException {
        return kept(
                run,
                resource,
                query,
                Shown.PARAMETERS,
                false,
                () -> maker.apply(Shown.of(run, query)));
    }

    /// The report as `analytics_report.json` has it.
    private Answer report(ServedRun run, Query query) {
        query.allow(List.of());
        if (!run.snapshot().isEnded()) {
            throw RefusedException.notYet("The report");
        }
        String key = run.id() + " " + run.snapshot().version() + " report";
        return answers.get(key, _ -> Answer.of(Answer.JSON, Reports.json(run.snapshot().report())));
    }

    private Answer kept(
            ServedRun run,
            String resource,
            Query query,
            Collection<String> parameters,
            boolean wantsCsv,
            Callable<Made> maker)
            throws InterruptedException {
        String version = Long.toString(run.snapshot().version());
        return kept(run.id() + " " + version + " " + resource, query, parameters, wantsCsv, maker);
    }

    /// For what a new window does not change.
    private Answer keptForEver(
            ServedRun run,
            String resource,
            Query query,
            Collection<String> parameters,
            boolean wantsCsv,
            Callable<Made> maker)
            throws InterruptedException {
        return kept(run.id() + " - " + resource, query, parameters, wantsCsv, maker);
    }

    private Answer kept(
            String name,
            Query query,
            Collection<String> parameters,
            boolean wantsCsv,
            Callable<Made> maker)
            throws InterruptedException {
        query.allow(parameters);
        String key = name + " " + query.canonical() + (wantsCsv ? " csv" : "");
        try {
            return answers.get(
                    key,
                    _ -> {
                        try {
                            return written(maker.call(), wantsCsv);
                        } catch (RuntimeException e) {
                            throw e;
                        } catch (Exception e) {
                            throw new NotMadeException(e);
                        }
                    });
        } catch (NotMadeException e) {
            if (e.getCause() instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw e;
        }
    }

    /// Carries a checked exception out of the cache.
    private static final class NotMadeException extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotMadeException(Exception cause) {
            super(cause);
        }
    }

    private static Answer written(Made made, boolean wantsCsv) {
        Table table = made.table();
        return wantsCsv && table != null
                ? Answer.of(Answer.CSV, table.csv())
                : Answer.of(Answer.JSON, Json.bytes(made.body()));
    }

    /// Makes what the page asks for first, so that the first viewer does not wait for the classes
    /// that take part in it.
    public void warmUp() throws InterruptedException {
        for (ServedRun run : runs.all()) {
            for (String resource : WARM) {
                answer("runs/" + run.id() + resource, Query.of(""), false);
            }
        }
    }

    /// What everybody who follows a run is sent when it changed.
    public byte[] news(ServedRun run) {
        return Json.bytes(Heads.item(run));
    }

    /// The colours of the window and the reports, for light and dark, as variables of CSS. The page
    /// chooses by the attribute `data-theme`, else by what the system prefers.
    public static Answer palette() {
        return Answer.of(
                "text/css; charset=utf-8",
                ":root {\n"
                        + variables(Ink::light)
                        + "}\n@media (prefers-color-scheme: dark) {\n:root:not([data-theme=light]) {\n"
                        + variables(Ink::dark)
                        + "}\n}\n:root[data-theme=dark] {\n"
                        + variables(Ink::dark)
                        + "}\n");
    }

    private static String variables(Function<Ink, String> colour) {
        StringBuilder css = new StringBuilder();
        for (Ink ink : Ink.values()) {
            css.append("  ").append(ink.variable()).append(": ");
            css.append(colour.apply(ink)).append(";\n");
        }
        return css.toString();
    }

    /// Figures of all runs for Prometheus.
    ///
    /// @param own of the server itself
    public String metrics(List<Sample> own) {
        List<Sample> samples = new ArrayList<>(own);
        List<ServedRun> all = new ArrayList<>(runs.all());
        all.sort(Comparator.comparing(ServedRun::id));
        for (ServedRun run : all) {
            for (Sample sample : run.samples()) {
                TreeMap<String, String> labels = new TreeMap<>(sample.labels());
                labels.put("run", run.id());
                samples.add(
                        new Sample(
                                sample.name(),
                                sample.help(),
                                sample.isCounter(),
                                labels,
                                sample.value()));
            }
        }
        var stats = answers.stats();
        samples.add(
                new Sample(
                        "workbench_serve_cache_hits_total",
                        "Answers that were made before.",
                        true,
                        new TreeMap<>(),
                        stats.hitCount()));
        samples.add(
                new Sample(
                        "workbench_serve_cache_misses_total",
                        "Answers that had to be made.",
                        true,
                        new TreeMap<>(),
                        stats.missCount()));
        return PrometheusText.of(samples);
    }
}
