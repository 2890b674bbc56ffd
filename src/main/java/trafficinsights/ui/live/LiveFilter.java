package trafficinsights.ui.live;

import trafficinsights.model.Anomaly;
import trafficinsights.model.Dimension;
import trafficinsights.model.Incident;
import trafficinsights.model.TruthInterval;

/// The one part of the traffic that everything in the panel is about. Windows are kept by one
/// dimension at a time, so a second filter replaces the first.
///
/// @param dimension TOTAL for all of it, else REGION or SERVER
record LiveFilter(Dimension dimension, String key) {
    static final LiveFilter NONE = new LiveFilter(Dimension.TOTAL, Dimension.ALL);

    boolean isNone() {
        return dimension == Dimension.TOTAL;
    }

    /// `server = eu-2`
    String label() {
        return dimension.label() + " = " + key;
    }

    /// `server eu-2`
    String words() {
        return isNone() ? "all requests" : dimension.label() + " " + key;
    }

    boolean takes(Anomaly anomaly) {
        return isNone() || is(anomaly.dimension(), anomaly.key());
    }

    /// Whether the part is where the incident is told to be, or one of its causes.
    boolean takes(Incident incident) {
        return isNone()
                || is(incident.dimension(), incident.key())
                || incident.causes().stream().anyMatch(c -> is(c.dimension(), c.key()));
    }

    /// What was injected into all, or into this part; nothing is known of servers of a region.
    boolean takes(TruthInterval truth) {
        String target = truth.target();
        String name = target.substring(target.indexOf(':') + 1);
        return isNone() || name.equals(Dimension.ALL) || name.equals(key);
    }

    private boolean is(Dimension otherDimension, String otherKey) {
        return dimension == otherDimension && key.equals(otherKey);
    }
}
