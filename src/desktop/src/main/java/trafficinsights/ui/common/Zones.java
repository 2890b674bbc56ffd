package trafficinsights.ui.common;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// Time zones to choose from. Threads: any.
public final class Zones {
    private Zones() {}

    /// UTC and that of this computer first, then all that are named after a place.
    ///
    /// @param chosen is in the list whatever it is
    public static List<ZoneId> all(ZoneId chosen) {
        List<ZoneId> zones = new ArrayList<>();
        zones.add(ZoneOffset.UTC);
        zones.add(ZoneId.systemDefault());
        ZoneId.getAvailableZoneIds().stream()
                .filter(id ->
                        id.contains("/") && !id.startsWith("Etc/") && !id.startsWith("SystemV/"))
                .sorted()
                .map(ZoneId::of)
                .forEach(zones::add);
        zones.add(chosen);
        return zones.stream().distinct().toList();
    }

    /// For people.
    public static String words(ZoneId id) {
        if (id.equals(ZoneOffset.UTC)) {
            return "UTC";
        }
        return id.equals(ZoneId.systemDefault()) ? id.getId() + " (this computer)" : id.getId();
    }
}
