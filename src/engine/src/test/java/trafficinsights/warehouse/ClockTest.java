package trafficinsights.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ClockTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static long micros(String time) {
        return Instant.parse(time).toEpochMilli() * 1000;
    }

    @Test
    void nearAChangeOfTheClockTimesGoAsNumbers() {
        long spring = micros("2026-03-29T01:30:00Z");
        assertThat(Clock.of(BERLIN, spring, spring).isNative()).isFalse();
        assertThat(Clock.of(BERLIN, spring, spring).sent(spring)).isEqualTo(spring);
        long over = micros("2026-02-01T00:00:00Z");
        assertThat(Clock.of(BERLIN, over, micros("2026-05-01T00:00:00Z")).isNative()).isFalse();
        assertThat(Clock.of(ZoneId.of("UTC"), over, spring).isNative()).isTrue();
    }

    @Test
    void theClockOfTheZoneShowsUtc() {
        SplittableRandom random = new SplittableRandom(1);
        long first = micros("2026-06-01T00:00:00Z");
        long last = micros("2026-06-20T00:00:00Z");
        for (String zone : new String[] {"Europe/Berlin", "America/St_Johns", "Asia/Tokyo"}) {
            Clock clock = Clock.of(ZoneId.of(zone), first, last);
            assertThat(clock.isNative()).isTrue();
            for (int i = 0; i < 1_000; i++) {
                long time = random.nextLong(first, last);
                Timestamp sent = (Timestamp) clock.sent(time);
                long shown =
                        sent.toInstant()
                                                .atZone(ZoneId.of(zone))
                                                .toLocalDateTime()
                                                .toEpochSecond(java.time.ZoneOffset.UTC)
                                        * 1_000_000
                                + sent.getNanos() / 1000;
                assertThat(shown).isEqualTo(time);
            }
        }
    }
}
