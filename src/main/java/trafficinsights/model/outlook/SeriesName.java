package trafficinsights.model.outlook;

import java.util.Locale;
import trafficinsights.model.Dimension;
import trafficinsights.model.NumberText;

/// Which figure of which series.
///
/// @param figure as in files: `request_rate`, `p95_latency`, `cpu`
/// @param unit of its values: `requests/s`, `µs`, `share`; empty when it is not known
public record SeriesName(Dimension dimension, String key, String figure, String unit) {

    /// `Request rate over all requests`, `CPU of server eu-2`.
    public String words() {
        String name =
                switch (figure) {
                    case "cpu" -> "CPU";
                    case "p95_latency" -> "p95 latency";
                    case "" -> "value";
                    default -> figure.replace('_', ' ');
                };
        if (unit.isEmpty()) {
            return name;
        }
        String first =
                name.startsWith("p")
                        ? name
                        : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        return dimension == Dimension.TOTAL
                ? first + " over all requests"
                : "%s of %s %s".formatted(first, dimension.label().replace('_', ' '), key);
    }

    /// A value for people.
    public String text(double value) {
        return switch (unit) {
            case "requests/s" -> NumberText.perSecond(value);
            case "µs" -> NumberText.latency(value);
            case "share" -> NumberText.share(value);
            default -> NumberText.count(value);
        };
    }
}
