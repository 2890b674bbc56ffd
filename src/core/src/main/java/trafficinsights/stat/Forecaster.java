package trafficinsights.stat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Forecasts a series with intervals that come from its own past.
///
/// **Course.** Robust [HoltWinters] with damped trend: without a season, and with each of the found
/// ones; each along the level, or along a robust line ([Trend]) where there is one, because a
/// damped trend gives a capacity up too late. Settings, season and line are those with the least
/// mean absolute error over all steps ahead, from origins spread over the past (a rolling origin),
/// not one step ahead.
///
/// **Intervals.** The errors that the chosen course made from those origins, so many steps ahead
/// (conformal prediction by rolling origin): their quantiles, with the rank `⌈(m + 1)·q⌉` that m
/// past errors need, both sides by themselves, never narrower further ahead. Beyond half of the
/// past there are no errors to learn from; there the width grows as that of a random walk.
///
/// Causal: only values before the end are used. Threads: stateless.
public final class Forecaster {
    /// Fewer values make no forecast.
    public static final int FEWEST_VALUES = 20;

    private static final int MOST_VALUES = 8_192;
    private static final int MOST_ORIGINS = 300;
    private static final int MOST_LEADS = 24;
    private static final int MOST_SEASONS = 3;

    /// A season or a line must lower the error to this share to be taken.
    private static final double WORTH_MORE = 0.98;

    private static final double[] LEVELS = {0.02, 0.05, 0.1, 0.2, 0.4, 0.7, 0.95};
    private static final double[] TRENDS = {0, 0.02, 0.05, 0.1, 0.2};
    private static final double[] SEASONS = {0.02, 0.05, 0.1, 0.2, 0.4};
    private static final double[] DAMPINGS = {0.8, 0.9, 0.98, 0.995};

    /// Errors of one course from every origin.
    ///
    /// @param errors by lead, then by origin; `NaN` where the value is not known
    /// @param loss mean absolute error over all
    private record Trial(HoltWinters.Settings settings, double[][] errors, double loss) {}

    /// The best trial, and the whole past that the final course starts from.
    ///
    /// @param line under the values; null for none
    private record Choice(Trial trial, Forecaster whole, double[] profile, @Nullable Trend line) {}

    private final double[] values;
    private final int[] leads;
    private final int[] origins;

    private Forecaster(double[] values, int steps, int first) {
        this.values = values;
        int n = values.length;
        this.leads = leads(Math.max(1, Math.min(steps, (n - first) / 2)));
        this.origins = origins(first, n - 1);
    }

    /// @param values at even steps, `NaN` where there is none; the newest last
    /// @param steps ahead, at least 1
    /// @throws IllegalArgumentException when there are fewer than [#FEWEST_VALUES] values
    public static Forecast forecast(double[] values, int steps) {
        double[] recent =
                Arrays.copyOfRange(values, Math.max(0, values.length - MOST_VALUES), values.length);
        long known = Arrays.stream(recent).filter(v -> !Double.isNaN(v)).count();
        if (known < FEWEST_VALUES || steps < 1) {
            throw new IllegalArgumentException(
                    "%d values for %d steps, at least %d values and a step"
                            .formatted(known, steps, FEWEST_VALUES));
        }
        List<Season> seasons = SeasonFinder.findAll(recent);
        seasons = seasons.subList(0, Math.min(MOST_SEASONS, seasons.size()));
        Choice choice = choice(recent, steps, seasons, null, null);
        Trend line = line(recent, seasons);
        Trend early = line(Arrays.copyOf(recent, first(recent.length, seasons)), seasons);
        if (line.isSignificant() && early.isSignificant()) {
            Choice lined = choice(recent, steps, seasons, early, line);
            choice = lined.trial.loss < choice.trial.loss * WORTH_MORE ? lined : choice;
        }
        return choice.whole.ahead(choice, steps, recent);
    }

    /// Without the main season, which would hide it.
    private static Trend line(double[] values, List<Season> seasons) {
        if (seasons.isEmpty() || 2 * seasons.getFirst().steps() > values.length) {
            return Trend.of(values);
        }
        double[] profile = SeasonFinder.profile(values, seasons.getFirst());
        double[] rest = values.clone();
        for (int i = 0; i < rest.length; i++) {
            rest[i] -= profile[i % profile.length];
        }
        return Trend.of(rest);
    }

