package trafficinsights.report;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.ClientId;
import trafficinsights.model.Dictionary;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.RequestColumn;

/// Requests as rows of `request_logs.csv` (columns in `docs/formats.md`).
///
/// Rows are made on the workers' threads, one instance each, and written elsewhere in their order.
/// Threads: one at a time.
public final class RequestCsv {
    public static final String FILE_NAME = "request_logs.csv";

    /// First line of the file.
    public static final String HEADER =
            RequestColumn.OF_FILES.stream()
                    .map(RequestColumn::fileName)
                    .collect(Collectors.joining(",", "", "\n"));

    /// Longest row without its texts: a time, eight numbers, the commas, and what a word that is
    /// copied as a whole may reach behind the row.
    private static final int FIXED_BYTES = 200;

    private static final int FIRST_ROW_BYTES = 96;
    private static final long MICROS_A_SECOND = 1_000_000;

    private static final VarHandle WORDS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final Field NO_SCENARIO = Field.of("", '\n');

    private final Texts regions = new Texts(',');
    private final Texts servers = new Texts(',');
    private final Texts methods = new Texts(',');
    private final Texts routes = new Texts(',');
    private final Texts scenarios = new Texts('\n');
    private final byte[] timePrefix = new byte[20];
    private long prefixSecond = Long.MIN_VALUE;
    private int rowBytes = FIRST_ROW_BYTES;
    private byte[] out = new byte[0];
    private int at;

    /// Adds the batch's rows.
    public void add(RequestBatch batch) {
        int from = at;
        room(batch.size() * rowBytes + FIXED_BYTES);
        for (int i = 0; i < batch.size(); i++) {
            row(batch, i);
        }
        if (batch.size() > 0) {
            // A little above the mean, so that the next batch finds room at once.
            rowBytes = (at - from) / batch.size() + 2;
        }
    }

    /// The rows added since the last call, without a header. The caller owns the buffer.
    public ByteBuffer take() {
        ByteBuffer rows = ByteBuffer.wrap(out, 0, at);
        out = new byte[0];
        at = 0;
        return rows;
    }

    private void row(RequestBatch b, int i) {
        Field region = regions.of(b.names().regions(), b.region()[i]);
        Field server = servers.of(b.names().servers(), b.server()[i]);
        Field method = methods.of(b.names().methods(), b.method()[i]);
        Field route = routes.of(b.names().routes(), b.route()[i]);
        Field scenario = NO_SCENARIO;
        if (b.scenario()[i] != 0) {
            scenario = scenarios.of(b.names().scenarios(), b.scenario()[i]);
        }
        long client = b.clientId()[i];
        Field clientText = null;
        int texts = region.length + server.length + method.length + route.length + scenario.length;
        if (!ClientId.isNumber(client)) {
            clientText = Field.of(ClientId.text(client, b.names().clients()), ',');
            texts += clientText.length;
        }
        room(FIXED_BYTES + texts);
        byte[] to = out;
        int p = time(to, at, b.epochMicros()[i]);
        p = comma(to, Digits.put(to, p, b.requestId()[i]));
        p = client(to, p, client, clientText);
        p = region.put(to, p);
        p = server.put(to, p);
        p = method.put(to, p);
        p = route.put(to, p);
        p = comma(to, status(to, p, b.status()[i]));
        p = comma(to, known(to, p, b.latencyMicros()[i]));
        p = comma(to, known(to, p, b.bytes()[i]));
        p = comma(to, Digits.put(to, p, b.attempt()[i]));
        p = comma(to, Digits.put(to, p, b.firstRequestId()[i]));
        p = comma(to, known(to, p, b.ttfbMicros()[i]));
        at = scenario.put(to, p);
    }

    private static int client(byte[] to, int at, long client, @Nullable Field text) {
        if (text != null) {
            return text.put(to, at);
        }
        to[at] = 'c';
        return comma(to, Digits.put(to, at + 1, client));
    }

    private static int comma(byte[] to, int at) {
        to[at] = ',';
        return at + 1;
    }

    private static int status(byte[] to, int at, int status) {
        if (status >= 0) {
            return Digits.put(to, at, status);
        }
        to[at] = '-';
        return Digits.put(to, at + 1, -status);
    }

    private static int known(byte[] to, int at, long value) {
        return value >= 0 ? Digits.put(to, at, value) : at;
    }

    private int time(byte[] to, int from, long epochMicros) {
        long second = Math.floorDiv(epochMicros, MICROS_A_SECOND);
        if (second != prefixSecond) {
            prefix(second);
        }
        System.arraycopy(timePrefix, 0, to, from, 20);
        int p = Digits.putSix(to, from + 20, (int) (epochMicros - second * MICROS_A_SECOND));
        to[p] = 'Z';
        return comma(to, p + 1);
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

    private void room(int more) {
        if (at + more > out.length) {
            int size = out.length == 0 ? at + more : Math.max(out.length * 2, at + more);
            out = Arrays.copyOf(out, size);
        }
    }

    /// A text as a CSV field with what is behind it.
    ///
    /// @param bytes filled up to whole words, by which they are copied
    /// @param length of the field, bytes
    private record Field(byte[] bytes, int length) {
        static Field of(String text, char end) {
            // A row is one line, so that the file can be cut at line ends and read in parallel.
            String line = text.replace('\n', ' ').replace('\r', ' ');
            boolean needsQuotes = line.indexOf(',') >= 0 || line.indexOf('"') >= 0;
            String field = needsQuotes ? '"' + line.replace("\"", "\"\"") + '"' : line;
            byte[] bytes = (field + end).getBytes(StandardCharsets.UTF_8);
            int words = (bytes.length + Long.BYTES - 1) / Long.BYTES;
            return new Field(Arrays.copyOf(bytes, words * Long.BYTES), bytes.length);
        }

        int put(byte[] to, int at) {
            for (int i = 0; i < length; i += Long.BYTES) {
                WORDS.set(to, at + i, (long) WORDS.get(bytes, i));
            }
            return at + length;
        }
    }

    /// The fields of a dictionary's texts.
    private static final class Texts {
        private final char end;
        private Field[] known = new Field[16];

        Texts(char end) {
            this.end = end;
        }

        Field of(Dictionary names, int code) {
            if (code >= known.length) {
                known = Arrays.copyOf(known, Math.max(code + 1, known.length * 2));
            }
            Field field = known[code];
            if (field == null) {
                field = Field.of(names.text(code), end);
                known[code] = field;
            }
            return field;
        }
    }
}
