package trafficinsights.generate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import trafficinsights.model.ClientId;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.ServerMetricBatch;
import trafficinsights.model.TruthInterval;
import trafficinsights.stat.AliasTable;
import trafficinsights.stat.RandomStream;

/// A model in which requests do not influence one another: Poisson arrivals, random balancing
/// within a region, log-normal service times. Queueing, retries and health checks are not in it.
public final class IndependentTraffic implements TrafficPlan {
    private static final long ROW_STREAM = 2;
    private static final long METRIC_STREAM = 3;
    private static final long METRIC_TICK_MICROS = 10_000_000;

    /// A failing answer comes sooner than a good one: it does a part of the work only.
    private static final double FAILED_WORK_SHARE = 0.35;

    private final Scenario scenario;
    private final long seed;
    private final TimeSlices slices;
    private final Names names = Names.create();
    private final short[] regionCode;
    private final short[] firstServerCode;
    private final short[] routeCode;
    private final byte[] methodCode;
    private final double[] logMedianMicros;
    private final AliasTable routes;
    private final List<ActiveFailure> failures = new ArrayList<>();

    /// A failure with its codes and its time since 1970.
    private record ActiveFailure(
            FailureKind kind,
            int server,
            int route,
            long startMicros,
            long endMicros,
            double strength,
            byte label) {
        boolean isActive(long epochMicros) {
            return epochMicros >= startMicros && epochMicros < endMicros;
        }
    }

    /// @param rows how many requests to make in the scenario's time; its own rate when empty
    /// @param maxUnit longest unit, for play at the speed of a clock
    public IndependentTraffic(Scenario scenario, long seed, OptionalLong rows, Duration maxUnit) {
        this.scenario = scenario;
        this.seed = seed;
        slices = new TimeSlices(scenario, seed, rows, maxUnit.toMillis() * 1000);
        List<Scenario.Region> regions = scenario.regions();
        regionCode = new short[regions.size()];
        firstServerCode = new short[regions.size()];
        for (int r = 0; r < regions.size(); r++) {
            Scenario.Region region = regions.get(r);
            regionCode[r] = (short) names.regions().code(region.name());
            for (int s = 0; s < region.servers(); s++) {
                int code = names.servers().code(region.name() + "-" + (s + 1));
                firstServerCode[r] = s == 0 ? (short) code : firstServerCode[r];
            }
        }
        int n = scenario.routes().size();
        routeCode = new short[n];
        methodCode = new byte[n];
        logMedianMicros = new double[n];
        double[] share = new double[n];
        for (int i = 0; i < n; i++) {
            Scenario.Route route = scenario.routes().get(i);
            routeCode[i] = (short) names.routes().code(route.path());
            methodCode[i] = (byte) names.methods().code(route.method());
            logMedianMicros[i] = Math.log(route.medianMillis() * 1000);
            share[i] = route.share();
        }
        routes = new AliasTable(share);
        scenario.failures().forEach(failure -> failures.add(active(failure)));
    }

    private ActiveFailure active(Scenario.Failure failure) {
        boolean isAll = failure.target().equals("all");
        boolean isServer = failure.kind() == FailureKind.SLOW_SERVER;
        long start = slices.startMicros + failure.at().toMillis() * 1000;
        return new ActiveFailure(
                failure.kind(),
                isServer && !isAll ? names.servers().code(failure.target()) : -1,
                !isServer && !isAll ? names.routes().code(failure.target()) : -1,
                start,
                start + failure.length().toMillis() * 1000,
                failure.strength(),
                (byte) names.scenarios().code(failure.kind().label()));
    }

    @Override
    public int unitCount() {
        return slices.unitCount();
    }

    @Override
    public long rowCount() {
        return slices.rowCount();
    }

    @Override
    public Names names() {
        return names;
    }

    @Override
    public long endMicros(int unit) {
        return slices.startOfSlice(slices.firstSliceOfUnit[unit + 1]);
    }

