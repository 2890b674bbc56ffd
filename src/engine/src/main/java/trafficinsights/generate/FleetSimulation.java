package trafficinsights.generate;

import java.util.Arrays;
import trafficinsights.generate.Scenario.Balancer;
import trafficinsights.generate.Scenario.Retries;

/// Follows the fleet through a scenario's time in small steps, with expected values instead of
/// single requests: arrivals and retries meet servers, queues grow and shrink, health checks take
/// servers out, and what fails comes back later as load.
///
/// This is the mean field of the fleet: each request is taken to be independent of the others given
/// the state it meets. Threads: one.
final class FleetSimulation {
    private static final double REFUSED_SECONDS = 0.002;

    /// A failing answer comes sooner than a good one: it does a part of the work only.
    static final double FAILED_WORK_SHARE = 0.35;

    private static final double ERROR_BYTES = 180;

    private final Fleet fleet;
    private final Retries retries;
    private final Balancer balancer;
    private final ArrivalRate arrivalRate;
    private final FailureEffects effects;
    private final TimeGrid grid;
    private final HealthChecks checks;
    private final Balancing balancing;
    private final ServerQueues queues;
    private final ServerMemory memory;
    private final RetryFlow retryFlow;
    private final FleetState state;
    private final double timeoutSeconds;
    private final double stepSeconds;

    private final double[] share;
    private final double[] connections;

    /// Requests per second by region and route, over all attempts.
    private final double[][] rate;

    /// By region: requests, work and its square a second; bytes a request.
    private final double[] regionRate;

    private final double[] regionWork;
    private final double[] regionWorkSquare;
    private final double[] regionBytes;

    /// Share of each region's requests that each server gets, for one region at a time.
    private final double[] spread;

    /// Share of a region's requests that fail, by cause (refused, error, too late) and route.
    private final double[][] failed;

    private double workersInRotation;
    private double firstAttempts;
    private double attempts;

    FleetSimulation(
            Scenario scenario,
            Fleet fleet,
            FailureSchedule failures,
            ArrivalRate arrivalRate,
            TimeGrid grid,
            long seed) {
        this.fleet = fleet;
        this.retries = scenario.retries();
        this.balancer = scenario.balancer();
        this.arrivalRate = arrivalRate;
        this.grid = grid;
        effects = new FailureEffects(fleet, failures);
        checks = new HealthChecks(balancer.healthCheck(), fleet.servers, seed, grid.startMicros);
        balancing = new Balancing(fleet, balancer.policy());
        queues = new ServerQueues(fleet, balancer.queue());
        memory = new ServerMemory(fleet.servers);
        timeoutSeconds = balancer.timeout().toNanos() / 1e9;
        stepSeconds = grid.stepMicros / 1e6;
        retryFlow =
                new RetryFlow(
                        retries, fleet.regions * fleet.ownRoutes, stepSeconds, timeoutSeconds);
        state = new FleetState(fleet.regions, fleet.servers);
        share = new double[fleet.servers];
        connections = new double[fleet.servers];
        rate = new double[fleet.regions][fleet.routes];
        regionRate = new double[fleet.regions];
        regionWork = new double[fleet.regions];
        regionWorkSquare = new double[fleet.regions];
        regionBytes = new double[fleet.regions];
        spread = new double[fleet.servers];
        failed = new double[3][fleet.ownRoutes];
    }

    FleetTimeline run() throws InterruptedException {
        FleetTimeline.Builder timeline = new FleetTimeline.Builder();
        for (int step = 0; step < grid.steps; step++) {
            if ((step & 1023) == 0 && Thread.interrupted()) {
                throw new InterruptedException();
            }
            advance(step);
            timeline.add(step, state);
        }
        return timeline.build(firstAttempts, attempts);
    }

    private void advance(int step) {
        long now = grid.startOfStep(step);
        double seconds = (grid.startOfStep(step + 1) - now) / 1e6;
        effects.set(now + (long) (seconds * 5e5));
        for (int r = 0; r < fleet.regions; r++) {
            balancing.update(r, checks.isInRotation, connections, share, seconds);
            state.isDark[r] = isDark(r);
            arrive(r, now, seconds);
        }
        workersInRotation = 0;
        for (int s = 0; s < fleet.servers; s++) {
            workersInRotation += share[s] > 0 ? fleet.workers[s] : 0;
        }
        for (int s = 0; s < fleet.servers; s++) {
            state.share[s] = (float) share[s];
            state.isInRotation[s] = checks.isInRotation[s];
            serve(s, now);
        }
        for (int r = 0; r < fleet.regions; r++) {
            fail(r);
        }
        for (int s = 0; s < fleet.servers; s++) {
            checks.until(s, grid.startOfStep(step + 1), failedCheckProbability(s, now));
        }
        retryFlow.nextStep();
    }

    private boolean isDark(int region) {
        for (int s = fleet.firstServer[region]; s < fleet.firstServer[region + 1]; s++) {
            if (checks.isInRotation[s] && fleet.weight[s] > 0) {
                return false;
            }
        }
        return true;
    }

