package trafficinsights.ui.explore;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Numbers as cells show them.
final class CellText {
    /// All decimal digits that a double keeps. Those behind them come of storing it in binary: 0.1
    /// + 0.2 has a 4 at the seventeenth.
    private static final int DIGITS = 15;

    private CellText() {}

    /// Whole numbers and short ones as they are; long decimals without what binary storage adds.
    static String number(String value) {
        boolean isPlain = value.indexOf('.') >= 0 && value.matches("[-+]?[0-9.]+");
        if (!isPlain || value.length() <= DIGITS + 1) {
            return value;
        }
        MathContext kept = new MathContext(DIGITS, RoundingMode.HALF_EVEN);
        return new BigDecimal(value).round(kept).stripTrailingZeros().toPlainString();
    }
}
