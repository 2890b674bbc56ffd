package trafficinsights.report;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import trafficinsights.model.ClientId;
import trafficinsights.model.Dictionary;
import trafficinsights.model.RequestBatch;

/// Requests as rows of `request_logs.csv` (columns in `docs/formats.md`).
///
/// Rows are made on the workers' threads, one instance each, and written elsewhere in their order.
/// Threads: one at a time.
public final class RequestCsv {
    public static final String FILE_NAME = "request_logs.csv";

    /// First line of the file.
    public static final String HEADER =
            "timestamp,request_id,client_id,region,server,method,route,status,latency_us,bytes,"
                    + "attempt,first_request_id,scenario\n";

    /// Longest row without its names: a time, seven numbers and the commas.
    private static final int FIXED_BYTES = 200;

    private static final long MICROS_A_SECOND = 1_000_000;
    private static final byte[] DIGIT_PAIRS = new byte[200];

    static {
        for (int i = 0; i < 100; i++) {
            DIGIT_PAIRS[2 * i] = (byte) ('0' + i / 10);
            DIGIT_PAIRS[2 * i + 1] = (byte) ('0' + i % 10);
        }
    }

    private final Texts regions = new Texts();
    private final Texts servers = new Texts();
    private final Texts methods = new Texts();
    private final Texts routes = new Texts();
    private final Texts scenarios = new Texts();
    private final byte[] timePrefix = new byte[20];
    private long prefixSecond = Long.MIN_VALUE;
    private byte[] out = new byte[0];
    private int at;

    /// The batch as CSV rows, without a header.
    public byte[] rows(RequestBatch batch) {
        out = new byte[Math.max(out.length, batch.size() * 120 + FIXED_BYTES)];
        at = 0;
        for (int i = 0; i < batch.size(); i++) {
            row(batch, i);
        }
        byte[] rows = Arrays.copyOf(out, at);
        return rows;
    }

    private void row(RequestBatch b, int i) {
        room(FIXED_BYTES);
        time(b.epochMicros()[i]);
        comma();
        number(b.requestId()[i]);
        comma();
        client(b, i);
        comma();
        text(regions.of(b.names().regions(), b.region()[i]));
        comma();
        text(servers.of(b.names().servers(), b.server()[i]));
        comma();
        text(methods.of(b.names().methods(), b.method()[i]));
        comma();
        text(routes.of(b.names().routes(), b.route()[i]));
        room(FIXED_BYTES);
        comma();
        known(b.status()[i], true);
        comma();
        known(b.latencyMicros()[i], false);
        comma();
        known(b.bytes()[i], false);
        comma();
        number(b.attempt()[i]);
        comma();
        number(b.firstRequestId()[i]);
        comma();
        if (b.scenario()[i] != 0) {
            text(scenarios.of(b.names().scenarios(), b.scenario()[i]));
            room(1);
        }
        out[at++] = '\n';
    }

    private void client(RequestBatch b, int i) {
        long client = b.clientId()[i];
        if (ClientId.isNumber(client)) {
            out[at++] = 'c';
            number(client);
        } else {
            text(quoted(ClientId.text(client, b.names().clients())));
        }
    }

    private void comma() {
        out[at++] = ',';
    }

    private void known(long value, boolean mayBeNegative) {
        if (value >= 0) {
            number(value);
        } else if (mayBeNegative) {
            out[at++] = '-';
            number(-value);
        }
    }

    private void time(long epochMicros) {
        long second = Math.floorDiv(epochMicros, MICROS_A_SECOND);
        if (second != prefixSecond) {
            prefix(second);
        }
        System.arraycopy(timePrefix, 0, out, at, timePrefix.length);
        int micros = (int) (epochMicros - second * MICROS_A_SECOND);
        pair(at + 20, micros / 10_000);
        pair(at + 22, micros / 100 % 100);
        pair(at + 24, micros % 100);
        out[at + 26] = 'Z';
        at += 27;
    }

    /// The time up to its decimal point; rows of one second share it.
    private void prefix(long second) {
        long day = Math.floorDiv(second, 86_400L);
        int ofDay = (int) (second - day * 86_400);
        String text =
                "%sT%02d:%02d:%02d."
                        .formatted(
                                LocalDate.ofEpochDay(day),
                                ofDay / 3600,
                                ofDay / 60 % 60,
                                ofDay % 60);
        System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, timePrefix, 0, 20);
        prefixSecond = second;
    }

    private void pair(int position, int value) {
        out[position] = DIGIT_PAIRS[2 * value];
        out[position + 1] = DIGIT_PAIRS[2 * value + 1];
    }

    private void number(long value) {
        int digits = 1;
        for (long bound = 10; digits < 19 && value >= bound; bound *= 10) {
            digits++;
        }
        long rest = value;
        int position = at + digits;
        while (rest >= 100) {
            long next = rest / 100;
            position -= 2;
            pair(position, (int) (rest - next * 100));
            rest = next;
        }
        if (rest >= 10) {
            pair(position - 2, (int) rest);
        } else {
            out[position - 1] = (byte) ('0' + rest);
        }
        at += digits;
    }

    private void text(byte[] text) {
        room(text.length + FIXED_BYTES);
        System.arraycopy(text, 0, out, at, text.length);
        at += text.length;
    }

    private void room(int more) {
        if (at + more > out.length) {
            out = Arrays.copyOf(out, Math.max(out.length * 2, at + more));
        }
    }

    private static byte[] quoted(String text) {
        // A row is one line, so that the file can be cut at line ends and read in parallel.
        String line = text.replace('\n', ' ').replace('\r', ' ');
        boolean needsQuotes = line.indexOf(',') >= 0 || line.indexOf('"') >= 0;
        return (needsQuotes ? '"' + line.replace("\"", "\"\"") + '"' : line)
                .getBytes(StandardCharsets.UTF_8);
    }

    /// Texts of a dictionary as the bytes of a CSV field.
    private static final class Texts {
        private byte[][] known = new byte[16][];

        byte[] of(Dictionary names, int code) {
            if (code >= known.length) {
                known = Arrays.copyOf(known, Math.max(code + 1, known.length * 2));
            }
            byte[] text = known[code];
            if (text == null) {
                text = quoted(names.text(code));
                known[code] = text;
            }
            return text;
        }
    }
}
