package trafficinsights.model;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/// Texts of one column, each with a small number (its code) that batches carry instead.
///
/// Append-only: a code, once given, keeps its text for the life of the run. Code 0 is [#NONE] (the
/// column has no value here). When the dictionary is full, further texts share the code of
/// [#OTHERS], so that memory stays bounded whatever a log contains; [#overflowCount()] says how
/// often.
///
/// Threads: any. Writing is locked, reading a text is not.
public final class Dictionary {
    /// Text of code 0: the row has no value in this column.
    public static final String NONE = "-";

    /// Text under which everything is counted that came when the dictionary was full.
    public static final String OTHERS = "(others)";

    private final String column;
    private final int capacity;
    private final Map<String, Integer> codes = new HashMap<>();
    private volatile String[] texts = new String[16];
    private volatile int size;
    private volatile long overflowCount;

    /// Codes in the order of their texts, as far as they were given when this was made.
    private volatile int[] ordered = {};

    /// @param column what the texts are, for messages
    /// @param capacity how many distinct texts are kept, [#NONE] and [#OTHERS] among them; at least
    ///   3
    public Dictionary(String column, int capacity) {
        if (capacity < 3) {
            throw new IllegalArgumentException(
                    "capacity of dictionary %s is %d, at least 3".formatted(column, capacity));
        }
        this.column = column;
        this.capacity = capacity;
        append(NONE);
    }

    /// The code of `text`, given now if it is new.
    public int code(String text) {
        synchronized (codes) {
            Integer known = codes.get(text);
            if (known != null) {
                return known;
            }
            if (size < capacity - 1 || text.equals(OTHERS)) {
                return append(text);
            }
            overflowCount++;
            Integer others = codes.get(OTHERS);
            return others != null ? others : append(OTHERS);
        }
    }

    private int append(String text) {
        synchronized (codes) {
            int code = size;
            String[] current = texts;
            if (code == current.length) {
                current = Arrays.copyOf(current, code * 2);
            }
            current[code] = text;
            texts = current;
            codes.put(text, code);
            size = code + 1;
            return code;
        }
    }

    /// @throws IndexOutOfBoundsException when the code was never given
    public String text(int code) {
        if (code < 0 || code >= size) {
            throw new IndexOutOfBoundsException(
                    "code %d of column %s, which has %d".formatted(code, column, size));
        }
        return texts[code];
    }

    /// Hands over every code in the order of the texts, which unlike the codes does not depend on
    /// who came first.
    public void forEachByText(IntConsumer consumer) {
        int[] codesInOrder = ordered;
        int count = size;
        if (codesInOrder.length != count) {
            String[] all = texts;
            codesInOrder =
                    IntStream.range(0, count)
                            .boxed()
                            .sorted(Comparator.comparing(code -> all[code]))
                            .mapToInt(Integer::intValue)
                            .toArray();
            ordered = codesInOrder;
        }
        for (int code : codesInOrder) {
            consumer.accept(code);
        }
    }

    /// How many codes are given, [#NONE] included.
    public int size() {
        return size;
    }

    /// How many look-ups fell to [#OTHERS] because the dictionary was full.
    public long overflowCount() {
        return overflowCount;
    }

    public String column() {
        return column;
    }

    /// The texts in the order of their codes; a copy.
    public List<String> texts() {
        return List.of(Arrays.copyOf(texts, size));
    }
}
