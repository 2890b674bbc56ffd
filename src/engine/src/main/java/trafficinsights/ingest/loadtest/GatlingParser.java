package trafficinsights.ingest.loadtest;

import static trafficinsights.ingest.row.LineVerdict.*;

import trafficinsights.ingest.row.LineParser;
import trafficinsights.ingest.row.LineVerdict;
import trafficinsights.ingest.row.RowWriter;
import trafficinsights.ingest.text.ByteDictionary;
import trafficinsights.ingest.text.Bytes;
import trafficinsights.model.ClientId;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;

/// Gatling's `simulation.log` as text, of versions 2.2 to 3.11: fields separated by tabs.
///
/// ```
/// REQUEST  scenario  user  groups  name  start  end  OK or KO  message     2.2 and 2.3
/// REQUEST            user  groups  name  start  end  OK or KO  message     3.0 to 3.3
/// REQUEST                  groups  name  start  end  OK or KO  message     3.4 to 3.11
/// ```
///
/// Start and end are ms since 1970 UTC, the latency is their difference, the name is the route. The
/// log has no status. `OK`: it is not known. `KO`: the request failed; its status is known where
/// the message says which one was found, else it had none.
public final class GatlingParser implements LineParser {
    /// What a user should know of a log that is read.
    public static final String NOTE =
            "the log has no statuses, so error rates are not known; a KO has the status in its message, or no answer";

    private static final String REQUEST_KIND = "REQUEST\t";
    private static final String[] OTHERS = {"RUN\t", "USER\t", "GROUP\t", "ERROR\t", "ASSERTION\t"};
    private static final String FOUND = "found ";

    /// Those of the longest form, with room for tabs in a message.
    private static final int MOST_TABS = 32;

    /// Times before 1973 or after 5138 are not times.
    private static final long LEAST_MILLIS = 100_000_000_000L;

    private static final long MOST_MILLIS = 100_000_000_000_000L;

    private final ByteDictionary routes;
    private final int[] tabs = new int[MOST_TABS];

    public GatlingParser(Names names) {
        routes = new ByteDictionary(names.routes()::code);
    }

    @Override
    public LineVerdict parse(byte[] b, int from, int to, RowWriter rows) {
        if (!Bytes.startsWith(b, from, to, REQUEST_KIND)) {
            for (String other : OTHERS) {
                if (Bytes.startsWith(b, from, to, other)) {
                    return NO_REQUEST;
                }
            }
            return UNKNOWN_LINE;
        }
        int count = split(b, from, to);
        for (int i = 1; i + 2 < count; i++) {
            if (isOutcome(b, i + 2, count, to)) {
                return request(b, i, count, to, rows);
            }
        }
        return count < MOST_TABS ? ENDS_EARLY : BAD_FIELD_COUNT;
    }

    /// @return tabs found
    private int split(byte[] b, int from, int to) {
        int count = 0;
        for (int i = from; i < to && count < MOST_TABS; i++) {
            if (b[i] == '\t') {
                tabs[count++] = i;
            }
        }
        return count;
    }

    private int start(int tab) {
        return tabs[tab] + 1;
    }

    private int end(int tab, int count, int to) {
        return tab + 1 < count ? tabs[tab + 1] : to;
    }

    private boolean isOutcome(byte[] b, int tab, int count, int to) {
        int start = start(tab);
        int end = end(tab, count, to);
        return Bytes.is(b, start, end, "OK") || Bytes.is(b, start, end, "KO");
    }

    /// @param time the tab in front of the start
    private LineVerdict request(byte[] b, int time, int count, int to, RowWriter rows) {
        long start = Bytes.unsigned(b, start(time), end(time, count, to));
        long end = Bytes.unsigned(b, start(time + 1), end(time + 1, count, to));
        if (!isTime(start) || !isTime(end)) {
            return BAD_TIME;
        }
        boolean isOk = b[start(time + 2)] == 'O';
        int message = time + 3 < count ? start(time + 3) : to;
        rows.add(
                start * 1_000,
                rows.lineId(),
                rows.lineId(),
                ClientId.NONE,
                0,
                0,
                0,
                routes.code(b, start(time - 1), end(time - 1, count, to)),
                isOk ? RequestBatch.UNKNOWN_STATUS : found(b, message, to),
                end < start ? RequestBatch.UNKNOWN : (end - start) * 1_000,
                RequestBatch.UNKNOWN,
                RequestBatch.UNKNOWN,
                1,
                0);
        return REQUEST;
    }

    private static boolean isTime(long millis) {
        return millis >= LEAST_MILLIS && millis < MOST_MILLIS;
    }

    /// The status at the end of `status.find.is(204), but actually found 500`.
    private static int found(byte[] b, int from, int to) {
        int end = to;
        while (end > from && b[end - 1] == ' ') {
            end--;
        }
        int digits = end - 3;
        int word = digits - FOUND.length();
        boolean isStatus =
                Bytes.startsWith(b, from, end, "status.find")
                        && word > from
                        && Bytes.startsWith(b, word, end, FOUND);
        long status = isStatus ? Bytes.unsigned(b, digits, end) : -1;
        return status >= 100 && status <= 999 ? (int) status : RequestBatch.NO_STATUS;
    }
}