    /// What a region's clients send: first attempts, a scanner's requests, and retries.
    private void arrive(int r, long now, double seconds) {
        double usual = arrivalRate.perSecond(r, now);
        double first = usual * effects.arrivalFactor[r];
        double scanned = usual * effects.scanShare[r];
        double[] rates = rate[r];
        double all = 0;
        double work = 0;
        double square = 0;
        double bytes = 0;
        for (int k = 0; k < fleet.routes; k++) {
            boolean isScanned = fleet.isScanned(k);
            double perSecond =
                    isScanned
                            ? scanned / (fleet.routes - fleet.ownRoutes)
                            : first * fleet.routeShare[k] + usual * effects.jobShare[k];
            for (int a = 0; a < retries.max() && !isScanned; a++) {
                perSecond += retryFlow.rate(r * fleet.ownRoutes + k, a);
            }
            rates[k] = perSecond;
            double mean = fleet.meanSeconds[k] * effects.routeSlowdown[k];
            double error = either(fleet.errorRate[k], effects.routeErrorShare[k]);
            double part = 1 - (1 - FAILED_WORK_SHARE) * error;
            all += perSecond;
            work += perSecond * mean * part;
            square += perSecond * mean * mean * fleet.secondMomentFactor[k] * part;
            bytes += perSecond * fleet.meanBytes[k];
        }
        regionRate[r] = all;
        regionWork[r] = work;
        regionWorkSquare[r] = square;
        regionBytes[r] = all > 0 ? bytes / all : 0;
        firstAttempts += (first + usual * effects.jobs + scanned) * seconds;
        attempts += all * seconds;
    }

    /// One server's share of all that arrives meets its queue.
    private void serve(int s, long now) {
        double arrivals = 0;
        double work = 0;
        double square = 0;
        double bytes = 0;
        for (int r = 0; r < fleet.regions; r++) {
            double part = shareOf(r, s);
            if (part > 0) {
                arrivals += part * regionRate[r];
                work += part * regionWork[r];
                square += part * regionWorkSquare[r];
                bytes += part * regionRate[r] * regionBytes[r];
            }
        }
        double refused = memory.isRestarting(s, now) ? 1 : effects.refusedShare[s];
        double slowdown = effects.serverSlowdown[s] * ServerMemory.slowdown(state.memoryShare[s]);
        state.refusedShare[s] = (float) refused;
        state.slowdown[s] = (float) slowdown;
        state.arrivalsPerSecond[s] = (float) arrivals;
        double accepted = arrivals * (1 - refused);
        if (refused >= 1 || fleet.measuredMicros[s].length > 0) {
            standStill(s, accepted, slowdown);
        } else {
            double part = 1 - (1 - FAILED_WORK_SHARE) * effects.serverErrorShare[s];
            double usualMean = part * (arrivals > 0 ? work / arrivals : fleet.meanSeconds[0]);
            double usualSquare = arrivals > 0 ? part * square / arrivals : usualMean * usualMean;
            queues.advance(
                    state,
                    s,
                    stepSeconds,
                    accepted,
                    usualMean * slowdown,
                    Math.max(0, usualSquare / (usualMean * usualMean) - 1),
                    effects.lostWorkerShare[s]);
        }
        connections[s] = state.connections[s];
        double answered = (1 - state.refusedShare[s]) * (1 - effects.serverErrorShare[s]);
        state.answerBytesPerSecond[s] =
                (float) (bytes * answered + arrivals * (1 - answered) * ERROR_BYTES);
        double queued = balancer.queue() == 0 ? 0 : queues.waiting[s] / balancer.queue();
        double leak = effects.leakPerSecond[s];
        state.memoryShare[s] =
                (float) memory.advance(s, now, stepSeconds, state.busyShare[s], queued, leak);
    }

    /// A server without a queue of its own: down, or with latencies that were measured.
    private void standStill(int s, double accepted, double slowdown) {
        queues.clear(s);
        double busy = accepted * meanMeasuredSeconds(s) * slowdown;
        state.delaySeconds[s] = 0;
        state.waitProbability[s] = 0;
        state.waitSeconds[s] = 0;
        state.busyShare[s] = (float) Math.min(1, busy / fleet.workers[s]);
        state.connections[s] = (float) busy;
    }

    private double meanMeasuredSeconds(int s) {
        return Arrays.stream(fleet.measuredMicros[s]).average().orElse(0) / 1e6;
    }

    private double shareOf(int region, int s) {
        int home = fleet.regionOfServer[s];
        if (home == region) {
            return share[s];
        }
        return balancer.hasFailover() && state.isDark[region] ? awayShare(s) : 0;
    }

    /// Share of a dark region's requests that a server of another region gets: by its workers.
    private double awayShare(int s) {
        return share[s] > 0 ? fleet.workers[s] / workersInRotation : 0;
    }

    private double failedCheckProbability(int s, long now) {
        double wait = state.delaySeconds[s] + state.waitProbability[s] * state.waitSeconds[s];
        boolean isTooLate = wait > balancer.healthCheck().timeout().toNanos() / 1e9;
        if (isTooLate || memory.isRestarting(s, now)) {
            return 1;
        }
        return either(effects.refusedShare[s], effects.falseAlarmShare[s]);
    }

