package trafficinsights.ingest.row;

import static trafficinsights.ingest.row.LineVerdict.*;

import java.time.ZoneId;
import java.time.ZoneOffset;
import trafficinsights.ingest.row.RequestFields.Text;
import trafficinsights.ingest.text.Bytes;
import trafficinsights.ingest.text.ClockReader;
import trafficinsights.ingest.text.Decimals;
import trafficinsights.ingest.text.EpochTimes;
import trafficinsights.ingest.text.IsoTimeReader;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.RequestBatch;

/// Reads single fields by their role into [RequestFields]. Threads: one.
public final class FieldReader {
    private static final long UNSET = Long.MIN_VALUE;

    /// Characters of `2026/03/02 09:10:39`.
    private static final int WALL_LENGTH = 19;

    private final RequestFields fields;
    private final IsoTimeReader isoTime;
    private final ClockReader clock = new ClockReader(ZoneOffset.UTC);
    private final ClockReader localClock;
    private final byte[] dashed = new byte[WALL_LENGTH + 10 + LineBlock.SLACK];
    private final UpstreamList upstreams = new UpstreamList();
    private long timeMicros = UNSET;
    private long acceptedMicros = UNSET;
    private long dayMicros = UNSET;
    private long timeOfDayMicros = UNSET;
    private long latencyMicros = UNSET;
    private long microsOfSecond;
    private boolean isLatencyUnknown;
    private boolean hasStatus;
    private boolean isForwarded;

    public FieldReader(RequestFields fields, ZoneId zone) {
        this.fields = fields;
        this.isoTime = new IsoTimeReader(zone);
        this.localClock = new ClockReader(zone);
    }

    /// Begins a line.
    ///
    /// @param lineDayMicros midnight of its day, if that is known already, else `Long.MIN_VALUE`
    public void begin(long lineDayMicros) {
        fields.clear();
        timeMicros = UNSET;
        acceptedMicros = UNSET;
        dayMicros = lineDayMicros;
        timeOfDayMicros = UNSET;
        latencyMicros = UNSET;
        microsOfSecond = 0;
        isLatencyUnknown = false;
        hasStatus = false;
        isForwarded = false;
    }

    /// Midnight of a date that is outside of the lines, or `Long.MIN_VALUE`.
    public long day(byte[] b, int from, int to) {
        return isoTime.dayMicros(b, from, to);
    }

    /// µs of the time of the line where its day is to be found, or `Long.MIN_VALUE`.
    public long timeOfDay() {
        return timeOfDayMicros;
    }

    /// µs of `HH:mm:ss` outside of the lines, or `Long.MIN_VALUE`.
    public static long timeOfDay(byte[] b, int from, int to) {
        return IsoTimeReader.microsOfDay(b, from, to);
    }

    /// Says the midnight of the line's day, where it is not in the line.
    public void setDay(long midnightMicros) {
        dayMicros = midnightMicros;
    }

    /// Says the time of the line, where it was read elsewhere.
    public void setTime(long epochMicros) {
        timeMicros = epochMicros;
    }

    /// @param from first byte of the field; it is neither empty nor a dash
    /// @return REQUEST, or what is wrong with the field
    public LineVerdict read(FieldRole role, byte[] b, int from, int to) {
        return switch (role) {
            case TIME, TIME_ACCEPTED, DATE, TIME_OF_DAY -> time(role, b, from, to);
            case MILLIS_OF_SECOND, MICROS_OF_SECOND -> partOfSecond(role, b, from, to);
            case LATENCY_NANOS, LATENCY_MICROS, LATENCY_MILLIS, LATENCY_SECONDS, LATENCY_TEXT ->
                    latency(role, b, from, to);
            case LATENCY_PART_NANOS -> latency(FieldRole.LATENCY_NANOS, b, from, to);
            case TTFB_PART_SECONDS, TTFB_SECONDS, TTFB_MILLIS, TTFB_MICROS, TTFBS_SECONDS ->
                    ttfb(role, b, from, to);
            case STATUS -> status(b, from, to);
            case BYTES, RETRIES, ATTEMPTS -> count(role, b, from, to);
            default -> text(role, b, from, to);
        };
    }

    private LineVerdict text(FieldRole role, byte[] b, int from, int to) {
        switch (role) {
            case CLIENT_SOCKET, CLIENT, FORWARDED_FOR -> client(role, b, from, to);
            case SERVER -> putServer(fields, b, from, to);
            case UPSTREAMS -> {
                upstreams.read(b, from, to);
                upstreams.put(fields, b);
            }
            case METHOD -> fields.put(Text.METHOD, b, from, to);
            case TARGET -> fields.put(Text.TARGET, b, from, to);
            case BARE_TARGET -> fields.putPath(b, from, to);
            case REQUEST_LINE -> fields.putRequestLine(b, from, to);
            case HOST -> fields.put(Text.HOST, b, from, to);
            case LISTENER -> fields.put(Text.LISTENER, b, from, to);
            case GROUP -> fields.put(Text.GROUP, b, from, to);
            case ARN -> putArn(b, from, to);
            case REGION -> fields.put(Text.REGION, b, from, to);
            default -> {
                // The other roles are numbers, or nothing that a request has.
            }
        }
        return REQUEST;
    }

