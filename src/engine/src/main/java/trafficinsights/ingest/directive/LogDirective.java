package trafficinsights.ingest.directive;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import trafficinsights.ingest.row.FieldRole;

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
}
