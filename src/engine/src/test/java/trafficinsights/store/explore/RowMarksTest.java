package trafficinsights.store.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowMarksTest {
    @ParameterizedTest
    @CsvSource({"0, 0.5", "1, 1", "64, 1", "4096, 0.5", "100000, 0.5", "100000, 0.001", "70000, 0"})
    void theKthMarkedRowIsTheKthOfAPlainList(int rows, double share) {
        Random random = new Random(11);
        RowMarks marks = new RowMarks(rows);
        long[] plain = LongStream.range(0, rows).filter(_ -> random.nextDouble() < share).toArray();
        for (long row : plain) {
            marks.mark(row);
        }
        marks.finish();
        assertThat(marks.count()).isEqualTo(plain.length);
        for (int i = 0; i < 200; i++) {
            int offset = random.nextInt(plain.length + 2);
            int wanted = random.nextInt(500);
            assertThat(marks.rows(offset, wanted))
                    .containsExactly(
                            LongStream.range(offset, Math.min(plain.length, offset + wanted))
                                    .map(k -> plain[(int) k])
                                    .toArray());
        }
    }
}