    /// The first of the forwarded addresses is the client, wherever it is in the line; the peer is
    /// a proxy then.
    private void client(FieldRole role, byte[] b, int from, int to) {
        if (role == FieldRole.FORWARDED_FOR) {
            forwarded(b, from, to);
        } else if (isForwarded) {
            return;
        } else if (role == FieldRole.CLIENT_SOCKET) {
            Addresses.putClientOfSocket(fields, b, from, to);
        } else {
            Addresses.putClientOfAddress(fields, b, from, to);
        }
    }

    private void forwarded(byte[] b, int from, int to) {
        if (Addresses.ipv4(b, from, to) >= 0) {
            // Nearly every list has one.
            isForwarded = true;
            fields.put(Text.CLIENT, b, from, to);
            return;
        }
        int start = Addresses.firstAddress(b, from, to);
        if (start >= 0) {
            isForwarded = true;
            Addresses.putClientOfAddress(fields, b, start, Addresses.listItemEnd(b, start, to));
        }
    }

    /// A server is `host:port`, also where its address is written as `http://host:port/`. A dash or
    /// a slash is none.
    public static void putServer(RequestFields fields, byte[] b, int from, int to) {
        int scheme = Bytes.indexOf(b, from, to, "://");
        int start = scheme < 0 ? from : scheme + 3;
        int slash = scheme < 0 ? -1 : Bytes.indexOf(b, start, to, (byte) '/');
        int end = slash < 0 ? to : slash;
        boolean isNone = end == start || (end - start == 1 && (b[start] == '/' || b[start] == '-'));
        if (!isNone) {
            fields.put(Text.SERVER, b, start, end);
        }
    }

    /// `arn:aws:elasticloadbalancing:us-east-2:…`
    private void putArn(byte[] b, int from, int to) {
        int start = from;
        for (int colons = 0; colons < 3; colons++) {
            start = Bytes.indexOf(b, start, to, (byte) ':') + 1;
            if (start == 0) {
                return;
            }
        }
        int end = Bytes.indexOf(b, start, to, (byte) ':');
        if (end > start) {
            fields.put(Text.REGION, b, start, end);
        }
        fields.put(Text.GROUP, b, from, to);
    }

    private LineVerdict time(FieldRole role, byte[] b, int from, int to) {
        long value =
                switch (role) {
                    case DATE -> isoTime.dayMicros(b, from, to);
                    case TIME_OF_DAY -> IsoTimeReader.microsOfDay(b, from, to);
                    default -> anyTime(b, from, to);
                };
        if (value == IsoTimeReader.INVALID) {
            // A second time that cannot be read is not a reason to refuse a line that has a first.
            return role == FieldRole.TIME_ACCEPTED ? REQUEST : BAD_TIME;
        }
        switch (role) {
            case DATE -> dayMicros = value;
            case TIME_OF_DAY -> timeOfDayMicros = value;
            case TIME_ACCEPTED -> acceptedMicros = value;
            default -> timeMicros = value;
        }
        return REQUEST;
    }

    /// The common log's form with an offset or without, HAProxy's with milliseconds, Go's with
    /// slashes, or one of [EpochTimes]; in brackets or without.
    private long anyTime(byte[] b, int from, int to) {
        return to - from > 2 && b[from] == '[' && b[to - 1] == ']'
                ? bareTime(b, from + 1, to - 1)
                : bareTime(b, from, to);
    }

    private long bareTime(byte[] b, int from, int to) {
        int length = to - from;
        if (length >= ClockReader.LENGTH && b[from + 2] == '/' && b[from + 6] == '/') {
            return clockTime(b, from, length);
        }
        boolean isWall = length >= WALL_LENGTH && b[from + 4] == '/' && b[from + 7] == '/';
        if (isWall && length <= WALL_LENGTH + 10) {
            System.arraycopy(b, from, dashed, 0, length);
            dashed[4] = '-';
            dashed[7] = '-';
            return isoTime.epochMicros(dashed, 0, length);
        }
        return EpochTimes.any(isoTime, b, from, to);
    }