    @Override
    public RequestBatch requests(int unit) {
        long firstRow = slices.firstRowOfUnit[unit];
        int rows = (int) (slices.firstRowOfUnit[unit + 1] - firstRow);
        RequestBatch batch = RequestBatch.allocate(rows, names);
        int at = 0;
        for (int s = slices.firstSliceOfUnit[unit]; s < slices.firstSliceOfUnit[unit + 1]; s++) {
            at = fillSlice(batch, at, s);
        }
        for (int i = 0; i < rows; i++) {
            batch.requestId()[i] = firstRow + i;
            batch.firstRequestId()[i] = firstRow + i;
        }
        return batch.withSize(rows);
    }

    private int fillSlice(RequestBatch batch, int from, int slice) {
        int rows = slices.rowsOfSlice[slice];
        if (rows == 0) {
            return from;
        }
        RandomStream random = new RandomStream(seed, slice, ROW_STREAM);
        long start = slices.startOfSlice(slice);
        long length = slices.startOfSlice(slice + 1) - start;
        arrivals(batch.epochMicros(), from, rows, start, length, random);
        // The middle, as for the number of rows: where that is above 0, so is a region's weight.
        AliasTable regions = regionsAt(start + length / 2);
        for (int i = from; i < from + rows; i++) {
            fillRow(batch, i, regions, random);
        }
        return from + rows;
    }

