package trafficinsights.ingest.flow;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.flow.FlowFields.Own;
import trafficinsights.ingest.table.RejectCsv;
import trafficinsights.model.NumberText;
import trafficinsights.model.Reject;

/// Writes the flows of several files as rows of one CSV file. Threads: one.
final class FlowWriter implements FlowSink {
    private static final int EXCERPT_CHARS = 300;

    private final List<FlowColumn> columns;
    private final BufferedWriter csv;
    private final RejectCsv rejectCsv;
    private final Map<List<Own>, int[]> places = new HashMap<>();
    private final List<String> notes = new ArrayList<>();
    private final Set<String> unknown = new TreeSet<>();
    private final @Nullable String[] row;
    private final int status;
    private @Nullable IOException failure;
    private String name = "";
    private long rows;
    private long others;
    private long rejects;
    private long withoutFlow;
    private long firstMicros = Long.MAX_VALUE;
    private long lastMicros = Long.MIN_VALUE;

    FlowWriter(List<FlowLayout> layouts, BufferedWriter csv, RejectCsv rejectCsv) {
        columns = FlowFiles.columns(layouts);
        this.csv = csv;
        this.rejectCsv = rejectCsv;
        row = new String[columns.size()];
        status = columns.indexOf(new FlowColumn("log_status", FlowColumn.Type.TEXT));
    }

    void startFile(Path file) {
        name = String.valueOf(file.getFileName());
    }

    @Override
    public void flow(List<Own> own, FlowCells cells, long number, String text) {
        int[] place = places.computeIfAbsent(own, this::places);
        Arrays.fill(row, null);
        @Nullable String[] from = cells.cells();
        for (int i = 0; i < from.length; i++) {
            row[place[i]] = from[i];
        }
        rows++;
        boolean isEmpty = status >= 0 && row[status] != null && !"OK".equals(row[status]);
        withoutFlow += isEmpty ? 1 : 0;
        if (cells.startMicros() != Long.MIN_VALUE) {
            firstMicros = Math.min(firstMicros, cells.startMicros());
            lastMicros = Math.max(lastMicros, cells.startMicros());
        }
        write();
    }

    private int[] places(List<Own> own) {
        int common = FlowFields.COMMON.size();
        int[] place = new int[common + own.size()];
        for (int i = 0; i < place.length; i++) {
            String column =
                    i < common
                            ? FlowFields.COMMON.get(i).name()
                            : own.get(i - common).column().name();
            place[i] = columns.stream().map(FlowColumn::name).toList().indexOf(column);
        }
        return place;
    }

    private void write() {
        try {
            for (int i = 0; i < row.length; i++) {
                if (i > 0) {
                    csv.write(',');
                }
                String value = row[i];
                if (value != null) {
                    csv.write(quoted(value));
                }
            }
            csv.write('\n');
        } catch (IOException e) {
            failure = failure == null ? e : failure;
        }
    }

    private static String quoted(String value) {
        boolean isPlain = true;
        for (int i = 0; i < value.length() && isPlain; i++) {
            char c = value.charAt(i);
            isPlain = c != ',' && c != '"' && c != '\n' && c != '\r';
        }
        return isPlain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }

    @Override
    public void reject(long number, String cause, String text) {
        rejects++;
        String start = text.substring(0, Math.min(EXCERPT_CHARS, text.length()));
        StringBuilder clean = new StringBuilder(start.length());
        start.chars().forEach(c -> clean.append(Character.isISOControl(c) ? '\uFFFD' : (char) c));
        rejectCsv.write(new Reject(name, number, cause, clean.toString()));
    }

    @Override
    public void other() {
        others++;
    }

    @Override
    public void unknownField(String field) {
        unknown.add(field);
    }

    void note(String text) {
        notes.add(text);
    }

    /// @throws IOException when a row could not be written
    void throwFailure() throws IOException {
        IOException now = failure;
        if (now != null) {
            throw now;
        }
    }

    FlowTable table() {
        List<String> all = new ArrayList<>(notes);
        if (!unknown.isEmpty()) {
            all.add("Fields without a column: %s.".formatted(String.join(", ", unknown)));
        }
        if (withoutFlow > 0) {
            all.add(
                    "%s without a flow: their log_status is NODATA or SKIPDATA."
                            .formatted(NumberText.counted(withoutFlow, "record")));
        }
        return new FlowTable(columns, rows, others, rejects, firstMicros, lastMicros, all);
    }
}
