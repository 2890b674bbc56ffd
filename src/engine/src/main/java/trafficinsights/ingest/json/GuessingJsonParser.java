package trafficinsights.ingest.json;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.row.LineParser;
import trafficinsights.ingest.row.LineVerdict;
import trafficinsights.ingest.row.LogOptions;
import trafficinsights.ingest.row.RequestAssembler;
import trafficinsights.ingest.row.RowWriter;

/// Reads JSON of a file of which nothing was seen: the first object with the keys of a request
/// decides what they are. Threads: one.
public final class GuessingJsonParser implements LineParser {
    private final RequestAssembler assembler;
    private final ZoneId zone;
    private @Nullable LineParser inner;

    public GuessingJsonParser(RequestAssembler assembler, ZoneId zone) {
        this.assembler = assembler;
        this.zone = zone;
    }

    @Override
    public LineVerdict parse(byte[] b, int from, int to, RowWriter rows) {
        LineParser known = inner;
        LineVerdict verdict =
                known == null ? LineVerdict.UNKNOWN_LINE : known.parse(b, from, to, rows);
        if (verdict == LineVerdict.REQUEST) {
            return verdict;
        }
        // An object of another shape: what its keys are is looked at again.
        String line = new String(b, from, to - from, StandardCharsets.UTF_8);
        JsonKeys keys = JsonGuess.of(List.of(line), LogOptions.NO_UNIT);
        if (keys == null) {
            boolean isObject = line.startsWith("{") && line.endsWith("}");
            return known != null
                    ? verdict
                    : isObject ? LineVerdict.NOTICE : LineVerdict.UNKNOWN_LINE;
        }
        known = new JsonParser(keys, assembler, zone, null);
        inner = known;
        return known.parse(b, from, to, rows);
    }
}
