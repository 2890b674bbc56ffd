package trafficinsights.ingest.format;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import trafficinsights.ingest.directive.LogDirective;
import trafficinsights.ingest.directive.LogDirectives;
import trafficinsights.ingest.format.LogPlan.Reading;
import trafficinsights.ingest.json.JsonDialect;
import trafficinsights.ingest.json.JsonDocument;
import trafficinsights.ingest.json.JsonGuess;
import trafficinsights.ingest.json.JsonKeys;
import trafficinsights.ingest.row.LogOptions;
import trafficinsights.ingest.text.LineBlock;

/// The ways in which the lines of a file could be read, by its first lines.
final class PlanCandidates {
    private PlanCandidates() {}

    /// Ways to read the lines; where two understand them equally well, the first is taken.
    static List<LogPlan> of(LineBlock block, LogOptions options, int maxLines) {
        List<String> sample = lines(block, Math.min(maxLines, FormatDetector.SAMPLE_LINES));
        List<String> objects = JsonDocument.texts(block, FormatDetector.SAMPLE_LINES);
        boolean isDocument = !objects.isEmpty() && JsonDocument.isIn(sample);
        List<LogPlan> plans = new ArrayList<>();
        for (LogFormat format : LogFormat.values()) {
            for (LogPlan plan :
                    plans(format, block, sample, isDocument ? objects : sample, options)) {
                boolean isOfJson = plan.reading() instanceof Reading.Json;
                plans.add(isOfJson && isDocument ? plan.asDocument() : plan);
            }
        }
        return plans;
    }

    private static List<LogPlan> plans(
            LogFormat format,
            LineBlock block,
            List<String> sample,
            List<String> objects,
            LogOptions options) {
        List<LogPlan> plans = new ArrayList<>();
        LogPlan plain = format == LogFormat.CSV ? ownCsv(block) : LogPlan.of(format);
        switch (format) {
            case NGINX, APACHE -> {
                plans.add(plain);
                CombinedTail tail = TailGuess.of(sample);
                if (tail != null && !(tail.isRead() && tail.slots().isEmpty())) {
                    plans.add(plain.with(new Reading.Tailed(tail)));
                }
            }
            case IIS -> {
                W3cGuess guess = W3cGuess.of(sample);
                plans.add(
                        guess == null
                                ? plain
                                : plain.with(new Reading.W3c(guess.given(options.latencyUnit()))));
            }
            case JSON -> {
                JsonKeys keys = JsonGuess.of(objects, options.latencyUnit());
                if (keys != null) {
                    plans.add(plain.with(new Reading.Json(keys)));
                }
            }
            default -> {
                for (JsonDialect dialect : format.dialects()) {
                    plans.add(plain.with(new Reading.Json(JsonGuess.ofProduct(dialect, objects))));
                }
                if (plans.isEmpty()) {
                    plans.add(plain);
                }
            }
        }
        for (LogDirective known : LogDirectives.KNOWN) {
            if (LogPlan.of(known).format() == format) {
                plans.add(LogPlan.of(known));
            }
        }
        return plans;
    }

    /// The first lines as texts, without blanks at their ends.
    static List<String> lines(LineBlock block, int maxLines) {
        List<String> lines = new ArrayList<>();
        int at = block.withoutMark();
        while (at < block.to && lines.size() < maxLines) {
            int end = block.lineEnd(at);
            lines.add(
                    new String(block.bytes, at, end - at, StandardCharsets.UTF_8).stripTrailing());
            at = end + 1;
        }
        return lines;
    }

    static LogPlan ownCsv(LineBlock block) {
        return LogPlan.of(LogFormat.CSV).with(new Reading.Usual(LogFormat.CSV.fields(block)));
    }
}
