package trafficinsights.ingest.format;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.directive.KnownDirective;
import trafficinsights.ingest.format.LogPlan.Reading;
import trafficinsights.ingest.json.JsonDialect;
import trafficinsights.ingest.json.JsonDocument;
import trafficinsights.ingest.json.JsonGuess;
import trafficinsights.ingest.json.JsonKeys;
import trafficinsights.ingest.row.LogOptions;
import trafficinsights.ingest.text.LineBlock;

/// The ways in which the lines of a file could be read, by its first lines. Each format is asked
/// only when it is its turn, since most files are recognized by one of the first. Threads: one.
final class PlanCandidates {
    private final LineBlock block;
    private final LogOptions options;
    private final int maxLines;
    private @Nullable List<String> sample;
    private @Nullable List<String> objects;
    private @Nullable CombinedTail tail;
    private boolean hasTail;

    /// @param maxLines how many lines are looked at
    PlanCandidates(LineBlock block, LogOptions options, int maxLines) {
        this.block = block;
        this.options = options;
        this.maxLines = maxLines;
    }

    /// The usual ways to read a format.
    List<LogPlan> usual(LogFormat format) {
        LogPlan plain = format == LogFormat.CSV ? ownCsv(block) : LogPlan.of(format);
        return switch (format) {
            case IIS -> {
                W3cGuess guess = W3cGuess.of(sample());
                yield List.of(
                        guess == null
                                ? plain
                                : plain.with(new Reading.W3c(guess.given(options.latencyUnit()))));
            }
            case JSON -> {
                JsonKeys keys = JsonGuess.of(objects(), options.latencyUnit());
                yield keys == null ? List.of() : List.of(json(plain, keys));
            }
            default -> {
                List<JsonDialect> dialects = format.dialects();
                yield dialects.isEmpty()
                        ? List.of(plain)
                        : dialects.stream()
                                .map(dialect ->
                                        json(plain, JsonGuess.ofProduct(dialect, objects())))
                                .toList();
            }
        };
    }

    /// The ways to read what a format's usual ways do not read completely.
    List<LogPlan> further(LogFormat format) {
        List<LogPlan> plans = new ArrayList<>();
        if (format == LogFormat.NGINX || format == LogFormat.APACHE) {
            CombinedTail found = tail();
            if (found != null && !(found.isRead() && found.slots().isEmpty())) {
                plans.add(LogPlan.of(format).with(new Reading.Tailed(found)));
            }
        }
        for (KnownDirective known : KnownDirective.ALL) {
            boolean isOfFormat = LogPlan.formatOf(known.product()) == format;
            // The sample need not have the line where more lines are looked at.
            boolean isLong = maxLines > FormatDetector.SAMPLE_LINES;
            if (isOfFormat && (isLong || known.mayBeIn(sample()))) {
                plans.add(LogPlan.of(known.directive()));
            }
        }
        return plans;
    }

    private LogPlan json(LogPlan plain, JsonKeys keys) {
        LogPlan plan = plain.with(new Reading.Json(keys));
        return isDocument() ? plan.asDocument() : plan;
    }

    private List<String> sample() {
        List<String> lines = sample;
        if (lines == null) {
            lines = lines(block, Math.min(maxLines, FormatDetector.SAMPLE_LINES));
            sample = lines;
        }
        return lines;
    }

    /// The objects of a JSON document; the lines where there is none.
    private List<String> objects() {
        List<String> found = objects;
        if (found == null) {
            List<String> texts = JsonDocument.texts(block, FormatDetector.SAMPLE_LINES);
            found = !texts.isEmpty() && JsonDocument.isIn(sample()) ? texts : sample();
            objects = found;
        }
        return found;
    }

    @SuppressWarnings("ReferenceEquality") // whether it is the same list
    private boolean isDocument() {
        return objects() != sample();
    }

    private @Nullable CombinedTail tail() {
        if (!hasTail) {
            tail = TailGuess.of(sample());
            hasTail = true;
        }
        return tail;
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
