package trafficinsights.warehouse;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import trafficinsights.model.ClientId;
import trafficinsights.model.Dictionary;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.warehouse.FactColumn;
import trafficinsights.model.warehouse.FactTable;
import trafficinsights.model.warehouse.RequestGroup;

/// Names a batch after its content: equal rows give equal keys, in whatever order they come and
/// with whatever codes the run gave their texts.
///
/// Each row has two independent 64-bit hashes; their sums over the rows, and the number of rows, go
/// through SHA-256. Two different batches share a key with a chance of about 2^-64 for each pair
/// that is not made on purpose.
final class ContentHash {
    private static final long FIRST = 0x9E3779B97F4A7C15L;
    private static final long SECOND = 0xC2B2AE3D27D4EB4FL;
    private static final int KEY_BYTES = 16;

    private ContentHash() {}

    /// @return 32 hexadecimal digits
    static String of(RequestGroup group) {
        Names names = group.names();
        TextHashes texts = new TextHashes(names);
        long sum = 0;
        long second = 0;
        for (RequestBatch b : group.parts()) {
            for (int i = 0; i < b.size(); i++) {
                long row = row(b, i, texts);
                sum += mix(row ^ FIRST);
                second += mix(row * SECOND + 1);
            }
        }
        return key("requests " + group.rows() + " " + sum + " " + second);
    }

    private static long row(RequestBatch b, int i, TextHashes texts) {
        long h = mix(b.epochMicros()[i] + FIRST);
        h = mix(h ^ b.requestId()[i]);
        h = mix(h ^ b.firstRequestId()[i]);
        h = mix(h ^ texts.client(b.clientId()[i]));
        h = mix(h ^ Math.max(-1, b.latencyMicros()[i]));
        h = mix(h ^ Math.max(-1, b.bytes()[i]));
        h = mix(h ^ texts.regions.of(b.region()[i]));
        h = mix(h ^ texts.servers.of(b.server()[i]));
        h = mix(h ^ texts.routes.of(b.route()[i]));
        h = mix(h ^ texts.methods.of(b.method()[i]));
        h = mix(h ^ texts.scenarios.of(b.scenario()[i]));
        // Later than the rest, and optional: batches pushed before it was read keep their keys.
        if (b.ttfbMicros()[i] >= 0) {
            h = mix(h ^ b.ttfbMicros()[i] + SECOND);
        }
        return mix(h ^ (((long) b.status()[i] << 8) | (b.attempt()[i] & 0xff)));
    }

    /// The facts of a run, in any order of rows. Reports are left out: they tell when they were
    /// made, and what they say of a run follows from the rest.
    ///
    /// @param runKey facts of two runs are two, be they equal
    static String of(String runKey, Iterable<FactTable> facts) {
        StringBuilder text = new StringBuilder("facts ").append(runKey);
        for (FactTable table : facts) {
            if (!table.name().equals("AnalyticsReports")) {
                text.append(' ').append(table.name()).append(' ').append(table.rows());
                text.append(' ').append(sum(table));
            }
        }
        return key(text.toString());
    }

    private static long sum(FactTable table) {
        long sum = 0;
        for (int i = 0; i < table.rows(); i++) {
            long h = FIRST;
            for (FactColumn column : table.columns()) {
                h = mix(h ^ value(column, i)) + SECOND;
            }
            sum += mix(h);
        }
        return sum;
    }

    private static long value(FactColumn column, int row) {
        return switch (column) {
            case FactColumn.Text(String _, String[] values) -> hash(values[row]);
            case FactColumn.Whole(String _, long[] values) -> mix(values[row]);
            case FactColumn.Fraction(String _, double[] values) ->
                    mix(Double.doubleToLongBits(values[row]));
        };
    }

    private static long hash(String text) {
        long h = FIRST;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            h = mix(h ^ b);
        }
        return h == 0 ? 1 : h;
    }

    static String key(String text) {
        MessageDigest digest = sha256();
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        return key(digest);
    }

    private static String key(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest(), 0, KEY_BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// The finalizer of SplitMix64 (Steele, Lea, Flood 2014).
    static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /// Hashes of the texts behind codes, each made once.
    private static final class TextHashes {
        private final Codes regions;
        private final Codes servers;
        private final Codes routes;
        private final Codes methods;
        private final Codes scenarios;
        private final Codes clients;

        TextHashes(Names names) {
            regions = new Codes(names.regions());
            servers = new Codes(names.servers());
            routes = new Codes(names.routes());
            methods = new Codes(names.methods());
            scenarios = new Codes(names.scenarios());
            clients = new Codes(names.clients());
        }

        long client(long clientId) {
            return ClientId.isName(clientId)
                    ? clients.of(ClientId.nameCode(clientId))
                    : mix(clientId + SECOND);
        }
    }

    private static final class Codes {
        private final Dictionary dictionary;
        private long[] hashes = new long[64];

        Codes(Dictionary dictionary) {
            this.dictionary = dictionary;
        }

        long of(int code) {
            if (code >= hashes.length) {
                hashes = java.util.Arrays.copyOf(hashes, Math.max(code + 1, hashes.length * 2));
            }
            long known = hashes[code];
            if (known == 0) {
                known = hash(dictionary.text(code));
                hashes[code] = known;
            }
            return known;
        }
    }
}
