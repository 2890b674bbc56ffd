package trafficinsights.store.explore;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;

/// Slots of time that people count in: they begin on the clock and the calendar of a zone, days at
/// its midnight and weeks on its Mondays. Slots up to an hour are equally long; a longer one may be
/// an hour shorter or longer where the clocks change.
final class TimeSlots {
    private static final long SECOND = 1_000_000;
    private static final long DAY = 86_400 * SECOND;
    private static final int[] ABOVE_A_SECOND = {
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200
    };

    private static final int MOST_LONGER = 4;

    private static final long WEEK = 7 * DAY;

    /// The first Monday after the beginning of 1970.
    private static final long MONDAY = 4 * DAY;

    private static final long HOUR = 3_600 * SECOND;

    /// Centuries of changes; beyond, nobody sees an hour.
    private static final int MOST_CHANGES = 1_000;

    private final ZoneId zone;
    private final long length;
    private final long first;
    private final long last;

    /// Starts of the times in which an offset holds, and the offsets, in µs.
    private final List<Long> starts = new ArrayList<>();

    private final List<Long> offsets = new ArrayList<>();

    /// @param fromMicros least time, and `toMicros` the greatest
    /// @param most slots, or one more where the zone's do not begin with those of UTC
    /// @param stepMicros of which all times are multiples from the first; slots are, too
    TimeSlots(long fromMicros, long toMicros, int most, long stepMicros, ZoneId zone) {
        this.zone = zone;
        length = length(fromMicros, toMicros, most, stepMicros);
        ZoneRules rules = zone.getRules();
        Instant at = instant(fromMicros);
        starts.add(fromMicros);
        offsets.add(rules.getOffset(at).getTotalSeconds() * SECOND);
        if (length > HOUR) {
            addChanges(rules, at, instant(toMicros));
        }
        first = slot(fromMicros);
        last = slot(toMicros);
    }

    private void addChanges(ZoneRules rules, Instant from, Instant to) {
        ZoneOffsetTransition change = rules.nextTransition(from);
        while (change != null && !change.getInstant().isAfter(to)) {
            if (starts.size() > MOST_CHANGES) {
                starts.subList(1, starts.size()).clear();
                offsets.subList(1, offsets.size()).clear();
                return;
            }
            starts.add(change.toEpochSecond() * SECOND);
            offsets.add(change.getOffsetAfter().getTotalSeconds() * SECOND);
            change = rules.nextTransition(change.getInstant());
        }
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /// In µs.
    long length() {
        return length;
    }

    /// Number of the slot of the least time, and [#last()] of the greatest.
    long first() {
        return first;
    }

    long last() {
        return last;
    }

    private long origin() {
        return length % WEEK == 0 ? MONDAY : 0;
    }

    private long slot(long micros) {
        int i = starts.size() - 1;
        while (i > 0 && micros < starts.get(i)) {
            i--;
        }
        return Math.floorDiv(micros + offsets.get(i) - origin(), length);
    }

    /// Number of the slot of a time in µs, as SQL.
    String slot(String micros) {
        // Dividing whole numbers rounds towards zero, and times before 1970 are negative.
        return "CAST(floor((%s + %s - %d) / CAST(%d AS DOUBLE)) AS BIGINT)"
                .formatted(micros, offset(micros, 0, starts.size()), origin(), length);
    }

    private String offset(String micros, int from, int to) {
        if (to - from == 1) {
            return "(" + offsets.get(from) + ")";
        }
        int middle = (from + to) / 2;
        return "CASE WHEN %s < %d THEN %s ELSE %s END"
                .formatted(
                        micros,
                        starts.get(middle),
                        offset(micros, from, middle),
                        offset(micros, middle, to));
    }

    /// Middle of a slot, in µs since the epoch.
    double middle(long slot) {
        return 0.5 * start(slot) + 0.5 * start(slot + 1);
    }

    private long start(long slot) {
        long local = slot * length + origin();
        if (starts.size() == 1) {
            return local - offsets.getFirst();
        }
        LocalDateTime there =
                LocalDateTime.ofEpochSecond(
                        Math.floorDiv(local, SECOND),
                        (int) Math.floorMod(local, SECOND) * 1_000,
                        ZoneOffset.UTC);
        return there.atZone(zone).toEpochSecond() * SECOND + Math.floorMod(local, SECOND);
    }

    /// The shortest round length, in µs, of which at most `most` cover the span.
    static long length(long fromMicros, long toMicros, int most) {
        for (long decade = 1; decade < SECOND; decade *= 10) {
            for (int factor : new int[] {1, 2, 5}) {
                if (count(fromMicros, toMicros, decade * factor) <= most) {
                    return decade * factor;
                }
            }
        }
        for (int seconds : ABOVE_A_SECOND) {
            if (count(fromMicros, toMicros, seconds * SECOND) <= most) {
                return seconds * SECOND;
            }
        }
        long length = DAY;
        while (count(fromMicros, toMicros, length) > most) {
            length = length == DAY ? 7 * DAY : 2 * length;
        }
        return length;
    }

    /// As above, of steps of the data: slots of 15 s over times that are 10 s apart would hold one
    /// and two of them by turns.
    static long length(long fromMicros, long toMicros, int most, long stepMicros) {
        if (count(fromMicros, toMicros, stepMicros) <= most) {
            return stepMicros;
        }
        long least = length(fromMicros, toMicros, most);
        // Rounder lengths that are not much longer are tried before one that is not round.
        for (int fewer = most; fewer >= most / MOST_LONGER; fewer--) {
            long round = length(fromMicros, toMicros, Math.max(1, fewer));
            if (round % stepMicros == 0) {
                return round;
            }
        }
        return Math.ceilDiv(least, stepMicros) * stepMicros;
    }

    private static long count(long fromMicros, long toMicros, long length) {
        return Math.floorDiv(toMicros, length) - Math.floorDiv(fromMicros, length) + 1;
    }
}
