package trafficinsights.ui.explore;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.CsvRole;

/// An entry of the lists of what a column may be.
///
/// @param role null for nothing, and for forms
/// @param text as a mapping file has it
record RoleChoice(@Nullable CsvRole role, String text) {
    private static final RoleChoice NOTHING = new RoleChoice(null, "");

    /// Nothing, and every role.
    static final List<RoleChoice> ROLES = roles();

    private static List<RoleChoice> roles() {
        List<RoleChoice> all = new ArrayList<>(List.of(NOTHING));
        for (CsvRole role : CsvRole.values()) {
            all.add(new RoleChoice(role, role.label()));
        }
        return List.copyOf(all);
    }

    static RoleChoice ofRole(@Nullable CsvRole role) {
        return role == null ? NOTHING : new RoleChoice(role, role.label());
    }

    static RoleChoice ofForm(String form) {
        return new RoleChoice(null, form);
    }

    /// For people.
    @Override
    public String toString() {
        return this.equals(NOTHING) ? "—" : text.replace('_', ' ');
    }
}