    /// Arrival times of a Poisson process given their number: its gaps are exponential, scaled to
    /// the slice, so the times come out in order without sorting (Devroye 1986, section V.3.1).
    private static void arrivals(
            long[] epochMicros, int from, int rows, long start, long length, RandomStream random) {
        double[] reached = new double[rows];
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            sum += random.nextExponential();
            reached[i] = sum;
        }
        double scale = length / (sum + random.nextExponential());
        for (int i = 0; i < rows; i++) {
            epochMicros[from + i] = start + Math.min(length - 1, (long) (reached[i] * scale));
        }
    }

    private AliasTable regionsAt(long epochMicros) {
        double[] weight = new double[regionCode.length];
        for (int r = 0; r < weight.length; r++) {
            Scenario.Region region = scenario.regions().get(r);
            weight[r] = region.share() * TimeSlices.dailyFactor(scenario, region, epochMicros);
        }
        return new AliasTable(weight);
    }

    private void fillRow(RequestBatch batch, int i, AliasTable regions, RandomStream random) {
        int region = regions.sample(random);
        int route = routes.sample(random);
        int servers = scenario.regions().get(region).servers();
        int server = firstServerCode[region] + (int) (random.nextDouble() * servers);
        Scenario.Route kind = scenario.routes().get(route);
        double logLatency = logMedianMicros[route] + kind.sigma() * random.nextGaussian();
        double factor = 1;
        double errorRate = kind.errorRate();
        byte label = 0;
        long t = batch.epochMicros()[i];
        for (int f = 0; f < failures.size(); f++) {
            ActiveFailure failure = failures.get(f);
            if (failure.isActive(t) && hits(failure, server, routeCode[route])) {
                label = failure.label;
                if (failure.kind == FailureKind.SLOW_SERVER) {
                    factor *= failure.strength;
                } else {
                    errorRate = Math.max(errorRate, failure.strength);
                }
            }
        }
        double draw = random.nextDouble();
        boolean isFailed = draw < errorRate;
        batch.status()[i] = (short) (isFailed ? (draw < errorRate * 0.8 ? 500 : 503) : 200);
        factor *= isFailed ? FAILED_WORK_SHARE : 1;
        batch.latencyMicros()[i] = Math.max(1, (long) (Math.exp(logLatency) * factor));
        // Drawn for failed answers too: a failure must not change the rows behind it.
        double size = 0.5 + random.nextDouble();
        batch.bytes()[i] = isFailed ? 180 : (long) (kind.bytes() * size);
        batch.region()[i] = regionCode[region];
        batch.server()[i] = (short) server;
        batch.route()[i] = routeCode[route];
        batch.method()[i] = methodCode[route];
        batch.clientId()[i] = client(random);
        batch.attempt()[i] = 1;
        batch.scenario()[i] = label;
    }

    private static boolean hits(ActiveFailure failure, int server, int routeCode) {
        return switch (failure.kind) {
            case SLOW_SERVER -> failure.server < 0 || failure.server == server;
            case BAD_DEPLOY -> failure.route < 0 || failure.route == routeCode;
        };
    }

    /// A few clients send much, most send little.
    private long client(RandomStream random) {
        double u = random.nextDouble();
        return ClientId.ofNumber((long) (scenario.clients() * u * u));
    }

    @Override
    public ServerMetricBatch serverMetrics(int unit) {
        long from = slices.startOfSlice(slices.firstSliceOfUnit[unit]);
        long to = endMicros(unit);
        long firstTick = Math.floorDiv(from, METRIC_TICK_MICROS) + 1;
        long lastTick = Math.floorDiv(to, METRIC_TICK_MICROS);
        int ticks = (int) Math.max(0, lastTick - firstTick + 1);
        ServerMetricBatch batch = ServerMetricBatch.allocate(ticks * scenario.serverCount(), names);
        int at = 0;
        for (long tick = firstTick; tick <= lastTick; tick++) {
            for (int r = 0; r < regionCode.length; r++) {
                for (int s = 0; s < scenario.regions().get(r).servers(); s++) {
                    fillMetric(batch, at++, tick * METRIC_TICK_MICROS, r, firstServerCode[r] + s);
                }
            }
        }
        return batch.withSize(at);
    }

    /// Load follows from the arrivals that a server expects: busy workers = rate × mean service
    /// time (Little's law); the processor's share of it, with some measuring noise.
    private void fillMetric(ServerMetricBatch batch, int i, long epochMicros, int r, int server) {
        Scenario.Region region = scenario.regions().get(r);
        RandomStream random = new RandomStream(seed ^ server, epochMicros, METRIC_STREAM);
        double rate = serverRate(region, epochMicros);
        double busy = rate * meanServiceSeconds(server, epochMicros);
        double utilization = Math.min(1, busy / region.workers());
        batch.epochMicros()[i] = epochMicros;
        batch.server()[i] = (short) server;
        batch.cpuUtilization()[i] = noisyShare(0.05 + 0.9 * utilization, random);
        batch.memoryUtilization()[i] = noisyShare(0.35 + 0.3 * utilization, random);
        batch.networkInBytesPerSecond()[i] = rate * 700 * (1 + 0.03 * random.nextGaussian());
        batch.networkOutBytesPerSecond()[i] =
                rate * meanBytes() * (1 + 0.03 * random.nextGaussian());
        batch.activeConnections()[i] = (float) busy;
        batch.health()[i] = 1;
    }

    private static float noisyShare(double share, RandomStream random) {
        return (float) Math.clamp(share + 0.01 * random.nextGaussian(), 0, 1);
    }

    private double serverRate(Scenario.Region region, long epochMicros) {
        double shares = scenario.regions().stream().mapToDouble(Scenario.Region::share).sum();
        return scenario.requestsPerSecond()
                * (region.share() / shares)
                * TimeSlices.dailyFactor(scenario, region, epochMicros)
                / region.servers();
    }

    /// Mean of the log-normal service times over the routes, `median * exp(sigma² / 2)`.
    private double meanServiceSeconds(int server, long epochMicros) {
        double sum = 0;
        double shares = 0;
        for (Scenario.Route route : scenario.routes()) {
            double mean = route.medianMillis() / 1e3 * Math.exp(route.sigma() * route.sigma() / 2);
            sum += route.share() * mean;
            shares += route.share();
        }
        double factor = 1;
        for (ActiveFailure failure : failures) {
            boolean isSlow = failure.kind == FailureKind.SLOW_SERVER;
            if (isSlow && failure.isActive(epochMicros) && hits(failure, server, -1)) {
                factor *= failure.strength;
            }
        }
        return sum / shares * factor;
    }

    private double meanBytes() {
        double shares = scenario.routes().stream().mapToDouble(Scenario.Route::share).sum();
        return scenario.routes().stream().mapToDouble(r -> r.share() * r.bytes()).sum() / shares;
    }

    @Override
    public List<TruthInterval> truth() {
        List<TruthInterval> truth = new ArrayList<>();
        for (int i = 0; i < failures.size(); i++) {
            ActiveFailure failure = failures.get(i);
            truth.add(
                    new TruthInterval(
                            failure.kind.label(),
                            scenario.failures().get(i).target(),
                            failure.startMicros,
                            failure.endMicros,
                            failure.strength));
        }
        return truth;
    }
}
