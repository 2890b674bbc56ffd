package trafficinsights.ui.investigate;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.shift.Spans;
import trafficinsights.ui.common.LinkedCursor.Mark;
import trafficinsights.ui.common.Texts;

/// Whether two spans can be compared with each other; if not, why.
///
/// @param spans null when they cannot
/// @param message what is missing; empty when nothing is
record SpanCheck(@Nullable Spans spans, String message) {
    private static final double DAY_SECONDS = 86_400;
    private static final Pattern TIME =
            Pattern.compile("(?:(\\d{4}-\\d{2}-\\d{2})[ T])?(\\d{1,2}:\\d{2}(?::\\d{2})?)");

    /// @param firstSeconds of the run
    /// @param lastSeconds of the run
    record Run(double firstSeconds, double lastSeconds) {}

    /// @param ownFrom first time of the other span, where it is chosen by hand
    /// @param ownTo its end
    static SpanCheck of(
            @Nullable Mark now, Comparison comparison, String ownFrom, String ownTo, Run run) {
        if (now == null) {
            return refused("Drag over a chart to select a time range, or select an incident.");
        }
        double length = now.toSeconds() - now.fromSeconds();
        return switch (comparison) {
            case BEFORE ->
                    checked(now, new Mark(now.fromSeconds() - length, now.fromSeconds()), run);
            case DAY_BEFORE ->
                    length > DAY_SECONDS
                            ? refused("The time range is longer than a day. Choose a shorter one.")
                            : checked(
                                    now,
                                    new Mark(
                                            now.fromSeconds() - DAY_SECONDS,
                                            now.toSeconds() - DAY_SECONDS),
                                    run);
            case OWN -> own(now, ownFrom, ownTo, run);
        };
    }

    private static SpanCheck own(Mark now, String ownFrom, String ownTo, Run run) {
        LocalDate day = Texts.at(now.fromSeconds()).toLocalDate();
        OptionalDouble from = seconds(ownFrom, day);
        OptionalDouble to = seconds(ownTo, day);
        if (from.isEmpty() || to.isEmpty()) {
            String wrong = from.isEmpty() ? ownFrom : ownTo;
            return refused(
                    wrong.isBlank()
                            ? "Enter both times, such as 10:15 or 2026-11-22 10:15:30."
                            : ("“%s” is not a valid time. Enter it like 10:15 or"
                                            + " 2026-11-22 10:15:30.")
                                    .formatted(wrong));
        }
        if (to.getAsDouble() <= from.getAsDouble()) {
            return refused("The end must be after the start.");
        }
        return checked(now, new Mark(from.getAsDouble(), to.getAsDouble()), run);
    }

    /// Seconds since 1970 of a time, on the day where it names none.
    static OptionalDouble seconds(String text, LocalDate day) {
        Matcher matcher = TIME.matcher(text.strip());
        if (!matcher.matches()) {
            return OptionalDouble.empty();
        }
        try {
            String date = matcher.group(1);
            String clock = matcher.group(2);
            LocalTime time = LocalTime.parse(clock.indexOf(':') == 1 ? "0" + clock : clock);
            LocalDate own = date == null ? day : LocalDate.parse(date);
            return OptionalDouble.of(
                    (double) LocalDateTime.of(own, time).atZone(Texts.zone()).toEpochSecond());
        } catch (DateTimeException none) {
            return OptionalDouble.empty();
        }
    }

    private static SpanCheck checked(Mark now, Mark then, Run run) {
        if (then.toSeconds() <= run.firstSeconds() || then.fromSeconds() >= run.lastSeconds()) {
            return refused(
                    ("The run lasts from %s to %s %s and has no data in %s. Choose"
                                    + " another time range.")
                            .formatted(
                                    time(run.firstSeconds()),
                                    time(run.lastSeconds()),
                                    Texts.zoneName(),
                                    Texts.span(then.fromSeconds(), then.toSeconds())));
        }
        if (then.fromSeconds() < now.toSeconds() && now.fromSeconds() < then.toSeconds()) {
            return refused("The two time ranges overlap. Choose times outside the selected range.");
        }
        return new SpanCheck(new Spans(window(now), window(then)), "");
    }

    private static String time(double seconds) {
        return Texts.day(seconds) + " " + Texts.second(seconds);
    }

    private static SpanCheck refused(String message) {
        return new SpanCheck(null, message);
    }

    private static TimeWindow window(Mark mark) {
        long from = Math.round(mark.fromSeconds() * 1e6);
        return new TimeWindow(from, Math.round(mark.toSeconds() * 1e6) - from);
    }

    /// The other span, for marking it in charts; null without.
    @Nullable Mark then() {
        return spans == null
                ? null
                : new Mark(spans.then().startMicros() / 1e6, spans.then().endMicros() / 1e6);
    }
}