    /// What fails of a region's requests, and comes back as retries.
    private void fail(int r) {
        state.retryShare[r] = 1;
        if (retries.max() == 0) {
            return;
        }
        for (int s = 0; s < fleet.servers; s++) {
            spread[s] = shareOf(r, s);
        }
        boolean isServed = !state.isDark[r] || (balancer.hasFailover() && hasServer());
        for (double[] ofCause : failed) {
            Arrays.fill(ofCause, 0);
        }
        double repeated = 0;
        double first = 0;
        for (int k = 0; k < fleet.ownRoutes; k++) {
            failed[0][k] = isServed ? 0 : 1;
            for (int s = 0; isServed && s < fleet.servers; s++) {
                if (spread[s] > 0) {
                    addFailures(k, s);
                }
            }
            double lastRate = lastAttemptRate(r, k);
            double share = failed[0][k] + failed[1][k] + failed[2][k];
            repeated += (rate[r][k] - lastRate) * share;
            first += rate[r][k] - retryRate(r, k);
        }
        double allowed = retries.budget() * first;
        double retryShare = repeated > allowed ? allowed / repeated : 1;
        state.retryShare[r] = (float) retryShare;
        double delay = meanDelay();
        for (int k = 0; k < fleet.ownRoutes; k++) {
            sendBack(r, k, retryShare, delay);
        }
    }

    private boolean hasServer() {
        for (double part : spread) {
            if (part > 0) {
                return true;
            }
        }
        return false;
    }

    private double retryRate(int r, int k) {
        double sum = 0;
        for (int a = 0; a < retries.max(); a++) {
            sum += retryFlow.rate(r * fleet.ownRoutes + k, a);
        }
        return sum;
    }

    private double lastAttemptRate(int r, int k) {
        return retryFlow.rate(r * fleet.ownRoutes + k, retries.max() - 1);
    }

    /// Adds shares of a route's requests that fail at a server: refused, with an error, too late.
    private void addFailures(int k, int s) {
        double refused = state.refusedShare[s];
        double error = errorShare(fleet, effects, k, s);
        double late = lateShare(fleet, state, effects.routeSlowdown[k], k, s, timeoutSeconds);
        failed[0][k] += spread[s] * refused;
        failed[1][k] += spread[s] * (1 - refused) * error;
        failed[2][k] += spread[s] * (1 - refused) * (1 - error) * late;
    }

    private void sendBack(int r, int k, double retryShare, double delaySeconds) {
        int cell = r * fleet.ownRoutes + k;
        double errorSeconds =
                Math.min(timeoutSeconds, delaySeconds + fleet.meanSeconds[k] * FAILED_WORK_SHARE);
        double[] after = {REFUSED_SECONDS, errorSeconds, timeoutSeconds};
        double ofAttempt = rate[r][k] - retryRate(r, k);
        for (int a = 0; a < retries.max(); a++) {
            for (int cause = 0; cause < after.length; cause++) {
                double perSecond = ofAttempt * failed[cause][k] * retryShare;
                if (perSecond > 0) {
                    retryFlow.put(cell, a, perSecond, after[cause]);
                }
            }
            ofAttempt = retryFlow.rate(cell, a);
        }
    }

    private double meanDelay() {
        double sum = 0;
        for (int s = 0; s < fleet.servers; s++) {
            double wait = state.delaySeconds[s] + state.waitProbability[s] * state.waitSeconds[s];
            sum += spread[s] * wait;
        }
        return sum;
    }

    /// Share of a route's accepted requests that a server answers with an error.
    static double errorShare(Fleet fleet, FailureEffects effects, int route, int server) {
        if (fleet.isScanned(route)) {
            return 0;
        }
        double usual = either(fleet.errorRate[route], fleet.serverErrorRate[server]);
        double added = either(effects.routeErrorShare[route], effects.serverErrorShare[server]);
        return either(usual, added);
    }

    /// Share of a route's good answers that come after the client's timeout.
    static double lateShare(
            Fleet fleet,
            FleetState state,
            double routeSlowdown,
            int route,
            int server,
            double timeoutSeconds) {
        double[] measured = fleet.measuredMicros[server];
        double slowdown = state.slowdown[server] * routeSlowdown;
        if (measured.length > 0) {
            return measured[measured.length - 1] * slowdown > timeoutSeconds * 1e6
                    ? shareAbove(measured, timeoutSeconds * 1e6 / slowdown)
                    : 0;
        }
        return LatencyLaw.exceeds(
                timeoutSeconds,
                state.delaySeconds[server],
                state.waitProbability[server],
                state.waitSeconds[server],
                fleet.logMedianMicros[route] + Math.log(slowdown * 1e-6),
                fleet.sigma[route]);
    }

    private static double shareAbove(double[] quantiles, double limit) {
        int at = Arrays.binarySearch(quantiles, limit);
        int above = at >= 0 ? at : -at - 1;
        return 1 - (double) above / quantiles.length;
    }

    private static double either(double a, double b) {
        return 1 - (1 - a) * (1 - b);
    }
}
