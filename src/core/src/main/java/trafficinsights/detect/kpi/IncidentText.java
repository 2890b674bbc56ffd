package trafficinsights.detect.kpi;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.Incident.Cause;
import trafficinsights.model.NumberText;

/// An incident in one sentence. Threads: stateless.
final class IncidentText {
    private IncidentText() {}

    /// `p95 latency of server eu-2 went from 31.0 ms to 240 ms at 20:21:08; 88 % of the added
    /// latency came from it.`
    ///
    /// @param example the finding whose figures are reported
    /// @param leading the part that explains most; null where none stands out
    static String sentence(Finding example, @Nullable Cause leading) {
        String change =
                "%s of %s went from %s to %s at %s"
                        .formatted(
                                example.metric().firstWords(),
                                part(example.dimension, example.key),
                                example.metric().text(example.expected()),
                                example.metric().text(example.observed()),
                                NumberText.clock(example.startMicros));
        if (leading == null) {
            return change + ".";
        }
        boolean isSame =
                leading.dimension() == example.dimension && leading.key().equals(example.key);
        String from = isSame ? "it" : part(leading.dimension(), leading.key());
        return "%s; %s of %s came from %s."
                .formatted(
                        change,
                        String.format(Locale.ROOT, "%.0f %%", 100 * leading.share()),
                        whole(example.metric(), example.isRise()),
                        from);
    }

    private static String part(Dimension dimension, String key) {
        return dimension == Dimension.TOTAL
                ? "all requests"
                : dimension.label() + " " + (key.isEmpty() ? "(none)" : key);
    }

    private static String whole(Figure metric, boolean isRise) {
        return switch (metric) {
            case REQUEST_RATE -> isRise ? "the added requests" : "the missing requests";
            case TRAFFIC_SHARE -> isRise ? "the gained traffic" : "the lost traffic";
            case P95 -> isRise ? "the added latency" : "the saved latency";
            case ERROR_RATE -> isRise ? "the added server errors" : "the removed server errors";
            case CLIENT_ERROR_RATE ->
                    isRise ? "the added client errors" : "the removed client errors";
            case REDIRECT_RATE -> isRise ? "the added redirects" : "the removed redirects";
            case BYTES_PER_REQUEST -> isRise ? "the added bytes" : "the missing bytes";
            default -> throw new IllegalArgumentException(metric + " is not watched");
        };
    }
}
