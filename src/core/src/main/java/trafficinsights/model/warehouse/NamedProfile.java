package trafficinsights.model.warehouse;

import trafficinsights.model.Problem;

/// A profile under the name that a person gave it.
///
/// @param name letters, digits, blanks, `.`, `_`, `-`; in lower case, as the file keeps it
public record NamedProfile(String name, WarehouseProfile profile) {
    /// The name of the profile that is there before any was made.
    public static final String DEFAULT_NAME = "default";

    private static final int LONGEST = 60;

    /// @throws trafficinsights.model.ProblemException when the name cannot be
    public NamedProfile {
        if (!isName(name)) {
            throw Problem.of(
                            "warehouse.profile-name",
                            ("“%s” is not a valid profile name. Use letters,"
                                            + " digits, spaces, . _ and -.")
                                    .formatted(name))
                    .asException();
        }
    }

    /// The server that the program was made for, with the Windows sign-in.
    public static NamedProfile ofDefault() {
        return new NamedProfile(
                DEFAULT_NAME, WarehouseProfile.ofServer(WarehouseProfile.DEFAULT_SERVER));
    }

    /// Whether a text may be a name.
    public static boolean isName(String text) {
        return !text.isBlank()
                && text.length() <= LONGEST
                && text.equals(text.strip())
                && text.equals(text.toLowerCase(java.util.Locale.ROOT))
                && text.codePoints()
                        .allMatch(c -> Character.isLetterOrDigit(c) || " ._-".indexOf(c) >= 0);
    }
}
