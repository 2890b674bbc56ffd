package trafficinsights.store;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import trafficinsights.model.ClientId;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.RequestColumn;

/// Batches with every kind of value, and rows as texts to compare them by.
public final class StoredRequests {
    private static final String[] TEXTS = {
        "eu-1", "eu-2", "us-1", "a,b", "say \"hi\"", "it's", "grüße 漢字 😀", "x;y|z", " x ", "NULL"
    };

    private StoredRequests() {}

    /// @param firstId of the rows, which are numbered from it
    public static List<RequestBatch> batches(long seed, Names names, int rows, long firstId) {
        SplittableRandom random = new SplittableRandom(seed);
        List<RequestBatch> batches = new ArrayList<>();
        long id = firstId;
        int left = rows;
        while (left > 0) {
            int size = Math.min(left, 1 + random.nextInt(20_000));
            RequestBatch batch = RequestBatch.allocate(size + random.nextInt(3), names);
            for (int i = 0; i < size; i++) {
                fill(batch, i, id++, random);
            }
            batches.add(batch.withSize(size));
            left -= size;
        }
        return batches;
    }

    private static void fill(RequestBatch b, int i, long id, SplittableRandom random) {
        Names names = b.names();
        b.epochMicros()[i] = random.nextLong(-1_000_000_000_000_000L, 4_000_000_000_000_000L);
        b.requestId()[i] = id;
        b.firstRequestId()[i] = random.nextInt(9) == 0 ? Math.max(0, id - 3) : id;
        b.clientId()[i] = client(names, random);
        b.latencyMicros()[i] = random.nextInt(6) == 0 ? -1 : random.nextLong(1L << 40);
        b.ttfbMicros()[i] = random.nextInt(3) == 0 ? -1 : random.nextLong(1L << 30);
        b.bytes()[i] = random.nextInt(6) == 0 ? -1 : random.nextLong(1L << 40);
        b.region()[i] = (short) (random.nextInt(9) == 0 ? 0 : names.regions().code(pick(random)));
        b.server()[i] = (short) names.servers().code(pick(random));
        b.route()[i] = (short) names.routes().code("/" + pick(random) + random.nextInt(300));
        b.method()[i] = (byte) names.methods().code(pick(random));
        b.scenario()[i] = (byte) (random.nextBoolean() ? 0 : names.scenarios().code(pick(random)));
        b.status()[i] =
                random.nextInt(9) == 0 ? RequestBatch.NO_STATUS : (short) random.nextInt(100, 1000);
        b.attempt()[i] = (byte) random.nextInt(1, 128);
    }

    /// Gives a row another value in one column, and leaves the others as they are.
    public static void change(RequestBatch batch, RequestColumn column, int row) {
        Object values = column.array(batch);
        if (column == RequestColumn.CLIENT) {
            ((long[]) values)[row] =
                    ClientId.ofName(batch.names().clients().code("2001:db8::ffff"));
        } else if (column.hasNames()) {
            set(values, row, column.names(batch.names()).code("another"));
        } else if (values instanceof long[] longs) {
            longs[row] = Math.max(0, longs[row]) + 1_000_001;
        } else {
            set(values, row, column.small(batch, row) == 101 ? 102 : 101);
        }
    }

    private static void set(Object values, int row, int value) {
        if (values instanceof short[] wide) {
            wide[row] = (short) value;
        } else {
            ((byte[]) values)[row] = (byte) value;
        }
    }

    private static long client(Names names, SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> ClientId.ofNumber(random.nextLong(1L << 56));
            case 1 -> ClientId.ofIpv4(random.nextInt());
            case 2 -> ClientId.NONE;
            default -> ClientId.ofName(names.clients().code("2001:db8::" + random.nextInt(9_000)));
        };
    }

    private static String pick(SplittableRandom random) {
        return TEXTS[random.nextInt(TEXTS.length)];
    }

    /// Each row as one text, in order.
    public static List<String> texts(List<RequestBatch> batches) {
        List<String> texts = new ArrayList<>();
        for (RequestBatch b : batches) {
            Names names = b.names();
            for (int i = 0; i < b.size(); i++) {
                texts.add(
                        text(
                                b.epochMicros()[i],
                                b.requestId()[i],
                                ClientId.text(b.clientId()[i], names.clients()),
                                names.regions().text(b.region()[i]),
                                names.servers().text(b.server()[i]),
                                names.methods().text(b.method()[i]),
                                names.routes().text(b.route()[i]),
                                b.status()[i],
                                b.latencyMicros()[i],
                                b.bytes()[i],
                                b.attempt()[i],
                                b.firstRequestId()[i],
                                b.ttfbMicros()[i],
                                names.scenarios().text(b.scenario()[i])));
            }
        }
        return texts;
    }

    public static String text(Object... values) {
        StringBuilder text = new StringBuilder();
        for (Object value : values) {
            text.append(value).append(" | ");
        }
        return text.toString();
    }
}
