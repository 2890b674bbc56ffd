package trafficinsights.ingest.events;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.TimeForm;
import trafficinsights.model.events.EventLevel;

/// The time at the start of a log line, and what syslog says beside it.
///
/// @param form of the time; a day in digits with the year behind is [TimeForm#DAY_FIRST] until the
///   file shows more
/// @param time as [EventTimes] reads it
/// @param kind level of syslog's priority; empty without one
/// @param server host of syslog; empty without one
/// @param message behind all of it
record LogHead(TimeForm form, String time, String kind, String server, String message) {
    /// Years that are tried for a day without one: enough for February 29.
    private static final int YEARS = 8;

    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final String MONTH = "(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
    private static final String CLOCK = "(\\d{1,2}:\\d\\d(?::\\d\\d)?(?:[.,]\\d+)?)";
    private static final String HALF = "(?:[ \u00a0\u202f]([AaPp])[Mm])?";
    private static final String OFFSET = "(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)(?![\\w:]))?";
    private static final String BEHIND = "(?=$|[\\s\\]:,;|-])\\]?[:,|]?\\s*";

    /// `2026-11-22T20:19:28.123Z`, `2026/11/22 20:19:28,123 +0100`
    private static final Pattern ISO =
            Pattern.compile(
                    "^\\[?(\\d{4}([-/])\\d\\d\\2\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d+)?"
                            + OFFSET
                            + ")"
                            + BEHIND);

    /// `22.11.2026 20:19:28`, `11/22/2026 8:19:28 PM`
    private static final Pattern DIGITS =
            Pattern.compile(
                    "^\\[?(\\d{1,2}([-/.])\\d{1,2}\\2\\d{4}[, ] ?\\d{1,2}:\\d\\d(?::\\d\\d)?(?:[.,]\\d+)?(?:[ \u202f\u00a0][AaPp][Mm])?"
                            + OFFSET
                            + ")"
                            + BEHIND);

    /// `[22/Nov/2026:20:19:28 +0100]`
    private static final Pattern CLF =
            Pattern.compile(
                    "^\\[?(\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d(?: [+-]\\d{4})?)"
                            + BEHIND);

    /// Tomcat: `22-Nov-2026 20:19:28.123`
    private static final Pattern DAY_MONTH =
            Pattern.compile("^\\[?(\\d{1,2})[- ]" + MONTH + "[- ](\\d{4})[ :]" + CLOCK + BEHIND);

    /// `java.util.logging`: `Nov 22, 2026 8:19:28 PM`
    private static final Pattern MONTH_DAY =
            Pattern.compile("^" + MONTH + " (\\d{1,2}), (\\d{4}),? " + CLOCK + HALF + BEHIND);

    /// Apache: `[Sun Nov 22 20:19:28.123456 2026]`
    private static final Pattern ASCTIME =
            Pattern.compile(
                    "^\\[?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) "
                            + MONTH
                            + " {1,2}(\\d{1,2}) "
                            + CLOCK
                            + " (\\d{4})"
                            + BEHIND);

    /// RFC 3164, which has no year: `<34>Oct 11 22:14:15 mymachine su: 'su root' failed`
    private static final Pattern SYSLOG =
            Pattern.compile(
                    "^(?:<(\\d{1,3})>)?"
                            + MONTH
                            + " {1,2}(\\d{1,2}) (\\d\\d:\\d\\d:\\d\\d) (\\S+) (.*)$");

    /// RFC 5424: `<165>1 2003-10-11T22:14:15.003Z host app procid msgid [data] message`
    private static final Pattern SYSLOG_5424 =
            Pattern.compile(
                    "^<(\\d{1,3})>\\d{1,2} (\\S+) (\\S+) (\\S+) \\S+ \\S+ (?:-|(?:\\[(?:[^\\]\"]|\"(?:[^\"\\\\]|\\\\.)*\")*\\])+) ?\\uFEFF?(.*)$");

    /// What CRI writes behind its time.
    private static final Pattern CONTAINER = Pattern.compile("^std(?:out|err) [FP] ");

    /// Severities of RFC 5424, table 2.
    private static final List<EventLevel> SEVERITIES =
            List.of(
                    EventLevel.CRITICAL,
                    EventLevel.CRITICAL,
                    EventLevel.CRITICAL,
                    EventLevel.ERROR,
                    EventLevel.WARNING,
                    EventLevel.NOTICE,
                    EventLevel.INFO,
                    EventLevel.DEBUG);

