package trafficinsights.run.scenario;

import java.util.Arrays;
import java.util.List;
import trafficinsights.generate.FailureKind;

/// What a kind of failure needs to be filled in.
///
/// @param kind as files say it: `slow_server`
/// @param title for people
/// @param meaning of its strength, with the range that is allowed
/// @param usualStrength that a new one begins with
/// @param isGradual whether it grows over its whole length unless the file says otherwise
public record FailureForm(
        String kind, String title, String meaning, double usualStrength, boolean isGradual) {

    public static List<FailureForm> all() {
        return Arrays.stream(FailureKind.values()).map(FailureForm::of).toList();
    }

    private static FailureForm of(FailureKind kind) {
        String words = kind.label().replace('_', ' ');
        String title = Character.toUpperCase(words.charAt(0)) + words.substring(1);
        return switch (kind) {
            case SLOW_SERVER -> form(kind, title, "times the service time", 8);
            case CRASHED_SERVER, REGIONAL_OUTAGE ->
                    form(kind, title, "share of connections refused", 1);
            case BAD_DEPLOY -> form(kind, title, "share of answers that fail", 0.33);
            case SURGE -> form(kind, title, "times the usual arrivals", 3);
            case TRAFFIC_DROP -> form(kind, title, "share of arrivals that stop", 0.5);
            case BOT_SCAN -> form(kind, title, "scanner requests per usual request", 2);
            case MEMORY_LEAK -> form(kind, title, "share of memory lost by the end", 1);
            case FLAPPING_HEALTH -> form(kind, title, "share of checks that wrongly fail", 0.5);
            case CASCADING_OVERLOAD -> form(kind, title, "share of workers lost", 0.34);
            case SLOW_ROUTE -> form(kind, title, "times the service time of the route", 8);
            case ROUTE_ERRORS -> form(kind, title, "share of the route's answers that fail", 0.5);
            case PACKET_LOSS -> form(kind, title, "share of answers delayed by lost packets", 0.3);
            case STATUS_SHIFT -> form(kind, title, "share of answers that become redirects", 0.5);
            case TRUNCATED_BODIES -> form(kind, title, "share of answers that are cut off", 0.6);
            case CRON_BURST, NIGHTLY_BATCH ->
                    form(kind, title + " (benign)", "calls of the route per usual request", 0.5);
            case LATENCY_DRIFT -> form(kind, title, "times the service time at its end", 4);
        };
    }

    private static FailureForm form(FailureKind kind, String title, String words, double usual) {
        String meaning =
                "%s, %d to %d"
                        .formatted(words, (long) kind.minStrength(), (long) kind.maxStrength());
        return new FailureForm(kind.label(), title, meaning, usual, kind.isGradual());
    }
}
