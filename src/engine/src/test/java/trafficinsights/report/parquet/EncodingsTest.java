package trafficinsights.report.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The encodings against slow decoders that follow the words of the format, a bit at a time.
class EncodingsTest {
    private final PageBytes out = new PageBytes(16);
    private int at;

    private int nextByte() {
        return out.array()[at++] & 0xFF;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            int next = nextByte();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
    }

    private long zigzag() {
        long value = varint();
        return (value & 1) == 0 ? value >>> 1 : ~(value >>> 1);
    }

    /// The bits from the start of `at` on.
    private long bits(long firstBit, int width) {
        long value = 0;
        for (int i = 0; i < width; i++) {
            long bit = firstBit + i;
            value |= (long) (out.array()[at + (int) (bit / 8)] >> (bit % 8) & 1) << i;
        }
        return value;
    }

    private long[] undelta() {
        int block = (int) varint();
        int miniblocks = (int) varint();
        long[] values = new long[(int) varint()];
        long value = zigzag();
        int known = 0;
        if (values.length > 0) {
            values[known++] = value;
        }
        while (known < values.length) {
            long min = zigzag();
            int[] widths = new int[miniblocks];
            for (int m = 0; m < miniblocks; m++) {
                widths[m] = nextByte();
            }
            int size = block / miniblocks;
            for (int m = 0; m < miniblocks && known < values.length; m++) {
                for (int i = 0; i < size && known < values.length; i++) {
                    value += min + bits((long) i * widths[m], widths[m]);
                    values[known++] = value;
                }
                at += size / 8 * widths[m];
            }
        }
        return values;
    }

    private long[] unrun(int count, int width) {
        long[] values = new long[count];
        int known = 0;
        while (known < count) {
            long header = varint();
            if ((header & 1) == 0) {
                int run = (int) (header >>> 1);
                Arrays.fill(values, known, known + run, bits(0, (width + 7) / 8 * 8));
                at += (width + 7) / 8;
                known += run;
            } else {
                int packed = (int) (header >>> 1) * 8;
                for (int i = 0; i < packed && known < count; i++) {
                    values[known++] = bits((long) i * width, width);
                }
                at += packed / 8 * width;
            }
        }
        return values;
    }

    private static long[] random(SplittableRandom random, int count, int bits) {
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextLong() >>> (64 - bits);
        }
        return values;
    }

    @Test
    void differencesOfEveryWidthAndLengthComeBack() {
        SplittableRandom random = new SplittableRandom(21);
        DeltaPacking packing = new DeltaPacking();
        for (int bits = 1; bits <= 64; bits++) {
            for (int count : new int[] {0, 1, 2, 32, 33, 128, 129, 130, 161, 1_000}) {
                long[] values = random(random, count + 5, bits);
                out.clear();
                at = 0;
                packing.encode(values, 5, count, out);
                assertThat(undelta()).isEqualTo(Arrays.copyOfRange(values, 5, count + 5));
                assertThat(at).as("bytes read").isEqualTo(out.length());
            }
        }
    }

    @Test
    void differencesThatOverflowComeBack() {
        long[] values = {Long.MIN_VALUE, Long.MAX_VALUE, 0, -1, Long.MAX_VALUE, Long.MIN_VALUE, 7};
        new DeltaPacking().encode(values, 0, values.length, out);
        assertThat(undelta()).isEqualTo(values);
    }

    @Test
    void ascendingIdsTakeHardlyAnyRoom() {
        long[] ids = new long[12_800];
        Arrays.setAll(ids, i -> 1_000_000 + i);
        new DeltaPacking().encode(ids, 0, ids.length, out);
        assertThat(undelta()).isEqualTo(ids);
        assertThat(out.length()).isLessThan(600);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 9, 15, 16, 17, 18, 24, 31})
    void runsAndPackedValuesComeBack(int width) {
        SplittableRandom random = new SplittableRandom(width);
        for (int round = 0; round < 60; round++) {
            long[] values = random(random, random.nextInt(3_000), width);
            for (int i = 0; i < values.length; i += 1 + random.nextInt(400)) {
                int end = Math.min(values.length, i + random.nextInt(300));
                Arrays.fill(values, i, end, values[i]);
            }
            out.clear();
            at = 0;
            HybridRuns.encode(values, 0, values.length, width, out);
            assertThat(unrun(values.length, width)).isEqualTo(values);
            assertThat(at).as("bytes read").isEqualTo(out.length());
        }
    }

    @Test
    void oneValueOverAndOverIsOneRun() {
        HybridRuns.encode(new long[100_000], 0, 100_000, 3, out);
        assertThat(out.length()).isLessThan(6);
        assertThat(unrun(100_000, 3)).containsOnly(0);
    }

    @Test
    void valuesAreNumberedInTheOrderOfTheirFirstSight() {
        SplittableRandom random = new SplittableRandom(5);
        DistinctValues distinct = new DistinctValues();
        for (int range : new int[] {3, 70_000, 1_000_000}) {
            distinct.clear();
            Map<Long, Integer> expected = new LinkedHashMap<>();
            for (int i = 0; i < 300_000; i++) {
                long value = random.nextLong(range) * 0x1_0000_0001L - range / 2;
                Integer ordinal = expected.putIfAbsent(value, expected.size());
                assertThat(distinct.ordinal(value))
                        .isEqualTo(ordinal == null ? expected.size() - 1 : ordinal);
            }
            assertThat(distinct.size()).isEqualTo(expected.size());
            expected.forEach(
                    (value, ordinal) -> assertThat(distinct.value(ordinal)).isEqualTo(value));
        }
    }
}
