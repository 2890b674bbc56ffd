package trafficinsights.analyze.outlook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import trafficinsights.model.NumberText;
import trafficinsights.model.outlook.SeriesForecast;
import trafficinsights.model.outlook.SeriesForecast.Crossing;
import trafficinsights.model.outlook.SeriesForecast.Point;
import trafficinsights.model.outlook.SeriesName;
import trafficinsights.model.outlook.SeriesPattern;
import trafficinsights.stat.ChangePoints;
import trafficinsights.stat.Forecast;
import trafficinsights.stat.Forecaster;
import trafficinsights.stat.Season;
import trafficinsights.stat.SeasonFinder;
import trafficinsights.stat.Trend;

/// Looks for what is regular in a series, and forecasts it, in words as well. Threads: stateless.
public final class SeriesOutlook {
    private static final double DAY_MICROS = 86_400e6;

    private SeriesOutlook() {}

    /// Season, trend and changes of level; the last two without the season.
    public static SeriesPattern pattern(SeriesName name, EvenSeries series) {
        Optional<Season> season = SeasonFinder.find(series.values());
        double[] rest = season.map(s -> without(series.values(), s)).orElse(series.values());
        Course course = course(rest);
        Trend trend = course.trend;
        double perDay = DAY_MICROS / series.stepMicros();
        List<SeriesPattern.Change> changes = changes(series, rest, course);
        long seasonMicros = season.map(s -> s.steps() * series.stepMicros()).orElse(0L);
        double strength = season.map(Season::strength).orElse(0.0);
        return new SeriesPattern(
                name,
                series.stepMicros(),
                seasonMicros,
                strength,
                trend.slope() * perDay,
                trend.slopeLow() * perDay,
                trend.slopeHigh() * perDay,
                trend.isSignificant(),
                changes,
                sentence(name, series, seasonMicros, strength, trend, changes));
    }