    /// The past's errors must not know the future, so trials have the line and the profile that
    /// were to be seen before the first origin; the final course has those of the whole.
    private static Choice choice(
            double[] recent,
            int steps,
            List<Season> seasons,
            @Nullable Trend early,
            @Nullable Trend line) {
        int first = first(recent.length, seasons);
        Forecaster forecaster = new Forecaster(less(recent, early), steps, first);
        Forecaster whole = new Forecaster(less(recent, line), steps, first);
        Choice choice = new Choice(forecaster.best(0, new double[0]), whole, new double[0], line);
        for (Season season : seasons) {
            double[] before = Arrays.copyOf(forecaster.values, Math.max(first, season.steps()));
            Trial trial = forecaster.best(season.steps(), SeasonFinder.profile(before, season));
            if (trial.loss < choice.trial.loss * WORTH_MORE) {
                choice = new Choice(trial, whole, SeasonFinder.profile(whole.values, season), line);
            }
        }
        return choice;
    }

    private static double[] less(double[] values, @Nullable Trend line) {
        double[] rest = values.clone();
        for (int i = 0; line != null && i < rest.length; i++) {
            rest[i] -= line.at(i);
        }
        return rest;
    }

    /// Index of the first origin.
    private static int first(int n, List<Season> seasons) {
        int longest = seasons.stream().mapToInt(Season::steps).max().orElse(0);
        return Math.min(n / 2, Math.max(FEWEST_VALUES / 2, Math.max(2 * longest, n / 3)));
    }

