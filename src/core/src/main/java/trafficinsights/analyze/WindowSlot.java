package trafficinsights.analyze;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Dictionary;
import trafficinsights.model.Dimension;
import trafficinsights.model.Kpi;
import trafficinsights.model.Names;
import trafficinsights.model.WindowShape;
import trafficinsights.stat.LatencyHistogram;

/// The accumulators of every series in one window, found by the codes of the dictionaries.
///
/// Every row has exactly one status class, so the total is the sum of the classes and is not
/// counted row by row. Threads: one at a time.
final class WindowSlot {
    static final List<String> CLASSES = List.of("none", "1xx", "2xx", "3xx", "4xx", "5xx");

    /// What an accumulator takes, for budgets: its fields and a histogram that spans seven octaves.
    static final long BYTES_PER_SERIES = KpiAccumulator.FIELD_BYTES + 232 + 7 * 528;

    /// What the times to first byte of a series take beside it.
    private static final long BYTES_PER_FIRST_BYTES = 232 + 7 * 528;

    private final @Nullable KpiAccumulator[] classes = new @Nullable KpiAccumulator[CLASSES.size()];
    private @Nullable KpiAccumulator[] regions = new @Nullable KpiAccumulator[8];
    private @Nullable KpiAccumulator[] servers = new @Nullable KpiAccumulator[16];
    private @Nullable KpiAccumulator[] routes = new @Nullable KpiAccumulator[16];
    private int seriesCount;
    private boolean hasFirstBytes;

    /// Since the accumulators were asked to unpack their sizes.
    private int rows;

    /// What the series take while they are packed; below 0 while they are not.
    private long packedBytes = -1;

    /// Makes room for every code given so far, so that [#addRow] needs no check.
    void reserve(Names names) {
        regions = grown(regions, names.regions());
        servers = grown(servers, names.servers());
        routes = grown(routes, names.routes());
    }

    private static @Nullable KpiAccumulator[] grown(
            @Nullable KpiAccumulator[] current, Dictionary names) {
        int needed = names.size();
        return needed <= current.length
                ? current
                : Arrays.copyOf(current, Math.max(needed, current.length * 2));
    }

    /// Counts one row in its four dimensions.
    ///
    /// @param latencyMicros below 0 when unknown
    /// @param flags of [KpiAccumulator]
    void addRow(
            int region,
            int server,
            int route,
            int status,
            long latencyMicros,
            long bytes,
            int flags,
            int balancerRepeats) {
        if (++rows == KpiAccumulator.MOST_PACKED) {
            unpackSizes();
        }
        KpiAccumulator a = at(regions, region);
        KpiAccumulator b = at(servers, server);
        KpiAccumulator c = at(routes, route);
        KpiAccumulator d = at(classes, classOf(status));
        long sent = Math.max(0, bytes);
        long size = KpiAccumulator.packed(WindowShape.Sizes.logOf(sent));
        int bucket = latencyMicros < 0 ? 0 : LatencyHistogram.bucketOf(latencyMicros);
        if (flags == 0 && balancerRepeats == 0) {
            a.addPlain(bucket, latencyMicros, sent, size);
            b.addPlain(bucket, latencyMicros, sent, size);
            c.addPlain(bucket, latencyMicros, sent, size);
            d.addPlain(bucket, latencyMicros, sent, size);
        } else if (flags == KpiAccumulator.REDIRECT && balancerRepeats == 0) {
            a.addRedirect(bucket, latencyMicros, sent);
            b.addRedirect(bucket, latencyMicros, sent);
            c.addRedirect(bucket, latencyMicros, sent);
            d.addRedirect(bucket, latencyMicros, sent);
        } else {
            a.add(bucket, latencyMicros, sent, size, flags, balancerRepeats);
            b.add(bucket, latencyMicros, sent, size, flags, balancerRepeats);
            c.add(bucket, latencyMicros, sent, size, flags, balancerRepeats);
            d.add(bucket, latencyMicros, sent, size, flags, balancerRepeats);
        }
    }

    private void unpackSizes() {
        rows = 1;
        for (@Nullable KpiAccumulator[] series : List.of(regions, servers, routes, classes)) {
            for (KpiAccumulator one : series) {
                if (one != null) {
                    one.unpackSizes();
                }
            }
        }
    }

    /// Counts the time to first byte of a row that [#addRow] takes too.
    ///
    /// @param ttfbMicros 0 and above
    void addFirstByte(int region, int server, int route, int status, long ttfbMicros) {
        int bucket = LatencyHistogram.bucketOf(ttfbMicros);
        at(regions, region).addFirstByte(bucket);
        at(servers, server).addFirstByte(bucket);
        at(routes, route).addFirstByte(bucket);
        at(classes, classOf(status)).addFirstByte(bucket);
        hasFirstBytes = true;
    }

