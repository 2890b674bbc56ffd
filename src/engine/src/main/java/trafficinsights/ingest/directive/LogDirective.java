package trafficinsights.ingest.directive;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import trafficinsights.ingest.row.FieldRole;
import trafficinsights.ingest.row.FieldTable;

/// A log format as a server's configuration has it, taken apart.
///
/// @param text as it was given
/// @param parts its variables, in their order
/// @param after text behind the last value
/// @param hasEscapes whether a backslash in a value takes the next byte's meaning
/// @param collapsesBlanks whether blanks around an empty value become one
/// @param joinsServer whether a server is named by its group and its own name, `group/server`
public record LogDirective(
        Product product,
        String text,
        List<Part> parts,
        String after,
        boolean hasEscapes,
        boolean collapsesBlanks,
        boolean joinsServer) {

    public LogDirective {
        parts = List.copyOf(parts);
    }

    /// What a request is known by in these lines.
    public Set<FieldRole> roles() {
        Set<FieldRole> roles = EnumSet.noneOf(FieldRole.class);
        parts.forEach(part -> roles.add(part.role()));
        roles.remove(FieldRole.IGNORED);
        return roles;
    }

    /// The part whose unit is not known; empty where there is none.
    public String doubtfulUnit() {
        return parts.stream().anyMatch(LogDirective::isDoubtful) ? FieldTable.TIME_TAKEN : "";
    }

    private static boolean isDoubtful(Part part) {
        return part.name().equals(FieldTable.TIME_TAKEN) && part.role() == FieldRole.IGNORED;
    }

    /// What `time-taken` of a W3C log is.
    public FieldRole timeTaken() {
        return parts.stream()
                .filter(part -> part.name().equals(FieldTable.TIME_TAKEN))
                .map(Part::role)
                .findFirst()
                .orElse(FieldRole.IGNORED);
    }

    /// With the unit that the user named, where it is not known.
    public LogDirective inUnit(String unit) {
        List<Part> inUnit =
                parts.stream()
                        .map(part -> isDoubtful(part) ? part.as(FieldRole.latencyIn(unit)) : part)
                        .toList();
        return new LogDirective(
                product, text, inUnit, after, hasEscapes, collapsesBlanks, joinsServer);
    }
}