    private static int[] leads(int most) {
        int count = Math.min(most, MOST_LEADS);
        List<Integer> leads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            // Denser near the origin, where errors change most.
            int lead = count == 1 ? 1 : (int) Math.round(Math.pow(most, (double) i / (count - 1)));
            lead = leads.isEmpty() ? lead : Math.max(lead, leads.getLast() + 1);
            leads.add(lead);
        }
        return leads.stream().mapToInt(Integer::intValue).filter(l -> l <= most).toArray();
    }

    private static int[] origins(int first, int last) {
        int count = Math.min(MOST_ORIGINS, last - first + 1);
        int[] origins = new int[count];
        for (int i = 0; i < count; i++) {
            origins[i] = first + (int) ((long) (last - first) * i / Math.max(1, count - 1));
        }
        return origins;
    }

    /// Walks down each setting in turn, twice.
    private Trial best(int period, double[] profile) {
        double[][] grids = {LEVELS, TRENDS, period == 0 ? new double[] {0} : SEASONS, DAMPINGS};
        double[] chosen = {0.2, 0, period == 0 ? 0 : 0.1, 0.9};
        Trial best = trial(settings(period, chosen), profile);
        for (int round = 0; round < 2; round++) {
            for (int g = 0; g < grids.length; g++) {
                for (double value : grids[g]) {
                    double[] other = chosen.clone();
                    other[g] = value;
                    if (Arrays.equals(other, chosen)) {
                        continue;
                    }
                    Trial trial = trial(settings(period, other), profile);
                    if (trial.loss < best.loss) {
                        best = trial;
                        chosen = other;
                    }
                }
            }
        }
        return best;
    }

    private static HoltWinters.Settings settings(int period, double[] chosen) {
        return new HoltWinters.Settings(period, chosen[0], chosen[1], chosen[2], chosen[3]);
    }

    private HoltWinters start(HoltWinters.Settings settings, double[] profile) {
        double[] beginning = new double[Math.min(values.length, Math.max(10, settings.period()))];
        double[] steps = new double[beginning.length];
        for (int i = 0; i < beginning.length; i++) {
            beginning[i] =
                    values[i] - (settings.period() == 0 ? 0 : profile[i % settings.period()]);
            steps[i] = i == 0 ? Double.NaN : Math.abs(beginning[i] - beginning[i - 1]);
        }
        double level = Medians.median(beginning);
        double deviation = Medians.median(steps);
        return new HoltWinters(
                settings,
                profile,
                Double.isNaN(level) ? Medians.median(values) : level,
                Double.isNaN(deviation) ? 0 : deviation);
    }

    private Trial trial(HoltWinters.Settings settings, double[] profile) {
        HoltWinters course = start(settings, profile);
        double[][] errors = new double[leads.length][origins.length];
        int next = 0;
        double sum = 0;
        long count = 0;
        for (int i = 0; i < values.length && next < origins.length; i++) {
            course.accept(values[i]);
            if (i != origins[next]) {
                continue;
            }
            for (int l = 0; l < leads.length; l++) {
                int at = i + leads[l];
                double error =
                        at < values.length ? values[at] - course.ahead(leads[l]) : Double.NaN;
                errors[l][next] = error;
                sum += Double.isNaN(error) ? 0 : Math.abs(error);
                count += Double.isNaN(error) ? 0 : 1;
            }
            next++;
        }
        return new Trial(settings, errors, count == 0 ? Double.POSITIVE_INFINITY : sum / count);
    }

    private Forecast ahead(Choice choice, int steps, double[] recent) {
        Trial trial = choice.trial;
        Trend line = choice.line;
        HoltWinters course = start(trial.settings, choice.profile);
        for (double value : values) {
            course.accept(value);
        }
        double[] expected = new double[steps];
        for (int i = 0; i < steps; i++) {
            expected[i] = course.ahead(i + 1) + (line == null ? 0 : line.at(values.length + i));
        }
        double[][] bounds = new double[4][];
        double[] quantiles = {0.1, 0.9, 0.025, 0.975};
        for (int q = 0; q < quantiles.length; q++) {
            bounds[q] = bound(trial, expected, quantiles[q]);
        }
        keepInside(bounds, recent);
        int period = trial.settings.period();
        String along = line == null ? "damped trend" : "robust line with damped trend";
        String method = period == 0 ? along : along + " and a season of %d steps".formatted(period);
        return new Forecast(expected, bounds[0], bounds[1], bounds[2], bounds[3], period, method);
    }

    /// One end of an interval at every step.
    private double[] bound(Trial trial, double[] expected, double quantile) {
        double[] reach = new double[leads.length];
        for (int l = 0; l < leads.length; l++) {
            double[] near = Arrays.stream(trial.errors[l]).filter(e -> !Double.isNaN(e)).toArray();
            double own = conformal(near, quantile);
            double before = l == 0 ? 0 : reach[l - 1];
            reach[l] = quantile < 0.5 ? Math.min(own, before) : Math.max(own, before);
        }
        double[] bound = new double[expected.length];
        for (int i = 0; i < bound.length; i++) {
            bound[i] = expected[i] + between(reach, i + 1);
        }
        return bound;
    }

    /// The error that so large a share of new ones is below, if they are like the old ones.
    private static double conformal(double[] errors, double quantile) {
        if (errors.length == 0) {
            return 0;
        }
        Arrays.sort(errors);
        int m = errors.length;
        int rank =
                quantile < 0.5
                        ? (int) Math.floor((m + 1) * quantile)
                        : (int) Math.ceil((m + 1) * quantile);
        return errors[Math.clamp(rank, 1, m) - 1];
    }

    private double between(double[] reach, int lead) {
        int last = leads.length - 1;
        if (lead >= leads[last]) {
            return reach[last] * Math.sqrt((double) lead / leads[last]);
        }
        int l = 0;
        while (leads[l + 1] < lead) {
            l++;
        }
        double share = (double) (lead - leads[l]) / (leads[l + 1] - leads[l]);
        return lead <= leads[l] ? reach[l] : reach[l] + share * (reach[l + 1] - reach[l]);
    }

    /// What was never below 0 is not expected to be, and so its interval.
    private static void keepInside(double[][] bounds, double[] values) {
        if (Arrays.stream(values).anyMatch(v -> v < 0)) {
            return;
        }
        for (double[] bound : bounds) {
            for (int i = 0; i < bound.length; i++) {
                bound[i] = Math.max(0, bound[i]);
            }
        }
    }
}
