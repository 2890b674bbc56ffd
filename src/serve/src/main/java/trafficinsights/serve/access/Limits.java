package trafficinsights.serve.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;

/// How often each viewer may ask: a bucket of permits that fills at an even rate. Threads: any.
public final class Limits {
    private static final long MOST_BUCKETS = 100_000;
    private static final double NANOS = 1e9;

    private final double perSecond;
    private final double burst;
    private final LongSupplier nanos;
    private final Cache<String, Bucket> buckets =
            Caffeine.newBuilder()
                    .maximumSize(MOST_BUCKETS)
                    .expireAfterAccess(Duration.ofMinutes(10))
                    .build();

    private final class Bucket {
        private double permits = burst;
        private long filledNanos = nanos.getAsLong();

        private synchronized double take() {
            long now = nanos.getAsLong();
            permits = Math.min(burst, permits + (now - filledNanos) / NANOS * perSecond);
            filledNanos = now;
            if (permits >= 1) {
                permits--;
                return 0;
            }
            return (1 - permits) / perSecond;
        }
    }

    /// @param burst permits that an idle viewer has
    /// @param nanos the clock
    public Limits(double perSecond, double burst, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.nanos = nanos;
    }

    /// Takes a permit.
    ///
    /// @return 0, or the seconds until there is one
    public double take(String viewer) {
        return buckets.get(viewer, _ -> new Bucket()).take();
    }
}
