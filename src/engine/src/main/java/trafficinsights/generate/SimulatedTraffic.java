package trafficinsights.generate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Names;
import trafficinsights.model.TruthInterval;

/// The traffic of a scenario: clients, a balancer and servers.
///
/// Three layers make it fast and true. [FleetSimulation] follows the fleet's state in small steps.
/// [RetryPass] goes through the time in order and follows only the attempts that are tried again.
/// The rows of a unit are then drawn by any thread, each from its own random stream, so the same
/// scenario, seed and number of rows give the same rows whatever the number of threads.
///
/// Errors: [#next()] throws [InterruptedException] soon after an interrupt. Threads: any.
public final class SimulatedTraffic {
    private static final int UNIT_ROWS = 16_384;

    /// A number of rows is met from below within this share by drawing counts again.
    private static final double NEAR_ENOUGH = 0.002;

    /// So many are near enough whatever the total.
    private static final int FEW = 2;

    private static final int MAX_COUNTINGS = 8;

    private final Scenario scenario;
    private final long seed;
    private final OptionalLong rows;
    private final long maxUnitMicros;
    private final Fleet fleet;
    private final FailureSchedule failures;
    private final TimeGrid grid;
    private final ArrivalRate arrivalRate;
    private @Nullable Ready ready;
    private volatile long nextSlice;
    private long nextSequence;
    private long rowsLeft;

    /// What is made when the first unit is asked for, as it may take a while.
    ///
    /// @param scale how many times as many requests as the scenario's own rate gives
    private record Ready(
            SliceLaw.Maker laws, RetryPass pass, double scale, ServerMetricSampler metrics) {}

    /// @param rows how many requests to make in the scenario's time; its own rate when empty
    /// @param maxUnit longest unit, for play at the speed of a clock
    public SimulatedTraffic(Scenario scenario, long seed, OptionalLong rows, Duration maxUnit) {
        this.scenario = scenario;
        this.seed = seed;
        this.rows = rows;
        boolean hasScanner =
                scenario.failures().stream().anyMatch(f -> f.kind() == FailureKind.BOT_SCAN);
        fleet = new Fleet(scenario, hasScanner);
        double rate = scenario.arrivals().requestsPerSecond();
        double usual = rate * scenario.duration().toMillis() / 1000;
        maxUnitMicros = maxUnit.toMillis() * 1000;
        grid = new TimeGrid(scenario, rows.isPresent() ? rows.getAsLong() : usual, maxUnitMicros);
        failures = new FailureSchedule(scenario, fleet, grid.startMicros);
        arrivalRate = new ArrivalRate(scenario, fleet, seed, grid.endMicros);
        rowsLeft = rows.orElse(Long.MAX_VALUE);
    }

    /// Dictionaries that the codes of every batch refer to; complete from the start.
    public Names names() {
        return fleet.names;
    }

    /// What goes wrong in the whole time.
    public List<TruthInterval> truth() {
        return failures.truth(grid.endMicros);
    }

    /// Share of the time that was given out, 0 to 1.
    public double doneShare() {
        return (double) nextSlice / grid.slices();
    }

    /// The next unit in order of time; null at the end.
    public synchronized @Nullable TrafficUnit next() throws InterruptedException {
        Ready parts = ready;
        if (parts == null) {
            parts = prepare();
            ready = parts;
        }
        if (nextSlice == grid.slices()) {
            return null;
        }
        long first = nextSlice;
        long from = grid.startOfSlice(first);
        List<RetryPass.Slice> slices = new ArrayList<>();
        int unitRows = 0;
        int sliceRows;
        do {
            RetryPass.Slice slice =
                    parts.pass.next(nextSlice, parts.laws.of(nextSlice), rowsToReach());
            slices.add(slice);
            sliceRows = slice.rows();
            unitRows += sliceRows;
            nextSlice++;
        } while (nextSlice < grid.slices()
                && unitRows + sliceRows <= UNIT_ROWS
                && grid.startOfSlice(nextSlice + 1) - from <= maxUnitMicros);
        int kept = (int) Math.min(unitRows, rowsLeft);
        rowsLeft -= kept;
        return new TrafficUnit(
                nextSequence++,
                from,
                grid.startOfSlice(nextSlice),
                slices,
                kept,
                sampler(parts.scale),
                parts.metrics);
    }