    /// Reads the head of a line.
    ///
    /// @param newest the day after which no line of the file was written: a time without a year is
    ///   in the last year that fits
    /// @return null when the line does not begin with a time
    static @Nullable LogHead of(String line, LocalDate newest) {
        if (line.startsWith("<")) {
            LogHead head = syslog5424(line);
            return head == null ? syslog(line, newest) : head;
        }
        char first =
                line.isEmpty()
                        ? ' '
                        : line.charAt(line.startsWith("[") && line.length() > 1 ? 1 : 0);
        return Character.isDigit(first) ? ofDigits(line) : ofNames(line, newest);
    }

    private static @Nullable LogHead ofDigits(String line) {
        Matcher iso = ISO.matcher(line);
        if (iso.find()) {
            return plain(TimeForm.ISO, iso.group(1), line.substring(iso.end()));
        }
        Matcher digits = DIGITS.matcher(line);
        if (digits.find()) {
            return plain(TimeForm.DAY_FIRST, digits.group(1), line.substring(digits.end()));
        }
        Matcher clf = CLF.matcher(line);
        if (clf.find()) {
            return plain(TimeForm.CLF, clf.group(1), line.substring(clf.end()));
        }
        Matcher day = DAY_MONTH.matcher(line);
        return day.find()
                ? named(day.group(3), day.group(2), day.group(1), day.group(4), line, day.end())
                : null;
    }

    private static @Nullable LogHead ofNames(String line, LocalDate newest) {
        Matcher jul = MONTH_DAY.matcher(line);
        if (jul.find()) {
            String half = jul.group(5) == null ? "" : " " + jul.group(5) + "M";
            return named(
                    jul.group(3), jul.group(1), jul.group(2), jul.group(4) + half, line, jul.end());
        }
        Matcher asctime = ASCTIME.matcher(line);
        if (asctime.find()) {
            return named(
                    asctime.group(4),
                    asctime.group(1),
                    asctime.group(2),
                    asctime.group(3),
                    line,
                    asctime.end());
        }
        return syslog(line, newest);
    }

    private static LogHead plain(TimeForm form, String time, String rest) {
        return new LogHead(form, time, "", "", CONTAINER.matcher(rest).replaceFirst(""));
    }

    private static LogHead named(
            String year, String month, String day, String clock, String line, int end) {
        String date =
                String.format(
                        Locale.ROOT,
                        "%s-%02d-%02d",
                        year,
                        MONTHS.indexOf(month) / 3 + 1,
                        Integer.parseInt(day));
        return plain(TimeForm.ISO, date + " " + clock, line.substring(end));
    }

    private static @Nullable LogHead syslog5424(String line) {
        Matcher found = SYSLOG_5424.matcher(line);
        if (!found.find() || found.group(2).equals("-")) {
            return null;
        }
        return new LogHead(
                TimeForm.ISO,
                found.group(2),
                severity(found.group(1)),
                known(found.group(3)),
                found.group(5));
    }

    private static @Nullable LogHead syslog(String line, LocalDate newest) {
        Matcher found = SYSLOG.matcher(line);
        if (!found.find()) {
            return null;
        }
        int month = MONTHS.indexOf(found.group(2)) / 3 + 1;
        int day = Integer.parseInt(found.group(3));
        String kind = found.group(1) == null ? "" : severity(found.group(1));
        return new LogHead(
                TimeForm.ISO,
                "%s-%02d-%02d %s".formatted(year(month, day, newest), month, day, found.group(4)),
                kind,
                known(found.group(5)),
                found.group(6));
    }

    /// The last year in which the day is not after the newest; this year for a day that none has.
    private static int year(int month, int day, LocalDate newest) {
        if (day < 1) {
            return newest.getYear();
        }
        for (int year = newest.getYear(); year > newest.getYear() - YEARS; year--) {
            // February 29 is a day of some years only.
            boolean isDay = day <= YearMonth.of(year, month).lengthOfMonth();
            if (isDay && !LocalDate.of(year, month, day).isAfter(newest)) {
                return year;
            }
        }
        return newest.getYear();
    }

    /// Whether a line has a time without a year.
    static boolean isWithoutYear(String line) {
        return SYSLOG.matcher(line).find();
    }

    private static String severity(String priority) {
        return SEVERITIES.get(Integer.parseInt(priority) % SEVERITIES.size()).label();
    }

    private static String known(String value) {
        return value.equals("-") ? "" : value;
    }

    /// The day that a time is on, in its own zone, plus one: what was written by then.
    static LocalDate dayAfter(LocalDateTime time) {
        return time.toLocalDate().plusDays(1);
    }
}
