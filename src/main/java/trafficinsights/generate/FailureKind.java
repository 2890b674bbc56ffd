package trafficinsights.generate;

import java.util.Arrays;
import java.util.stream.Collectors;

/// What can be made to go wrong.
public enum FailureKind {
    /// One server's service time is multiplied by the strength.
    SLOW_SERVER("slow_server", 1, 1000),
    /// A share of answers, the strength, has status 500 or 503.
    BAD_DEPLOY("bad_deploy", 0, 1);

    private final String label;
    private final double minStrength;
    private final double maxStrength;

    FailureKind(String label, double minStrength, double maxStrength) {
        this.label = label;
        this.minStrength = minStrength;
        this.maxStrength = maxStrength;
    }

    /// The name in scenario files and in the ground truth.
    public String label() {
        return label;
    }

    double minStrength() {
        return minStrength;
    }

    double maxStrength() {
        return maxStrength;
    }

    static String labels() {
        return Arrays.stream(values()).map(FailureKind::label).collect(Collectors.joining(", "));
    }
}
