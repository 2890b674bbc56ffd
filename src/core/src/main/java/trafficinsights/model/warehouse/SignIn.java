package trafficinsights.model.warehouse;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import trafficinsights.model.Problem;

/// How one proves to SQL Server who one is.
public enum SignIn {
    /// As the Windows user who runs the program.
    WINDOWS,
    /// A user and password that SQL Server keeps.
    SQL,
    /// A Windows user (`DOMAIN\name`) and password, from any system.
    NTLM,
    /// Microsoft Entra, for Azure SQL.
    ENTRA;

    /// The name in options and profiles.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether a password is asked for.
    public boolean needsPassword() {
        return this == SQL || this == NTLM;
    }

    /// @throws trafficinsights.model.ProblemException when there is no such way
    public static SignIn ofLabel(String label) {
        for (SignIn way : values()) {
            if (way.label().equals(label.toLowerCase(Locale.ROOT))) {
                return way;
            }
        }
        throw Problem.of(
                        "warehouse.auth",
                        "“%s” is not a valid sign-in method. Use one of: %s."
                                .formatted(
                                        label,
                                        Arrays.stream(values())
                                                .map(SignIn::label)
                                                .collect(Collectors.joining(", "))))
                .asException();
    }
}
