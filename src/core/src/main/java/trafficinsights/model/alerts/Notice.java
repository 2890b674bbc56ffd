package trafficinsights.model.alerts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import trafficinsights.model.Dimension;
import trafficinsights.model.Severity;

/// One thing to be reported: that an alert or an incident began, or that it is over.
///
/// @param kind what it is about
/// @param state whether it began or is over
/// @param alertId the same for the beginning and the end of one alert, and in a run that was
///   resumed or done again: made of what it is about, never of a clock
/// @param name the rule, or the incident's metric
/// @param startMicros first moment outside, µs since 1970 UTC
/// @param endMicros last moment outside, so far
/// @param observed worst figure, in `unit`; `NaN` where there is none
/// @param limit what the rule allows, or what was to be expected, in `unit`; `NaN` where there is
///   none
/// @param text what happened, for people
/// @param source the run's source
public record Notice(
        Kind kind,
        State state,
        String alertId,
        Severity severity,
        String name,
        Dimension dimension,
        String key,
        long startMicros,
        long endMicros,
        double observed,
        double limit,
        String unit,
        String text,
        String source) {

    /// What a notice is about.
    public enum Kind {
        ALERT,
        INCIDENT,
        /// Sent by a person to see whether it arrives.
        TEST;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Where it stands.
    public enum State {
        FIRING,
        RESOLVED,
        /// The series fell silent while the alert was firing.
        NO_DATA;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Notice {
        if (alertId.isEmpty()) {
            throw new IllegalArgumentException("a notice without an id: " + text);
        }
    }

    /// The same whenever this very notice is sent, so that a receiver can drop what it has.
    public String id() {
        return alertId + "-" + state.label();
    }

    /// When it happened: its beginning, or its end.
    public long atMicros() {
        return state == State.FIRING ? startMicros : endMicros;
    }

    /// An id out of what an alert is about: 128 bits of its SHA-256, in hexadecimal.
    public static String idOf(
            String source,
            Kind kind,
            String name,
            Dimension dimension,
            String key,
            long startMicros) {
        String text =
                String.join(
                        "\n",
                        source,
                        kind.label(),
                        name,
                        dimension.label(),
                        key,
                        Long.toString(startMicros));
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