    private long clockTime(byte[] b, int from, int length) {
        if (length == ClockReader.OFFSET_LENGTH) {
            return clock.epochMicrosWithOffset(b, from);
        }
        long second = localClock.epochSecond(b, from);
        boolean isWhole = length == ClockReader.LENGTH;
        long millis =
                isWhole || (length != ClockReader.LENGTH + 4 || b[from + ClockReader.LENGTH] != '.')
                        ? isWhole ? 0 : -1
                        : Bytes.unsigned(b, from + ClockReader.LENGTH + 1, from + length);
        return second == ClockReader.INVALID || millis < 0
                ? IsoTimeReader.INVALID
                : (second * 1000 + millis) * 1000;
    }

    private LineVerdict partOfSecond(FieldRole role, byte[] b, int from, int to) {
        long value = Bytes.unsigned(b, from, to);
        long unit = role == FieldRole.MILLIS_OF_SECOND ? 1000 : 1;
        if (value < 0 || value * unit >= 1_000_000) {
            return BAD_TIME;
        }
        microsOfSecond = value * unit;
        return REQUEST;
    }

    private LineVerdict latency(FieldRole role, byte[] b, int from, int to) {
        long value =
                switch (role) {
                    case LATENCY_NANOS -> Decimals.scaled(b, from, to, -3);
                    case LATENCY_MICROS -> Decimals.scaled(b, from, to, 0);
                    case LATENCY_MILLIS -> Decimals.scaled(b, from, to, 3);
                    case LATENCY_SECONDS -> Decimals.scaled(b, from, to, 6);
                    default -> latencyText(b, from, to);
                };
        if (value == Decimals.INVALID || value > Decimals.MAX_LATENCY_MICROS) {
            return BAD_TIMERS;
        }
        isLatencyUnknown |= value < 0;
        latencyMicros = latencyMicros == UNSET ? value : latencyMicros + value;
        return REQUEST;
    }

    /// A time to first byte that cannot be read is not known; the request is there all the same.
    private LineVerdict ttfb(FieldRole role, byte[] b, int from, int to) {
        boolean isList = role == FieldRole.TTFBS_SECONDS;
        int start = isList ? UpstreamList.lastItem(b, from, to) : from;
        int digits =
                switch (role) {
                    case TTFB_MILLIS -> 3;
                    case TTFB_MICROS -> 0;
                    default -> 6;
                };
        long value = Decimals.scaled(b, start, to, digits);
        boolean isKnown =
                value != Decimals.INVALID && value >= 0 && value <= Decimals.MAX_LATENCY_MICROS;
        fields.ttfbMicros = isKnown ? value : RequestBatch.UNKNOWN;
        return role == FieldRole.TTFB_PART_SECONDS
                ? latency(FieldRole.LATENCY_SECONDS, b, from, to)
                : REQUEST;
    }

    private static long latencyText(byte[] b, int from, int to) {
        long seconds = Decimals.scaled(b, from, to, 6);
        return seconds == Decimals.INVALID ? Decimals.durationMicros(b, from, to) : seconds;
    }

    private LineVerdict status(byte[] b, int from, int to) {
        long status = Bytes.signed(b, from, to);
        boolean isNone = status == 0 || status == -1;
        if (!isNone && (status < 100 || status > 999)) {
            return BAD_STATUS;
        }
        fields.status = isNone ? RequestBatch.NO_STATUS : (int) status;
        hasStatus = !isNone;
        return REQUEST;
    }

    private LineVerdict count(FieldRole role, byte[] b, int from, int to) {
        long value = Bytes.signed(b, from, to);
        if (value == Bytes.NO_NUMBER) {
            return BAD_NUMBER;
        }
        int bounded = Math.clamp(value, 0, Byte.MAX_VALUE - 1);
        switch (role) {
            case BYTES -> fields.responseBytes = Math.max(RequestBatch.UNKNOWN, value);
            case RETRIES -> fields.attempt = 1 + bounded;
            default -> fields.attempt = Math.max(1, bounded);
        }
        return REQUEST;
    }

    public boolean hasStatus() {
        return hasStatus;
    }

    /// Puts together what several fields say.
    ///
    /// @return REQUEST, or BAD_TIME when the line has no time
    public LineVerdict end() {
        if (acceptedMicros != UNSET) {
            fields.epochMicros = acceptedMicros;
        } else if (timeMicros != UNSET) {
            fields.epochMicros = timeMicros;
        } else if (dayMicros != UNSET && timeOfDayMicros != UNSET) {
            fields.epochMicros = dayMicros + timeOfDayMicros;
        } else {
            return BAD_TIME;
        }
        fields.epochMicros += microsOfSecond;
        boolean isKnown = latencyMicros != UNSET && !isLatencyUnknown;
        fields.latencyMicros = isKnown ? latencyMicros : RequestBatch.UNKNOWN;
        return REQUEST;
    }
}
