package trafficinsights.generate;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Arithmetic of relative changes: `+50`, `-20`, `*2`, `+500ms` on a number or a length of time.
/// Exact decimals, so that a scenario's text shows no binary fractions.
final class ChangedValue {
    private static final String SIZE = "\\d{1,18}(?:\\.\\d{1,18})?";
    private static final Pattern RELATIVE = Pattern.compile("([+*-])(" + SIZE + ")(ms|s|m|h|d)?");
    private static final Pattern VALUE = Pattern.compile("(-?" + SIZE + ")(ms|s|m|h|d)?");
    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    private ChangedValue() {}

    /// A sign before a number asks for a change of what is there.
    static boolean isRelative(String value) {
        return RELATIVE.matcher(value).matches();
    }

    /// @param isMillis whether `before` is a bare number of ms, which lengths of time may change
    /// @throws IllegalArgumentException with what is wrong, in words
    static String changed(String before, String change, boolean isMillis) {
        Matcher old = VALUE.matcher(before);
        Matcher by = RELATIVE.matcher(change);
        if (!old.matches() || !by.matches()) {
            throw new IllegalArgumentException(
                    "the current value `%s` is neither a number nor a duration".formatted(before));
        }
        boolean isTime = old.group(2) != null;
        BigDecimal value = millis(old.group(1), old.group(2));
        BigDecimal operand = millis(by.group(2), by.group(3));
        boolean isFactor = by.group(1).equals("*");
        boolean hasUnit = by.group(3) != null;
        if (isFactor && hasUnit) {
            throw new IllegalArgumentException("a factor has no unit");
        }
        if (!isFactor && isTime != hasUnit && !isMillis) {
            throw new IllegalArgumentException(
                    isTime
                            ? "the current value is `%s`, so a unit is needed, such as +500ms"
                                    .formatted(before)
                            : "the current value `%s` has no unit".formatted(before));
        }
        BigDecimal result =
                switch (by.group(1)) {
                    case "+" -> value.add(operand);
                    case "-" -> value.subtract(operand);
                    default -> value.multiply(operand);
                };
        return result.stripTrailingZeros().toPlainString() + (isTime ? "ms" : "");
    }

    /// A length of time as a bare number of ms; anything else as it is.
    static String inMillis(String value) {
        Matcher matcher = VALUE.matcher(value);
        return matcher.matches()
                ? millis(matcher.group(1), matcher.group(2)).stripTrailingZeros().toPlainString()
                : value;
    }

    private static BigDecimal millis(String number, @Nullable String unit) {
        long factor = unit == null ? 1 : MILLIS.getOrDefault(unit, 1L);
        return new BigDecimal(number).multiply(BigDecimal.valueOf(factor));
    }
}
