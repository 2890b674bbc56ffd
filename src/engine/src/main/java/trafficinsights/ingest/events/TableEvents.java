package trafficinsights.ingest.events;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.text.Decimals;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.TimeForm;

/// Makes events of the rows of a table, and of JSON objects whose keys are its columns. Threads:
/// one.
final class TableEvents {
    private final EventColumns columns;
    private final EventTimes starts;
    private final @Nullable EventTimes ends;
    private final EventSink sink;

    TableEvents(EventColumns columns, EventOptions options, EventSink sink) {
        this.columns = columns;
        this.sink = sink;
        starts = new EventTimes(columns.start(), options);
        TimeForm endForm = columns.end();
        ends = endForm == null ? null : new EventTimes(endForm, options);
    }

    /// @param line of the row, from 1
    /// @param text of the row, for rejects
    void row(List<String> cells, long line, String text) {
        String startText = columns.startText(cells);
        if (startText.isEmpty()) {
            sink.reject(line, "no time", text);
            return;
        }
        long start = starts.epochMicros(startText);
        if (start == EventTimes.INVALID) {
            sink.reject(line, "the time cannot be read" + check(), text);
            return;
        }
        OptionalLong end = end(cells, start);
        if (end.isPresent() && end.getAsLong() == EventTimes.INVALID) {
            sink.reject(line, "the end cannot be read", text);
        } else if (end.isPresent() && end.getAsLong() < start) {
            sink.reject(line, "it ends before it starts", text);
        } else {
            put(cells, start, end);
        }
    }

    private String check() {
        String title = columns.title(EventRole.START);
        return title.isEmpty() ? "" : "; check that " + title + " is the time";
    }

    private void put(List<String> cells, long start, OptionalLong end) {
        String text = columns.text(cells);
        String kind = columns.cell(cells, EventRole.KIND);
        sink.event(
                start,
                end,
                kind.isEmpty() ? LevelWord.of(text) : kind,
                text,
                columns.cell(cells, EventRole.SERVER));
    }

    private OptionalLong end(List<String> cells, long start) {
        String text = columns.cell(cells, EventRole.END);
        if (ends != null && !text.isEmpty()) {
            return OptionalLong.of(ends.epochMicros(text));
        }
        String length = columns.cell(cells, EventRole.DURATION);
        if (length.isEmpty()) {
            return OptionalLong.empty();
        }
        byte[] bytes =
                (length + columns.durationUnit()).replace(" ", "").getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(bytes, bytes.length + LineBlock.SLACK);
        long micros = Decimals.durationMicros(padded, 0, bytes.length);
        // A length whose unit nobody names is not known.
        return micros == Decimals.INVALID ? OptionalLong.empty() : OptionalLong.of(start + micros);
    }
}
