package trafficinsights.generate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import trafficinsights.generate.FailureSchedule.Entry;
import trafficinsights.stat.AliasTable;

/// What a request meets that arrives in one slice: where it comes from, which server it gets, and
/// what happens there. Cells are pairs of server and route. Immutable. Threads: any.
final class SliceLaw {
    /// Draws an origin: a region's own clients, or behind those a scanner in the region.
    final AliasTable origins;

    /// First attempts per second, scanners' included.
    final double perSecond;

    final FleetState state;

    /// Servers by region of the client, and their shares; none where nobody serves the region.
    private final @Nullable AliasTable[] serversOfRegion;

    /// Cumulative shares of a cell's requests that are refused, answered with an error, too late.
    private final double[] refused;

    private final double[] refusedOrError;
    private final double[] failed;

    /// Highest share of failing requests of any cell.
    final double mostFailed;

    private final double[] logMedianMicros;
    private final double[] measuredFactor;
    private final List<Entry> activeFailures;
    private final int routes;

    /// Null while answers and routes are as usual.
    private final @Nullable Altered altered;

    /// What failures do to good answers, and the routes that are asked for while jobs run.
    ///
    /// @param routesOfRegion none while no job runs
    private record Altered(
            double[] routeShift,
            double[] serverShift,
            double[] routeCut,
            double[] serverCut,
            double[] serverLoss,
            AliasTable[] routesOfRegion) {}

    private SliceLaw(
            AliasTable origins,
            double perSecond,
            FleetState state,
            @Nullable AliasTable[] serversOfRegion,
            Cells cells,
            List<Entry> activeFailures,
            int routes,
            @Nullable Altered altered) {
        this.origins = origins;
        this.perSecond = perSecond;
        this.state = state;
        this.serversOfRegion = serversOfRegion;
        this.refused = cells.refused;
        this.refusedOrError = cells.refusedOrError;
        this.failed = cells.failed;
        this.mostFailed = cells.mostFailed;
        this.logMedianMicros = cells.logMedianMicros;
        this.measuredFactor = cells.factor;
        this.activeFailures = activeFailures;
        this.routes = routes;
        this.altered = altered;
    }

    /// Routes that a region's clients ask for; null for the usual ones.
    @Nullable AliasTable routesOf(int region) {
        Altered now = altered;
        return now == null || now.routesOfRegion.length == 0 ? null : now.routesOfRegion[region];
    }

    /// Share of good answers that become redirects.
    double shiftShare(int server, int route) {
        Altered now = altered;
        return now == null ? 0 : either(now.routeShift[route], now.serverShift[server]);
    }

    /// Share of good answers that are cut off.
    double cutShare(int server, int route) {
        Altered now = altered;
        return now == null ? 0 : either(now.routeCut[route], now.serverCut[server]);
    }

    /// Share of answers of which packets are lost.
    double lossShare(int server) {
        Altered now = altered;
        return now == null ? 0 : now.serverLoss[server];
    }

    private static double either(double a, double b) {
        return 1 - (1 - a) * (1 - b);
    }

    @Nullable AliasTable serversOf(int region) {
        return serversOfRegion[region];
    }

    boolean isRefused(int server, int route, double u) {
        return u < refused[server * routes + route];
    }

    boolean isError(int server, int route, double u) {
        return u < refusedOrError[server * routes + route];
    }

    boolean isFailed(int server, int route, double u) {
        return u < failed[server * routes + route];
    }

    /// Median service time with all slowdowns.
    double logMedianMicros(int server, int route) {
        return logMedianMicros[server * routes + route];
    }

    /// Factor on a measured latency.
    double measuredFactor(int server, int route) {
        return measuredFactor[server * routes + route];
    }

    /// Ground truth of a request: the last of the failures that hit it.
    ///
    /// @param server -1 for none
    /// @param isScanner whether a scanner sent it
    byte label(int region, int server, int route, boolean isScanner) {
        byte label = 0;
        for (int i = 0; i < activeFailures.size(); i++) {
            Entry entry = activeFailures.get(i);
            boolean isHit =
                    switch (entry.kind()) {
                        case BOT_SCAN -> isScanner && entry.hitsRegion()[region];
                        case SURGE, TRAFFIC_DROP, REGIONAL_OUTAGE ->
                                !isScanner && entry.hitsRegion()[region];
                        case CRON_BURST, NIGHTLY_BATCH -> !isScanner && entry.hitsRoute()[route];
                        case SLOW_SERVER,
                                CRASHED_SERVER,
                                BAD_DEPLOY,
                                MEMORY_LEAK,
                                FLAPPING_HEALTH,
                                CASCADING_OVERLOAD,
                                LATENCY_DRIFT,
                                SLOW_ROUTE,
                                ROUTE_ERRORS,
                                PACKET_LOSS,
                                STATUS_SHIFT,
                                TRUNCATED_BODIES ->
                                !isScanner
                                        && server >= 0
                                        && entry.hitsServer()[server]
                                        && entry.hitsRoute()[route];
                    };
            label = isHit ? entry.label() : label;
        }
        return label;
    }

    /// Columns by cell.
    private static final class Cells {
        final double[] refused;
        final double[] refusedOrError;
        final double[] failed;
        final double[] logMedianMicros;
        final double[] factor;
        double mostFailed;

        Cells(int cells) {
            refused = new double[cells];
            refusedOrError = new double[cells];
            failed = new double[cells];
            logMedianMicros = new double[cells];
            factor = new double[cells];
        }
    }

