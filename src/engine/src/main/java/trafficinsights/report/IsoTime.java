package trafficinsights.report;

import java.time.LocalDate;

/// Instants in files: ISO 8601, UTC, always six decimals, so that text sorts as time does.
final class IsoTime {
    private static final long MICROS_A_SECOND = 1_000_000;
    private static final long MICROS_A_DAY = 86_400 * MICROS_A_SECOND;

    private IsoTime() {}

    static String of(long epochMicros) {
        CsvOutput.TextBytes text = new CsvOutput.TextBytes(27);
        append(text, epochMicros);
        return text.toString();
    }

    static void append(CsvOutput.TextBytes text, long epochMicros) {
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(epochMicros, MICROS_A_DAY));
        long ofDay = Math.floorMod(epochMicros, MICROS_A_DAY);
        int seconds = (int) (ofDay / MICROS_A_SECOND);
        text.padded(date.getYear(), 4);
        text.ascii('-');
        text.padded(date.getMonthValue(), 2);
        text.ascii('-');
        text.padded(date.getDayOfMonth(), 2);
        text.ascii('T');
        text.padded(seconds / 3600, 2);
        text.ascii(':');
        text.padded(seconds / 60 % 60, 2);
        text.ascii(':');
        text.padded(seconds % 60, 2);
        text.ascii('.');
        text.padded(ofDay % MICROS_A_SECOND, 6);
        text.ascii('Z');
    }
}
