package trafficinsights.ingest.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Times, decimal numbers and durations against those of the JDK.
class NumberReadingTest {
    private static byte[] bytes(String text) {
        return (text + "99999999").getBytes(StandardCharsets.UTF_8);
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX",
                "yyyy-MM-dd'T'HH:mm:ss.SSSXX",
                "yyyy-MM-dd HH:mm:ssXXX",
                "yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSSXXX"
            })
    void isoTimesAreThoseOfTheJdk(String pattern) {
        SplittableRandom random = new SplittableRandom(1);
        IsoTimeReader reader = new IsoTimeReader(ZoneOffset.UTC);
        for (int i = 0; i < 2_000; i++) {
            Instant time = Instant.ofEpochSecond(random.nextLong(4_000_000_000L), 0);
            ZoneOffset offset = ZoneOffset.ofTotalSeconds(900 * (random.nextInt(97) - 48));
            String text =
                    DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(offset).format(time);
            assertThat(reader.epochMicros(bytes(text), 0, length(text)))
                    .as(text)
                    .isEqualTo(time.getEpochSecond() * 1_000_000);
        }
    }

    @Test
    void anIsoTimeWithoutOffsetIsOfTheReadersZone() {
        IsoTimeReader reader = new IsoTimeReader(ZoneId.of("Europe/Berlin"));
        assertThat(reader.epochMicros(bytes("2026-07-22 20:19:28,007"), 0, 23))
                .isEqualTo(Instant.parse("2026-07-22T18:19:28.007Z").toEpochMilli() * 1000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-30T20:19:28Z",
                "2026-11-22T24:19:28Z",
                "2026-11-22T20:60:28Z",
                "2026-11-22T20:19:61Z",
                "2026-11-22T20:19:28.Z",
                "2026-11-22T20:19:28X",
                "2026-11-22T20:19:28+1",
                "2026-11-22T20:19:28+25:00",
                "2026-11-22X20:19:28Z",
                "2026/11/22T20:19:28Z",
                "2026-11-22T20:19"
            })
    void whatIsNotATimeIsNone(String text) {
        IsoTimeReader reader = new IsoTimeReader(ZoneOffset.UTC);
        assertThat(reader.epochMicros(bytes(text), 0, length(text)))
                .isEqualTo(IsoTimeReader.INVALID);
    }

    @Test
    void decimalsAreThoseOfTheJdk() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 20_000; i++) {
            BigDecimal number =
                    BigDecimal.valueOf(random.nextLong(-1L << 39, 1L << 39), random.nextInt(14));
            String text =
                    random.nextInt(4) == 0
                            ? number.unscaledValue() + "e" + -number.scale()
                            : number.toPlainString();
            int shift = random.nextInt(-3, 7);
            assertThat(Decimals.scaled(bytes(text), 0, length(text), shift))
                    .as("%s × 10^%d", text, shift)
                    .isEqualTo(
                            new BigDecimal(text)
                                    .movePointRight(shift)
                                    .setScale(0, RoundingMode.DOWN)
                                    .longValueExact());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                ".",
                "1.2.3",
                "abc",
                "1e",
                "1e99",
                "99999999999999999999999",
                "1 2"
            })
    void whatIsNotANumberIsNone(String text) {
        assertThat(Decimals.scaled(bytes(text), 0, length(text), 6)).isEqualTo(Decimals.INVALID);
    }

    @Test
    void anyTextIsTheNumberThatTheJdkFindsInIt() {
        SplittableRandom random = new SplittableRandom(3);
        String letters = "0123456789..eE+-x \u00e9";
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(9); n > 0; n--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            String number = text.toString();
            assertThat(Decimals.scaled(bytes(number), 0, length(number), 3))
                    .as("`%s`", number)
                    .isEqualTo(thousandths(number));
        }
    }

    private static long thousandths(String text) {
        try {
            BigDecimal number = new BigDecimal(text);
            return number.precision() - number.scale() + 3 > 18
                    ? Decimals.INVALID
                    : number.movePointRight(3).setScale(0, RoundingMode.DOWN).longValueExact();
        } catch (NumberFormatException e) {
            return Decimals.INVALID;
        }
    }

    @Test
    void theFirstByteBelowALimitIsFound() {
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 20_000; i++) {
            byte[] text = new byte[40 + LineBlock.SLACK];
            for (int at = 0; at < text.length; at++) {
                boolean isRare = random.nextInt(12) == 0;
                text[at] = (byte) (isRare ? random.nextInt(256) : random.nextInt(33, 384));
            }
            int from = random.nextInt(20);
            int to = from + random.nextInt(21);
            int expected = from;
            while (expected < to && (text[expected] & 0xFF) > ' ') {
                expected++;
            }
            assertThat(Bytes.firstBelow(text, from, to, ' ' + 1)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1.674508ms, 1674",
        "1m2.5s, 62500000",
        "750µs, 750",
        "750us, 750",
        "999ns, 0",
        "1 ms, 1000",
        "2h, 7200000000",
        "1h1m1s1ms, 3661001000"
    })
    void durationsAreAddedUp(String text, long micros) {
        assertThat(Decimals.durationMicros(bytes(text), 0, length(text))).isEqualTo(micros);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ms", "1", "1 xs", "1x", "1m2", "99999999999999h"})
    void whatIsNotADurationIsNone(String text) {
        assertThat(Decimals.durationMicros(bytes(text), 0, length(text)))
                .isEqualTo(Decimals.INVALID);
    }
}
