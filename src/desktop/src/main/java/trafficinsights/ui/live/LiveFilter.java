package trafficinsights.ui.live;

import java.util.List;
import java.util.stream.Stream;
import trafficinsights.model.Anomaly;
import trafficinsights.model.Dimension;
import trafficinsights.model.Incident;
import trafficinsights.model.TruthInterval;

/// The one part of the traffic that everything in the panel is about. Windows are kept by one
/// dimension at a time, so a second filter replaces the first.
///
/// @param dimension TOTAL for all of it, else REGION or SERVER
record LiveFilter(Dimension dimension, String key) {
    /// The causes of an incident list every part, also those that had next to nothing to do with
    /// it.
    private static final double LEAST_SHARE = 0.1;

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

    /// Incidents that the part has a share in: it is where they are, or caused a tenth of them or
    /// more, or left its own band while they began.
    List<Incident> incidents(List<Incident> incidents, List<Anomaly> anomalies) {
        if (isNone()) {
            return incidents;
        }
        List<Anomaly> own = anomalies.stream().filter(this::takes).toList();
        return incidents.stream()
                .filter(incident -> isPartOf(incident) || isBegunIn(own, incident))
                .toList();
    }

    /// What charts of the part mark: its own anomalies, and the incidents that it caused. Those may
    /// have shown in all of the traffic only.
    List<Anomaly> marked(List<Incident> incidents, List<Anomaly> anomalies) {
        if (isNone()) {
            return anomalies;
        }
        return Stream.concat(
                        anomalies.stream().filter(this::takes),
                        incidents.stream().filter(this::isPartOf).map(Incident::asAnomaly))
                .toList();
    }

    private boolean isPartOf(Incident incident) {
        return isKey(incident.dimension(), incident.key())
                || incident.causes().stream()
                        .anyMatch(c -> c.share() >= LEAST_SHARE && isKey(c.dimension(), c.key()));
    }

    private static boolean isBegunIn(List<Anomaly> anomalies, Incident incident) {
        return anomalies.stream()
                .anyMatch(a ->
                        a.startMicros() >= incident.startMicros()
                                && a.startMicros() < incident.endMicros());
    }

    /// As [#is], or the key is the host of this server: incidents name a server that is in several
    /// back ends by its host alone.
    private boolean isKey(Dimension otherDimension, String otherKey) {
        return is(otherDimension, otherKey)
                || (dimension == Dimension.SERVER
                        && otherDimension == Dimension.SERVER
                        && key.endsWith("/" + otherKey));
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
