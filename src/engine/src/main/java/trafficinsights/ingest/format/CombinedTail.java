package trafficinsights.ingest.format;

import java.util.List;
import trafficinsights.ingest.row.FieldRole;

/// What stands behind the last field of the common or the combined log in the lines of one file.
///
/// @param isCombined whether referer and agent stand in front of it
/// @param slots its fields; those that do not prove what they are have no role
/// @param isRead whether every line has these fields; otherwise what stands there is not looked at
/// @param note what a user should know of it; empty when there is nothing to say
record CombinedTail(boolean isCombined, List<Slot> slots, boolean isRead, String note) {
    CombinedTail {
        slots = List.copyOf(slots);
    }

    /// @param name in front of an equals sign; empty for a field without one
    record Slot(String name, boolean isQuoted, FieldRole role) {}

    /// Of lines that end where the format ends.
    static CombinedTail nothing(boolean isCombined) {
        return new CombinedTail(isCombined, List.of(), true, "");
    }

    /// Whether no field of it is used.
    boolean isUnread() {
        return !isRead || slots.stream().allMatch(slot -> slot.role() == FieldRole.IGNORED);
    }
}
