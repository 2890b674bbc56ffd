package trafficinsights.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import trafficinsights.generate.FailureKind.Scope;
import trafficinsights.model.Dimension;
import trafficinsights.model.TruthInterval;

/// A scenario's failures with their time since 1970 and what they hit, and how strong each is at an
/// instant. Immutable. Threads: any.
final class FailureSchedule {
    final List<Entry> entries = new ArrayList<>();
    private final Scenario scenario;

    /// @param index in the schedule
    /// @param scope what the target is; none for `all`
    /// @param hitsRegion by region: whether it is the target
    /// @param hitsServer by server: whether it is the target or within it
    /// @param hitsRoute by route, likewise
    /// @param label code of the kind in the ground truth
    record Entry(
            int index,
            FailureKind kind,
            long startMicros,
            long endMicros,
            long rampMicros,
            double strength,
            @Nullable Scope scope,
            boolean[] hitsRegion,
            boolean[] hitsServer,
            boolean[] hitsRoute,
            byte label) {
        /// Share of the strength that is reached, 0 to 1: rises within the ramp, falls within it.
        double level(long epochMicros) {
            if (epochMicros < startMicros || epochMicros >= endMicros) {
                return 0;
            }
            if (rampMicros == 0) {
                return 1;
            }
            double risen = (double) (epochMicros - startMicros) / rampMicros;
            double left = (double) (endMicros - epochMicros) / rampMicros;
            return kind.isGradual() ? Math.min(1, risen) : Math.min(1, Math.min(risen, left));
        }

        /// A factor that grows from 1 to the strength.
        double factor(long epochMicros) {
            return 1 + (strength - 1) * level(epochMicros);
        }

        /// A share that grows from 0 to the strength.
        double share(long epochMicros) {
            return strength * level(epochMicros);
        }

        boolean isActive(long epochMicros) {
            return epochMicros >= startMicros && epochMicros < endMicros;
        }
    }

    /// @param startMicros of the scenario
    FailureSchedule(Scenario scenario, Fleet fleet, long startMicros) {
        this.scenario = scenario;
        for (Scenario.Failure failure : scenario.failures()) {
            entries.add(entry(failure, fleet, startMicros));
        }
    }

    private Entry entry(Scenario.Failure failure, Fleet fleet, long startMicros) {
        String target = failure.target();
        boolean isAll = target.equals("all");
        Scope scope = isAll ? null : ScenarioReader.scopeOf(scenario, target);
        boolean[] regions = new boolean[fleet.regions];
        boolean[] servers = new boolean[fleet.servers];
        boolean[] routes = new boolean[fleet.routes];
        Arrays.fill(routes, 0, fleet.ownRoutes, isAll || scope != Scope.ROUTE);
        for (int r = 0; r < fleet.regions; r++) {
            regions[r] = isAll || scenario.regions().get(r).name().equals(target);
        }
        for (int s = 0; s < fleet.servers; s++) {
            int r = fleet.regionOfServer[s];
            Scenario.Server server =
                    scenario.regions().get(r).servers().get(s - fleet.firstServer[r]);
            servers[s] = regions[r] || server.name().equals(target) || scope == Scope.ROUTE;
        }
        for (int k = 0; k < fleet.ownRoutes; k++) {
            routes[k] |= scenario.routes().get(k).path().equals(target);
        }
        long start = startMicros + failure.at().toMillis() * 1000;
        return new Entry(
                entries.size(),
                failure.kind(),
                start,
                start + failure.length().toMillis() * 1000,
                failure.ramp().toMillis() * 1000,
                failure.strength(),
                scope,
                regions,
                servers,
                routes,
                (byte) fleet.names.scenarios().code(failure.kind().label()));
    }

    /// What goes wrong until the scenario's end; a failure that begins behind it is left out.
    List<TruthInterval> truth(long endMicros) {
        List<TruthInterval> truth = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.startMicros < endMicros) {
                truth.add(
                        truth(
                                entry,
                                new TruthInterval(
                                                entry.kind.label(),
                                                scenario.failures().get(entry.index).target(),
                                                entry.startMicros,
                                                Math.min(entry.endMicros, endMicros),
                                                entry.strength)
                                        .changing(entry.kind.metrics(), alsoRight(entry))));
            }
        }
        return truth;
    }

    private static TruthInterval truth(Entry entry, TruthInterval interval) {
        return entry.kind.isBenign() ? interval.asBenign() : interval;
    }

    /// The servers of a region are as right as the region.
    private List<String> alsoRight(Entry entry) {
        if (entry.scope != Scope.REGION) {
            return List.of();
        }
        String target = scenario.failures().get(entry.index).target();
        return scenario.regions().stream()
                .filter(region -> region.name().equals(target))
                .flatMap(region -> region.servers().stream())
                .map(server -> Dimension.SERVER.label() + ":" + server.name())
                .toList();
    }
}
