package trafficinsights.ingest.directive;

import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.row.FieldRole;

/// A variable of a directive and the text in front of it.
///
/// @param before text that stands in front of the value in every line
/// @param name of the variable, as the directive has it
/// @param role what the value is to a request
/// @param form where the value ends
/// @param time how a time is written that is in no form which is read without being told
public record Part(
        String before, String name, FieldRole role, Form form, @Nullable DateTimeFormatter time) {
    /// How the end of a value is found.
    public enum Form {
        /// Where the text behind it begins.
        PLAIN,
        /// A list as nginx writes it, whose values have blanks between them.
        LIST,
        /// A time with an offset behind a blank, `02/Mar/2026:09:10:39 +0000`.
        CLOCK,
        /// Captured headers of HAProxy, `{a|b}`; nothing at all where none are captured.
        CAPTURED,
        /// The same as a list, `"a" "b"`.
        CAPTURED_LIST;

        boolean isCaptured() {
            return this == CAPTURED || this == CAPTURED_LIST;
        }
    }

    Part(String before, String name, FieldRole role, Form form) {
        this(before, name, role, form, null);
    }

    Part as(FieldRole newRole) {
        return new Part(before, name, newRole, form, time);
    }

    Part withBefore(String newBefore) {
        return new Part(newBefore, name, role, form, time);
    }
}
