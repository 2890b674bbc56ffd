package trafficinsights.report.parquet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.ClientId;
import trafficinsights.model.Dictionary;

/// Texts in the encoding `PLAIN`: each as its length and its UTF-8 bytes. Keeps the smallest and
/// the largest by unsigned bytes, which is how readers compare them. Threads: one at a time.
final class TextValues {
    private final PageBytes plain = new PageBytes(1 << 12);
    private int[] ends = new int[64];
    private int count;
    private int smallest;
    private int largest;

    void clear() {
        plain.clear();
        count = 0;
        smallest = 0;
        largest = 0;
    }

    int count() {
        return count;
    }

    PageBytes plain() {
        return plain;
    }

    void add(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        plain.putInt(utf8.length);
        plain.put(utf8);
        added();
    }

    /// Adds the text of a client.
    void addClient(long clientId, Dictionary clients) {
        if (!ClientId.isNumber(clientId)) {
            add(ClientId.text(clientId, clients));
            return;
        }
        int start = plain.length();
        plain.putInt(0);
        plain.put('c');
        plain.putDecimal(clientId);
        plain.setInt(start, plain.length() - start - Integer.BYTES);
        added();
    }

    private void added() {
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, count * 2);
        }
        ends[count] = plain.length();
        if (compare(count, smallest) < 0) {
            smallest = count;
        }
        if (compare(count, largest) > 0) {
            largest = count;
        }
        count++;
    }

    private int start(int i) {
        return (i == 0 ? 0 : ends[i - 1]) + Integer.BYTES;
    }

    int length(int i) {
        return ends[i] - start(i);
    }

    void copy(int i, PageBytes to) {
        to.put(plain.array(), start(i), length(i));
    }

    private int compare(int i, int j) {
        byte[] bytes = plain.array();
        return Arrays.compareUnsigned(bytes, start(i), ends[i], bytes, start(j), ends[j]);
    }

    byte @Nullable [] min() {
        return count == 0 ? null : bytes(smallest);
    }

    byte @Nullable [] max() {
        return count == 0 ? null : bytes(largest);
    }

    private byte[] bytes(int i) {
        return Arrays.copyOfRange(plain.array(), start(i), ends[i]);
    }
}