    /// Makes the laws of slices, in order of time; as long as nothing changes but the rates, cells
    /// are shared. Threads: one.
    static final class Maker {
        private final Fleet fleet;
        private final FailureSchedule failures;
        private final ArrivalRate arrivalRate;
        private final FleetTimeline timeline;
        private final TimeGrid grid;
        private final boolean hasFailover;
        private final double timeoutSeconds;
        private final FailureEffects effects;
        private @Nullable FleetState lastState;
        private @Nullable Cells lastCells;
        private @Nullable AliasTable[] lastServers = new AliasTable[0];
        private boolean wasCalm;

        Maker(
                Scenario scenario,
                Fleet fleet,
                FailureSchedule failures,
                ArrivalRate arrivalRate,
                FleetTimeline timeline,
                TimeGrid grid) {
            this.fleet = fleet;
            this.failures = failures;
            this.arrivalRate = arrivalRate;
            this.timeline = timeline;
            this.grid = grid;
            hasFailover = scenario.balancer().hasFailover();
            timeoutSeconds = scenario.balancer().timeout().toNanos() / 1e9;
            effects = new FailureEffects(fleet, failures);
        }

        SliceLaw of(long slice) {
            long middle = (grid.startOfSlice(slice) + grid.startOfSlice(slice + 1)) / 2;
            FleetState state = timeline.at(grid.stepOf(slice));
            boolean isCalm = effects.set(middle);
            double[] rates = new double[2 * fleet.regions];
            double sum = rates(rates, middle);
            Cells cells = lastCells;
            if (cells == null || state != lastState || !(isCalm && wasCalm)) {
                cells = cells(state);
                lastCells = cells;
                lastServers = servers(state);
                lastState = state;
                wasCalm = isCalm;
            }
            if (sum == 0) {
                rates[0] = 1;
            }
            return new SliceLaw(
                    new AliasTable(rates),
                    sum,
                    state,
                    lastServers,
                    cells,
                    isCalm ? List.of() : active(middle),
                    fleet.routes,
                    isCalm ? null : altered());
        }

        private Altered altered() {
            AliasTable[] routes = new AliasTable[effects.jobs > 0 ? fleet.regions : 0];
            for (int r = 0; r < routes.length; r++) {
                double[] weights = new double[fleet.ownRoutes];
                for (int k = 0; k < weights.length; k++) {
                    weights[k] =
                            effects.arrivalFactor[r] * fleet.routeShare[k] + effects.jobShare[k];
                }
                routes[r] = new AliasTable(weights);
            }
            return new Altered(
                    effects.routeShift.clone(),
                    effects.serverShift.clone(),
                    effects.routeCut.clone(),
                    effects.serverCut.clone(),
                    effects.serverLoss.clone(),
                    routes);
        }

        /// First attempts per second at an instant, over all regions and scanners.
        double perSecond(long epochMicros) {
            effects.set(epochMicros);
            return rates(new double[2 * fleet.regions], epochMicros);
        }

        private double rates(double[] rates, long epochMicros) {
            double sum = 0;
            for (int r = 0; r < fleet.regions; r++) {
                double usual = arrivalRate.perSecond(r, epochMicros);
                rates[r] = usual * (effects.arrivalFactor[r] + effects.jobs);
                rates[fleet.regions + r] = usual * effects.scanShare[r];
                sum += rates[r] + rates[fleet.regions + r];
            }
            return sum;
        }

        private List<Entry> active(long epochMicros) {
            List<Entry> active = new ArrayList<>();
            for (Entry entry : failures.entries) {
                if (entry.isActive(epochMicros)) {
                    active.add(entry);
                }
            }
            return active;
        }

        private Cells cells(FleetState state) {
            Cells cells = new Cells(fleet.servers * fleet.routes);
            for (int s = 0; s < fleet.servers; s++) {
                if (state.share[s] > 0) {
                    for (int k = 0; k < fleet.routes; k++) {
                        fill(cells, state, s, k);
                    }
                }
            }
            for (int r = 0; r < fleet.regions; r++) {
                if (state.isDark[r] && !hasFailover) {
                    cells.mostFailed = 1;
                }
            }
            return cells;
        }

        private void fill(Cells cells, FleetState state, int s, int k) {
            int cell = s * fleet.routes + k;
            double slowRoute = effects.routeSlowdown[k];
            double refused = state.refusedShare[s];
            double error = FleetSimulation.errorShare(fleet, effects, k, s);
            double late = FleetSimulation.lateShare(fleet, state, slowRoute, k, s, timeoutSeconds);
            cells.refused[cell] = refused;
            cells.refusedOrError[cell] = 1 - (1 - refused) * (1 - error);
            cells.failed[cell] = 1 - (1 - refused) * (1 - error) * (1 - late);
            cells.factor[cell] = state.slowdown[s] * slowRoute;
            cells.logMedianMicros[cell] = fleet.logMedianMicros[k] + Math.log(cells.factor[cell]);
            cells.mostFailed = Math.max(cells.mostFailed, cells.failed[cell]);
        }

        private @Nullable AliasTable[] servers(FleetState state) {
            AliasTable[] tables = new AliasTable[fleet.regions];
            for (int r = 0; r < fleet.regions; r++) {
                double[] weight = new double[fleet.servers];
                double sum = 0;
                for (int s = 0; s < fleet.servers; s++) {
                    boolean isHome = fleet.regionOfServer[s] == r;
                    boolean isAway = state.isDark[r] && hasFailover && state.share[s] > 0;
                    weight[s] = isHome ? state.share[s] : isAway ? fleet.workers[s] : 0;
                    sum += weight[s];
                }
                tables[r] = sum > 0 ? new AliasTable(weight) : null;
            }
            return tables;
        }
    }
}
