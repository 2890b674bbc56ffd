package trafficinsights.analyze.rules;

/// How a figure is compared with its limit.
enum Comparison {
    BELOW("<", true),
    AT_MOST("<=", true),
    ABOVE(">", false),
    AT_LEAST(">=", false);

    private final String sign;
    private final boolean isUpperLimit;

    Comparison(String sign, boolean isUpperLimit) {
        this.sign = sign;
        this.isUpperLimit = isUpperLimit;
    }

    String sign() {
        return sign;
    }

    /// Whether larger figures are worse.
    boolean isUpperLimit() {
        return isUpperLimit;
    }

    boolean holds(double value, double limit) {
        return switch (this) {
            case BELOW -> value < limit;
            case AT_MOST -> value <= limit;
            case ABOVE -> value > limit;
            case AT_LEAST -> value >= limit;
        };
    }

    /// The worse of two figures; `NaN` counts as none.
    double worse(double a, double b) {
        if (Double.isNaN(a) || Double.isNaN(b)) {
            return Double.isNaN(a) ? b : a;
        }
        return isUpperLimit ? Math.max(a, b) : Math.min(a, b);
    }
}
