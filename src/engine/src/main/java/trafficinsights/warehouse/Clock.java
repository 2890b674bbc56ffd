package trafficinsights.warehouse;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/// How times travel. `datetime2(6)` where the zone of this machine keeps one offset around the
/// times of a group: the driver reads a [Timestamp] by the zone's clock, so it is given one that
/// shows UTC there. Else a `bigint` that the server turns into a time.
///
/// @param isNative whether as `datetime2(6)`
/// @param offsetMillis of the zone, where native
record Clock(boolean isNative, long offsetMillis) {
    static final int SCALE = 6;
    static final int PRECISION = 26;

    /// Further than any offset from UTC, with the day beside it.
    private static final Duration MARGIN = Duration.ofDays(2);

    /// @param firstMicros of the times that will be sent
    /// @param lastMicros of them
    static Clock of(ZoneId zone, long firstMicros, long lastMicros) {
        ZoneRules rules = zone.getRules();
        Instant from = instant(firstMicros).minus(MARGIN);
        Instant to = instant(lastMicros).plus(MARGIN);
        ZoneOffsetTransition next = rules.nextTransition(from);
        boolean isSteady = next == null || next.getInstant().isAfter(to);
        ZoneOffset offset = rules.getOffset(from);
        return isSteady ? new Clock(true, offset.getTotalSeconds() * 1000L) : new Clock(false, 0);
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000L);
    }

    Object sent(long epochMicros) {
        if (!isNative) {
            return epochMicros;
        }
        Timestamp time = new Timestamp(Math.floorDiv(epochMicros, 1000L) - offsetMillis);
        time.setNanos((int) Math.floorMod(epochMicros, 1_000_000L) * 1000);
        return time;
    }

    /// The staging column's type.
    String type() {
        return isNative ? "datetime2(6)" : "bigint";
    }

    /// The staging column as a time, in SQL.
    String time(String column) {
        return isNative ? column : BatchLoad.time(column);
    }
}
