package trafficinsights.ingest.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Walks over one JSON object (RFC 8259) and finds the values of wanted paths, without making
/// anything of the rest. Strings may hold any byte but a quote; escapes stay as they are. Threads:
/// one.
public final class JsonScanner {
    /// What a wanted path holds.
    public enum Kind {
        ABSENT,
        STRING,
        NUMBER,
        /// `true`, `false`, `null`, an object, or an array.
        NOTHING_USEFUL
    }

    /// How scanning ended.
    public enum End {
        WHOLE,
        /// The object does not end.
        CUT,
        /// This is not a JSON.
        NO_JSON
    }

    /// Joins the names of a path of which one has a dot itself (`http.method`), or stands in front
    /// of one alone.
    public static final char JOINT = '\u001f';

    /// A path for people.
    public static String words(String path) {
        return (path.indexOf(JOINT) == 0 ? path.substring(1) : path).replace(JOINT, '.');
    }

    private static final int MAX_DEPTH = 64;
    private static final int SLOTS = 256;
    private static final long ROOT = 0x243F6A8885A308D3L;

    private final int[] slots = new int[SLOTS];
    private final long[] hashes;
    private final Kind[] kinds;
    private final int[] starts;
    private final int[] ends;
    private final long[] parents = new long[MAX_DEPTH];
    private final boolean[] isObject = new boolean[MAX_DEPTH];
    private byte[] b = new byte[0];
    private int at;
    private int to;
    private int depth;

    /// Whether the value read last is a container that was only entered.
    private boolean opened;

    /// @param paths wanted, at most 128
    public JsonScanner(List<String> paths) {
        int n = paths.size();
        hashes = new long[n];
        kinds = new Kind[n];
        starts = new int[n];
        ends = new int[n];
        for (int i = 0; i < n; i++) {
            String path = paths.get(i);
            boolean isJoined = path.indexOf(JOINT) >= 0;
            // A name with dots alone has the joint in front.
            String joined = path.indexOf(JOINT) == 0 ? path.substring(1) : path;
            String[] names = joined.split(isJoined ? String.valueOf(JOINT) : "\\.");
            long hash = ROOT;
            for (String name : names) {
                byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
                hash = hash(hash, bytes, 0, bytes.length);
            }
            hashes[i] = hash;
            int slot = slot(hash);
            while (slots[slot] != 0) {
                slot = (slot + 1) & (SLOTS - 1);
            }
            slots[slot] = i + 1;
        }
    }

    private static int slot(long hash) {
        return (int) (hash >>> 40) & (SLOTS - 1);
    }

    private static long hash(long parent, byte[] b, int from, int end) {
        long h = parent * 0x9E3779B97F4A7C15L + (end - from);
        for (int i = from; i < end; i++) {
            h = (h ^ b[i]) * 0x100000001B3L;
            h ^= h >>> 29;
        }
        return h;
    }

    public Kind kind(int path) {
        return kinds[path];
    }

    /// First byte of a value, the quote of a string excluded.
    public int start(int path) {
        return starts[path];
    }

    public int end(int path) {
        return ends[path];
    }

    /// Scans the object that begins at `from`; behind it only blanks may stand.
    public End scan(byte[] bytes, int from, int lineEnd) {
        b = bytes;
        at = from;
        to = lineEnd;
        depth = 0;
        opened = false;
        Arrays.fill(kinds, Kind.ABSENT);
        parents[0] = ROOT;
        isObject[0] = true;
        at++;
        End end = members();
        if (end != End.WHOLE) {
            return end;
        }
        skipBlanks();
        return at == to ? End.WHOLE : End.NO_JSON;
    }

    /// Reads up to the end of the outermost object. A value is where `needsValue`; else a comma or
    /// the end of its container.
    private End members() {
        boolean isEmpty = true;
        while (true) {
            skipBlanks();
            if (at >= to) {
                return End.CUT;
            }
            byte next = b[at];
            if (next == (isObject[depth] ? '}' : ']')) {
                at++;
                if (--depth < 0) {
                    return End.WHOLE;
                }
                isEmpty = false;
                continue;
            }
            if (!isEmpty) {
                if (next != ',') {
                    return End.NO_JSON;
                }
                at++;
                skipBlanks();
            }
            End end = isObject[depth] ? member() : value(0);
            if (end != End.WHOLE) {
                return end;
            }
            isEmpty = opened;
            opened = false;
        }
    }

    private End member() {
        if (at >= to) {
            return End.CUT;
        }
        if (b[at] != '"') {
            return End.NO_JSON;
        }
        int start = at + 1;
        int close = stringEnd(start);
        if (close < 0) {
            return End.CUT;
        }
        at = close + 1;
        skipBlanks();
        if (at >= to) {
            return End.CUT;
        }
        if (b[at] != ':') {
            return End.NO_JSON;
        }
        at++;
        skipBlanks();
        return value(hash(parents[depth], b, start, close));
    }

    /// @param path hash of the value's path; 0 inside of arrays, where nothing is wanted
    private End value(long path) {
        if (at >= to) {
            return End.CUT;
        }
        byte first = b[at];
        if (first == '"') {
            int close = stringEnd(at + 1);
            if (close < 0) {
                return End.CUT;
            }
            found(path, Kind.STRING, at + 1, close);
            at = close + 1;
            return End.WHOLE;
        }
        if (first == '{' || first == '[') {
            if (depth + 1 == MAX_DEPTH) {
                return End.NO_JSON;
            }
            depth++;
            parents[depth] = first == '{' && path != 0 ? path : 1;
            isObject[depth] = first == '{';
            opened = true;
            at++;
            return End.WHOLE;
        }
        return word(path, first);
    }

    private End word(long path, byte first) {
        int start = at;
        while (at < to && isWordByte(b[at])) {
            at++;
        }
        if (at == to) {
            return End.CUT;
        }
        boolean isNumber = first == '-' || Bytes.isDigit(first);
        boolean isLiteral =
                Bytes.is(b, start, at, "null")
                        || Bytes.is(b, start, at, "true")
                        || Bytes.is(b, start, at, "false");
        found(path, isNumber ? Kind.NUMBER : Kind.NOTHING_USEFUL, start, at);
        return isNumber || isLiteral ? End.WHOLE : End.NO_JSON;
    }

    private static boolean isWordByte(byte value) {
        boolean isLetter = (value | 0x20) >= 'a' && (value | 0x20) <= 'z';
        return isLetter || Bytes.isDigit(value) || value == '-' || value == '+' || value == '.';
    }

    private void found(long path, Kind kind, int start, int end) {
        int slot = slot(path);
        while (slots[slot] != 0) {
            int i = slots[slot] - 1;
            if (hashes[i] == path) {
                kinds[i] = kind;
                starts[i] = start;
                ends[i] = end;
                return;
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
    }

    /// Position of the quote that ends a string, or -1.
    private int stringEnd(int from) {
        int quote = Bytes.indexOf(b, from, to, (byte) '"');
        while (quote >= 0) {
            int backslashes = 0;
            while (quote - 1 - backslashes >= from && b[quote - 1 - backslashes] == '\\') {
                backslashes++;
            }
            if ((backslashes & 1) == 0) {
                return quote;
            }
            quote = Bytes.indexOf(b, quote + 1, to, (byte) '"');
        }
        return -1;
    }

    private void skipBlanks() {
        while (at < to && (b[at] == ' ' || b[at] == '\t' || b[at] == '\r' || b[at] == '\n')) {
            at++;
        }
    }
}
