package trafficinsights.ingest.directive;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A log format that is recognized without being given. It is taken apart only when a file may be
/// written so. Threads: any.
public final class KnownDirective {
    /// HAProxy's and Envoy's own formats that are not read by a parser of their own.
    public static final List<KnownDirective> ALL =
            List.of(
                    new KnownDirective(
                            Product.HAPROXY,
                            "\"\" \"\"",
                            HaproxyDirective.CLF,
                            format -> HaproxyDirective.of("option httplog clf", format)),
                    envoy(EnvoyDirective.DEFAULT),
                    envoy(EnvoyDirective.ISTIO),
                    envoy(EnvoyDirective.OLD_ISTIO));

    private final Product product;
    private final String mark;
    private final String format;
    private final Function<String, LogDirective> reading;
    private @Nullable LogDirective directive;

    /// @param mark text between two values, which every line has
    private KnownDirective(
            Product product, String mark, String format, Function<String, LogDirective> reading) {
        this.product = product;
        this.mark = mark;
        this.format = format;
        this.reading = reading;
    }

    private static KnownDirective envoy(String format) {
        return new KnownDirective(Product.ENVOY, "] \"", format, EnvoyDirective::of);
    }

    public Product product() {
        return product;
    }

    /// Whether one of these lines may be written so.
    public boolean mayBeIn(List<String> lines) {
        for (String line : lines) {
            if (line.contains(mark)) {
                return true;
            }
        }
        return false;
    }

    public synchronized LogDirective directive() {
        LogDirective known = directive;
        if (known == null) {
            known = reading.apply(format);
            directive = known;
        }
        return known;
    }
}