    private KpiAccumulator at(@Nullable KpiAccumulator[] series, int code) {
        KpiAccumulator accumulator = series[code];
        if (accumulator == null) {
            accumulator = new KpiAccumulator();
            series[code] = accumulator;
            seriesCount++;
        }
        return accumulator;
    }

    private static int classOf(int status) {
        return status >= 100 && status < 600 ? status / 100 : 0;
    }

    /// Adds all of `other`.
    ///
    /// @param takeOver whether `other` will not be used any more, so that its accumulators may be
    ///   kept
    void merge(WindowSlot other, boolean takeOver) {
        packedBytes = -1;
        hasFirstBytes |= other.hasFirstBytes;
        merge(classes, other.classes, takeOver);
        regions = merge(regions, other.regions, takeOver);
        servers = merge(servers, other.servers, takeOver);
        routes = merge(routes, other.routes, takeOver);
    }

    private @Nullable KpiAccumulator[] merge(
            @Nullable KpiAccumulator[] mine, @Nullable KpiAccumulator[] theirs, boolean takeOver) {
        @Nullable KpiAccumulator[] target =
                mine.length >= theirs.length ? mine : Arrays.copyOf(mine, theirs.length);
        for (int i = 0; i < theirs.length; i++) {
            KpiAccumulator from = theirs[i];
            if (from == null) {
                continue;
            }
            if (target[i] == null && takeOver) {
                from.unpackSizes();
                target[i] = from;
                seriesCount++;
            } else {
                at(target, i).merge(from);
            }
        }
        return target;
    }

    /// Gives up what only the broad series need not: routes. For long histories.
    void dropRoutes() {
        for (KpiAccumulator route : routes) {
            seriesCount -= route == null ? 0 : 1;
        }
        routes = new @Nullable KpiAccumulator[0];
    }

    /// All requests of the window: the sum over the status classes.
    KpiAccumulator total() {
        KpiAccumulator total = new KpiAccumulator();
        for (KpiAccumulator part : classes) {
            if (part != null) {
                total.merge(part);
            }
        }
        return total;
    }

    /// What was counted of one series; null without a request.
    ///
    /// @param code of a region or a server in its dictionary, or of a class of status in
    ///   [#CLASSES]; -1 for a key that it does not have
    @Nullable KpiAccumulator measured(Dimension dimension, int code) {
        @Nullable KpiAccumulator[] series =
                switch (dimension) {
                    case TOTAL -> new @Nullable KpiAccumulator[] {total()};
                    case REGION -> regions;
                    case SERVER -> servers;
                    case STATUS_CLASS -> classes;
                    case ROUTE -> throw new IllegalArgumentException("no history by " + dimension);
                };
        return code >= 0 && code < series.length ? series[code] : null;
    }

    long requests() {
        long requests = 0;
        for (KpiAccumulator part : classes) {
            requests += part == null ? 0 : part.requests();
        }
        return requests;
    }

    /// Makes every series small, until something is merged into this window.
    void pack() {
        packedBytes = pack(classes) + pack(regions) + pack(servers) + pack(routes);
    }

    private static long pack(@Nullable KpiAccumulator[] series) {
        long bytes = 0;
        for (KpiAccumulator part : series) {
            if (part != null) {
                part.pack();
                bytes += part.packedBytes();
            }
        }
        return bytes;
    }

    boolean isPacked() {
        return packedBytes >= 0;
    }

    long memoryBytes() {
        long bytesPerSeries = BYTES_PER_SERIES + (hasFirstBytes ? BYTES_PER_FIRST_BYTES : 0);
        return (isPacked() ? packedBytes : seriesCount * bytesPerSeries)
                + 4L * (regions.length + servers.length + routes.length);
    }

    /// Hands over each series of one dimension that saw a request, as key and KPIs, in the order of
    /// the keys.
    void forEach(Dimension dimension, Names names, BiConsumer<String, Kpi> consumer) {
        forEachMeasured(dimension, names, (key, part) -> consumer.accept(key, part.toKpi()));
    }

    /// As [#forEach], as key and counts, which still belong to this window.
    void forEachMeasured(
            Dimension dimension, Names names, BiConsumer<String, KpiAccumulator> consumer) {
        switch (dimension) {
            case TOTAL -> consumer.accept(Dimension.ALL, total());
            case REGION -> forEach(regions, names.regions(), consumer);
            case SERVER -> forEach(servers, names.servers(), consumer);
            case ROUTE -> forEach(routes, names.routes(), consumer);
            case STATUS_CLASS -> {
                for (int i = 0; i < classes.length; i++) {
                    KpiAccumulator part = classes[i];
                    if (part != null) {
                        consumer.accept(CLASSES.get(i), part);
                    }
                }
            }
        }
    }

    private static void forEach(
            @Nullable KpiAccumulator[] series,
            Dictionary names,
            BiConsumer<String, KpiAccumulator> consumer) {
        names.forEachByText(code -> {
            KpiAccumulator part = code < series.length ? series[code] : null;
            if (part != null) {
                consumer.accept(names.text(code), part);
            }
        });
    }
}