    private static double[] without(double[] values, Season season) {
        double[] profile = SeasonFinder.profile(values, season);
        double[] rest = new double[values.length];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = values[i] - profile[i % profile.length];
        }
        return rest;
    }

    /// @param changes first index of each new level
    /// @param isLine whether the levels are those beside the line
    private record Course(Trend trend, List<Integer> changes, boolean isLine) {}

    /// A slope looks like a staircase, and a step like a slope: whichever needs fewer changes of
    /// level is taken. With steps, the trend is what remains within them.
    private static Course course(double[] rest) {
        Trend trend = Trend.of(rest);
        List<Integer> steps = ChangePoints.find(rest);
        if (trend.isSignificant()) {
            List<Integer> besideLine = ChangePoints.find(less(rest, trend::at));
            if (besideLine.size() < steps.size()) {
                return new Course(trend, besideLine, true);
            }
        }
        return new Course(Trend.of(less(rest, i -> level(rest, steps, i))), steps, false);
    }

    private static double[] less(double[] values, IntToDoubleFunction line) {
        double[] rest = new double[values.length];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = values[i] - line.applyAsDouble(i);
        }
        return rest;
    }

    private static double level(double[] values, List<Integer> steps, int at) {
        int from = 0;
        int to = values.length;
        for (int step : steps) {
            from = step <= at ? step : from;
            to = step > at ? Math.min(to, step) : to;
        }
        return mean(values, from, to);
    }

    private static List<SeriesPattern.Change> changes(
            EvenSeries series, double[] rest, Course course) {
        List<Integer> at = course.changes;
        double[] levels = course.isLine ? less(rest, course.trend::at) : rest;
        List<SeriesPattern.Change> changes = new ArrayList<>();
        for (int i = 0; i < at.size(); i++) {
            int from = i == 0 ? 0 : at.get(i - 1);
            int to = i + 1 < at.size() ? at.get(i + 1) : rest.length;
            double line = course.isLine ? course.trend.at(at.get(i)) : 0;
            changes.add(
                    new SeriesPattern.Change(
                            series.timeOf(at.get(i)),
                            line + mean(levels, from, at.get(i)),
                            line + mean(levels, at.get(i), to)));
        }
        return changes;
    }

    private static double mean(double[] values, int from, int to) {
        double sum = 0;
        int count = 0;
        for (int i = from; i < to; i++) {
            sum += Double.isNaN(values[i]) ? 0 : values[i];
            count += Double.isNaN(values[i]) ? 0 : 1;
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    private static String sentence(
            SeriesName name,
            EvenSeries series,
            long seasonMicros,
            double strength,
            Trend trend,
            List<SeriesPattern.Change> changes) {
        List<String> parts = new ArrayList<>();
        if (seasonMicros > 0) {
            parts.add(
                    "repeats every %s (%s of its variance)"
                            .formatted(
                                    NumberText.duration(seasonMicros),
                                    NumberText.share(Math.min(strength, 0.999))));
        }
        if (trend.isSignificant()) {
            double rise = trend.slope() * series.values().length;
            parts.add(
                    "%s by about %s over %s"
                            .formatted(
                                    rise > 0 ? "rises" : "falls",
                                    name.text(Math.abs(rise)),
                                    NumberText.duration(
                                            series.endMicros() - series.startMicros())));
        }
        changes.stream()
                .max(Comparator.comparingDouble(c -> Math.abs(c.after() - c.before())))
                .ifPresent(c ->
                        parts.add(
                                "changed its level %s, %s %s from %s to %s"
                                        .formatted(
                                                changes.size() == 1
                                                        ? "once"
                                                        : changes.size() + " times",
                                                changes.size() == 1 ? "at" : "most at",
                                                NumberText.dateTime(c.atMicros()),
                                                name.text(c.before()),
                                                name.text(c.after()))));
        String all =
                switch (parts.size()) {
                    case 0 -> "has no season, no trend and no change of level";
                    case 1 -> parts.getFirst();
                    default ->
                            String.join(", ", parts.subList(0, parts.size() - 1))
                                    + " and "
                                    + parts.getLast();
                };
        return name.words() + " " + all + ".";
    }

    /// A forecast up to a horizon; empty when there are too few values.
    ///
    /// @param limit that must not be reached; `NaN` for none
    public static Optional<SeriesForecast> forecast(
            SeriesName name, EvenSeries series, long horizonMicros, double limit) {
        if (series.known() < Forecaster.FEWEST_VALUES) {
            return Optional.empty();
        }
        int steps = (int) Math.max(1, Math.ceilDiv(horizonMicros, series.stepMicros()));
        Forecast forecast = Forecaster.forecast(series.values(), steps);
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            points.add(
                    new Point(
                            series.timeOf(series.values().length + i),
                            forecast.expected()[i],
                            forecast.low80()[i],
                            forecast.high80()[i],
                            forecast.low95()[i],
                            forecast.high95()[i]));
        }
        Crossing crossing = Double.isNaN(limit) ? null : crossing(series, points, limit);
        String sentence =
                crossing == null
                        ? course(name, points.getLast())
                        : crossing(name, crossing, points.getLast().atMicros());
        return Optional.of(
                new SeriesForecast(
                        name,
                        series.stepMicros(),
                        forecast.period() * series.stepMicros(),
                        forecast.method(),
                        past(series, 3 * steps),
                        points,
                        crossing,
                        sentence));
    }

    private static double[] past(EvenSeries series, int steps) {
        int n = series.values().length;
        return Arrays.copyOfRange(series.values(), Math.max(0, n - steps), n);
    }

    private static Crossing crossing(EvenSeries series, List<Point> points, double limit) {
        double last = Double.NaN;
        for (double value : series.values()) {
            last = Double.isNaN(value) ? last : value;
        }
        boolean isReached = last >= limit && points.getFirst().expected() >= limit;
        return new Crossing(
                limit,
                points.stream()
                        .filter(p -> p.high95() >= limit)
                        .mapToLong(Point::atMicros)
                        .findFirst()
                        .orElse(Crossing.NEVER),
                points.stream()
                        .filter(p -> p.expected() >= limit)
                        .mapToLong(Point::atMicros)
                        .findFirst()
                        .orElse(Crossing.NEVER),
                isReached);
    }

    private static String course(SeriesName name, Point end) {
        return "%s is expected to be %s at %s, with 95 %% between %s and %s."
                .formatted(
                        name.words(),
                        name.text(end.expected()),
                        NumberText.dateTime(end.atMicros()),
                        name.text(end.low95()),
                        name.text(end.high95()));
    }

    private static String crossing(SeriesName name, Crossing crossing, long endMicros) {
        String limit = name.text(crossing.limit());
        String end = NumberText.dateTime(endMicros);
        if (crossing.isReached()) {
            return "%s has reached %s already.".formatted(name.words(), limit);
        }
        if (crossing.expectedMicros() != Crossing.NEVER) {
            return "%s reaches %s on %s (1 chance in 40 that it does from %s on)."
                    .formatted(
                            name.words(),
                            limit,
                            NumberText.dateTime(crossing.expectedMicros()),
                            NumberText.dateTime(crossing.earliestMicros()));
        }
        if (crossing.earliestMicros() != Crossing.NEVER) {
            return "%s is not expected to reach %s before %s, but may from %s on (1 chance in 40)."
                    .formatted(
                            name.words(),
                            limit,
                            end,
                            NumberText.dateTime(crossing.earliestMicros()));
        }
        return "%s stays below %s until %s (97.5 %%).".formatted(name.words(), limit, end);
    }
}
