package trafficinsights.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// How a column writes times. The label is the name in a mapping file.
public enum TimeForm {
    /// `2026-11-22T20:19:28.123456Z` and what is near it: a blank for `T`, no offset, `2026/11/22`.
    ISO("year-month-day"),
    /// `22.11.2026 20:19:28`, `22/11/2026 8:19 PM`
    DAY_FIRST("day before month"),
    /// `11/22/2026 08:19:28 PM`
    MONTH_FIRST("month before day"),
    /// `22/Nov/2026:20:19:28 +0100`, the common log's
    CLF("common log"),
    EPOCH_S("seconds since 1970"),
    EPOCH_MS("ms since 1970"),
    EPOCH_US("µs since 1970"),
    EPOCH_NS("ns since 1970");

    private final String words;

    TimeForm(String words) {
        this.words = words;
    }

    /// `day-first`
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// For people.
    public String words() {
        return words;
    }

    /// Whether a column of days alone can be written so.
    public boolean isCalendar() {
        return this == ISO || this == DAY_FIRST || this == MONTH_FIRST;
    }

    public static List<String> labels() {
        return Arrays.stream(values()).map(TimeForm::label).toList();
    }
}