    /// Only the last slice is filled up: what the counting before did not foresee.
    private long rowsToReach() {
        return nextSlice == grid.slices() - 1 ? rows.orElse(0) : 0;
    }

    private Ready prepare() throws InterruptedException {
        FleetTimeline timeline =
                new FleetSimulation(scenario, fleet, failures, arrivalRate, grid, seed).run();
        SliceLaw.Maker laws = laws(timeline);
        double scale = 1;
        RequestCounts counts = RequestCounts.byRate(grid, seed);
        if (rows.isPresent()) {
            counts = countsOfTotal(rows.getAsLong(), timeline);
            scale = rows.getAsLong() / timeline.attempts;
        }
        return new Ready(
                laws,
                new RetryPass(scenario, fleet, grid, seed, counts, sampler(scale)),
                scale,
                new ServerMetricSampler(fleet, timeline, grid, seed, scale));
    }

    private SliceLaw.Maker laws(FleetTimeline timeline) {
        return new SliceLaw.Maker(scenario, fleet, failures, arrivalRate, timeline, grid);
    }

    private AttemptSampler sampler(double scale) {
        double rate = scenario.arrivals().requestsPerSecond() * scale;
        return new AttemptSampler(scenario, fleet, seed, rate);
    }

    /// Counts of first attempts that make, with their retries, exactly so many rows: drawn for
    /// slightly too few, counted, and filled up with requests that are not tried again. The
    /// counting is exact to a few rows, which the last slice makes good.
    private RequestCounts countsOfTotal(long total, FleetTimeline timeline)
            throws InterruptedException {
        double[] weights = weights(timeline);
        if (scenario.retries().max() == 0) {
            return RequestCounts.ofTotal(grid, seed, total, weights);
        }
        double perFirst = timeline.attempts / timeline.firstAttempts;
        for (int i = 0; ; i++) {
            double retried = total * (1 - 1 / perFirst);
            double spread = 4 * Math.sqrt(retried * (1 + scenario.retries().max()));
            long firsts = (long) Math.max(0, (total - spread) / perFirst);
            RequestCounts counts = RequestCounts.ofTotal(grid, seed, firsts, weights);
            long made = count(counts, timeline, total);
            long missing = total - made;
            boolean isNear = missing >= 0 && missing <= 2 * spread + NEAR_ENOUGH * total + FEW;
            if (isNear || firsts == 0 || i == MAX_COUNTINGS) {
                return counts.withExtras(Math.max(0, missing), weights);
            }
            perFirst = (double) made / firsts;
        }
    }

    private double[] weights(FleetTimeline timeline) {
        SliceLaw.Maker laws = laws(timeline);
        double[] weights = new double[Math.toIntExact(grid.slices())];
        for (int s = 0; s < weights.length; s++) {
            long from = grid.startOfSlice(s);
            long to = grid.startOfSlice(s + 1);
            weights[s] = laws.perSecond((from + to) / 2) * (to - from);
        }
        return weights;
    }

    private long count(RequestCounts counts, FleetTimeline timeline, long total)
            throws InterruptedException {
        SliceLaw.Maker laws = laws(timeline);
        AttemptSampler sampler = sampler(total / timeline.attempts);
        RetryPass pass = new RetryPass(scenario, fleet, grid, seed, counts, sampler);
        long made = 0;
        for (long slice = 0; slice < grid.slices(); slice++) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            made += pass.count(slice, laws.of(slice));
        }
        return made;
    }
}
