package trafficinsights.model.outlook;

import java.util.Locale;
import trafficinsights.model.Dimension;
import trafficinsights.model.NumberText;
import trafficinsights.model.Unit;

/// Which figure of which series.
///
/// @param figure as in files: `request_rate`, `p95_latency`, `cpu`
/// @param unit of its values; `NUMBER` when it is not known
public record SeriesName(Dimension dimension, String key, String figure, Unit unit) {

    /// `Request rate over all requests`, `CPU of server eu-2`.
    public String words() {
        String name =
                switch (figure) {
                    case "cpu" -> "CPU";
                    case "" -> "value";
                    default -> figure.replace('_', ' ');
                };
        if (unit == Unit.NUMBER) {
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
        return unit == Unit.NUMBER ? NumberText.count(value) : unit.text(value);
    }
}
