package trafficinsights.analyze.rules;

import java.util.ArrayList;
import java.util.List;
import trafficinsights.analyze.KpiMerger;
import trafficinsights.analyze.KpiTable;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.rules.RuleVerdicts;
import trafficinsights.run.alert.RuleFile;

/// Requests as a test wants them, checked against rules in windows of ten seconds from 1970 on.
final class ScriptedRequests {
    static final long SECOND = 1_000_000;
    static final long WINDOW = 10 * SECOND;

    private record Row(long epochMicros, String server, int status, long latencyMicros) {}

    private final List<Row> rows = new ArrayList<>();

    /// The same number of requests in each window of `[fromSecond, toSecond)`.
    ///
    /// @param bad how many of them end in a server error
    ScriptedRequests add(
            long fromSecond, long toSecond, String server, int count, int bad, long latencyMicros) {
        for (long start = fromSecond * SECOND; start < toSecond * SECOND; start += WINDOW) {
            for (int i = 0; i < count; i++) {
                rows.add(new Row(start + i, server, i < bad ? 503 : 200, latencyMicros));
            }
        }
        return this;
    }

    ScriptedRequests add(long fromSecond, long toSecond, int count, int bad) {
        return add(fromSecond, toSecond, "eu-1", count, bad, 20_000);
    }

    ScriptedRequests slow(long fromSecond, long toSecond, long latencyMicros) {
        return add(fromSecond, toSecond, "eu-1", 100, 0, latencyMicros);
    }

    RuleVerdicts against(String yaml) {
        return against(
                RuleFile.of("rules.yaml", yaml.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    RuleVerdicts against(RuleSet rules) {
        Names names = Names.create();
        RuleEvaluation evaluation = new RuleEvaluation(rules, WINDOW);
        KpiMerger merger = new KpiMerger(WINDOW, names, Long.MAX_VALUE, window -> {});
        merger.watch(evaluation);
        RequestBatch batch = RequestBatch.allocate(rows.size(), names);
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            batch.epochMicros()[i] = row.epochMicros;
            batch.requestId()[i] = i;
            batch.firstRequestId()[i] = i;
            batch.attempt()[i] = 1;
            batch.status()[i] = (short) row.status;
            batch.latencyMicros()[i] = row.latencyMicros;
            batch.bytes()[i] = 1_000;
            batch.server()[i] = (short) names.servers().code(row.server);
            batch.region()[i] = (short) names.regions().code(row.server.replaceAll("-.*", ""));
            batch.route()[i] = (short) names.routes().code("/");
        }
        KpiTable table = new KpiTable(WINDOW, names);
        table.add(batch.withSize(rows.size()));
        merger.merge(table);
        merger.closeAll();
        evaluation.finish();
        return evaluation.verdicts();
    }

    static String rule(String text) {
        return "rules:\n  - { name: it, rule: \"%s\" }\n".formatted(text);
    }
}
