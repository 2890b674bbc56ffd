package trafficinsights.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DigitsTest {
    private final byte[] bytes = new byte[64];

    private String put(long value) {
        int end = Digits.put(bytes, 3, value);
        return new String(bytes, 3, end - 3, StandardCharsets.US_ASCII);
    }

    @Test
    void everyNumberBelowTwentyThousandIsWrittenAsItsDigits() {
        for (int value = 0; value < 20_000; value++) {
            assertThat(put(value)).isEqualTo(Integer.toString(value));
        }
    }

    @Test
    void numbersAroundEachPowerOfTenHaveTheRightLength() {
        for (long power = 1; power > 0 && power <= 1_000_000_000_000_000_000L; power *= 10) {
            assertThat(put(power - 1)).isEqualTo(Long.toString(power - 1));
            assertThat(put(power)).isEqualTo(Long.toString(power));
            assertThat(put(power + 1)).isEqualTo(Long.toString(power + 1));
        }
        assertThat(put(Long.MAX_VALUE)).isEqualTo(Long.toString(Long.MAX_VALUE));
    }

    @Test
    void randomNumbersOfEveryLengthAreWrittenAsTheirDigits() {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 200_000; i++) {
            long value = random.nextLong() >>> random.nextInt(1, 64);
            assertThat(put(value)).isEqualTo(Long.toString(value));
        }
    }

    @Test
    void everyFractionOfASecondHasSixDigits() {
        for (int micros = 0; micros < 1_000_000; micros += 7) {
            assertThat(Digits.putSix(bytes, 5, micros)).isEqualTo(11);
            assertThat(new String(bytes, 5, 6, StandardCharsets.US_ASCII))
                    .isEqualTo(Integer.toString(1_000_000 + micros).substring(1));
        }
    }
}
