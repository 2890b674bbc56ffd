package trafficinsights.analyze.shift;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import trafficinsights.model.Dimension;

/// Keys that had no request at any time before, grouped by what their names begin with: the largest
/// group of each dimension, if it is more than a few requests that chance may bring.
final class NewKeys {
    private static final double LEAST_SHARE = 0.01;
    private static final long FEWEST_REQUESTS = 20;

    private final Map<Dimension, KeyGroup> groups = new EnumMap<>(Dimension.class);

    NewKeys(TallyShift shift) {
        for (Dimension dimension : List.of(Dimension.REGION, Dimension.SERVER, Dimension.ROUTE)) {
            largest(shift, dimension).ifPresent(group -> groups.put(dimension, group));
        }
    }

    private static Optional<KeyGroup> largest(TallyShift shift, Dimension dimension) {
        Map<String, List<String>> byStart = new LinkedHashMap<>();
        for (String key : shift.names(dimension)) {
            if (!shift.then().knows(dimension, key)) {
                byStart.computeIfAbsent(start(key), absent -> new ArrayList<>()).add(key);
            }
        }
        double least = Math.max(FEWEST_REQUESTS, LEAST_SHARE * shift.now().total().requests());
        return byStart.values().stream()
                .map(keys -> new KeyGroup(dimension, keys, true))
                .filter(group -> requests(shift, group) >= least)
                .max(Comparator.comparingLong(group -> requests(shift, group)));
    }

    /// The first two parts of a path: `/missing/`; of any other name nothing.
    private static String start(String key) {
        int second = key.startsWith("/") ? key.indexOf('/', 1) : -1;
        return second < 0 ? "" : key.substring(0, second + 1);
    }

    /// Requests of the second side.
    static long requests(TallyShift shift, KeyGroup group) {
        return group.keys().stream()
                .mapToLong(key -> shift.now().of(group.dimension(), key).requests())
                .sum();
    }

    Optional<KeyGroup> of(Dimension dimension) {
        return Optional.ofNullable(groups.get(dimension));
    }

    /// Requests of the second side that new keys of the dimension have.
    long requests(TallyShift shift, Dimension dimension) {
        return of(dimension).map(group -> requests(shift, group)).orElse(0L);
    }
}
