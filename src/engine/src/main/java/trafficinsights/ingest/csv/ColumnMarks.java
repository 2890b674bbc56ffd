package trafficinsights.ingest.csv;

import java.util.List;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.CsvDialect;

/// What the marks in the numbers of one column say.
final class ColumnMarks {
    /// Share of the values that must be numbers for their marks to say anything.
    private static final double LEAST_NUMBERS = 0.5;

    private static final String MARKS = ".,' ";

    private final boolean isOfNumbers;
    private final int[] thousands = new int[MARKS.length()];
    private final int[] decimals = new int[MARKS.length()];
    private final int[] either = new int[MARKS.length()];
    private int leastDigitsOfEither = Integer.MAX_VALUE;
    private int plain;
    private int mostPlainDigits;
    private @Nullable String example;

    /// @param values without those that say nothing
    ColumnMarks(List<String> values) {
        int numbers = 0;
        for (String value : values) {
            NumberShape shape = NumberShape.of(value);
            numbers += shape.kind() == NumberShape.Kind.NONE ? 0 : 1;
            count(shape, value);
        }
        isOfNumbers = numbers > 0 && numbers >= LEAST_NUMBERS * values.size();
    }

    private void count(NumberShape shape, String value) {
        switch (shape.kind()) {
            case NONE -> {
                return;
            }
            case PLAIN -> {
                plain++;
                mostPlainDigits = Math.max(mostPlainDigits, shape.digits());
                return;
            }
            case EITHER -> {
                either[MARKS.indexOf(shape.decimal())]++;
                leastDigitsOfEither = Math.min(leastDigitsOfEither, shape.digits());
            }
            case CLEAR -> {
                if (shape.thousands() != 0) {
                    thousands[MARKS.indexOf(shape.thousands())]++;
                }
                if (shape.decimal() != 0) {
                    decimals[MARKS.indexOf(shape.decimal())]++;
                }
            }
        }
        example = example == null ? value : example;
    }

    /// Whether the column is one of numbers of which some have marks.
    boolean isMarked() {
        return isOfNumbers && example != null;
    }

    /// How many numbers have this mark between thousands, for certain.
    int thousands(char mark) {
        return isOfNumbers ? thousands[MARKS.indexOf(mark)] : 0;
    }

    /// Whether numbers have a table's mark between thousands.
    ///
    /// @param thousands the mark, or empty
    boolean isGrouped(String thousands) {
        return !thousands.isEmpty()
                && thousands(thousands.charAt(0)) + either(thousands.charAt(0)) > 0;
    }

    /// How many numbers have this decimal mark, for certain.
    int decimals(char mark) {
        return isOfNumbers ? decimals[MARKS.indexOf(mark)] : 0;
    }

    /// How many numbers have this mark once, with three digits behind it.
    int either(char mark) {
        return isOfNumbers ? either[MARKS.indexOf(mark)] : 0;
    }

    /// Whether numbers have this mark that nothing in the column explains as a decimal mark.
    boolean isOpen(char mark) {
        return either(mark) > 0 && decimals(mark) == 0;
    }

    /// Whether the numbers without marks are as small as they are where larger ones have marks
    /// between thousands. Some leave them out below 10,000.
    boolean hasSmallPlain() {
        boolean isFourUnmarked = leastDigitsOfEither >= 5;
        return plain > 0 && mostPlainDigits <= (isFourUnmarked ? 4 : 3);
    }

    /// The first number with a mark.
    String example() {
        return example == null ? "" : example;
    }

    /// Why the numbers of the column cannot be read for certain; null when they can.
    ///
    /// @param isWhole whether its name says that they are whole numbers
    /// @param isProven whether other columns prove the decimal mark of the table
    @Nullable String doubt(CsvDialect dialect, boolean isWhole, boolean isProven) {
        if (!isMarked()) {
            return null;
        }
        char decimal = dialect.decimal();
        char other = decimal == '.' ? ',' : '.';
        boolean hasOtherDecimal = decimals(other) > 0;
        if (hasOtherDecimal) {
            return "its numbers have a decimal %s as `%s`, the table has a decimal %s"
                    .formatted(name(other), example(), name(decimal));
        }
        for (int i = 0; i < MARKS.length(); i++) {
            char mark = MARKS.charAt(i);
            boolean isTables = dialect.thousands().equals(String.valueOf(mark));
            if (!isTables && (thousands(mark) > 0 || (mark == other && isOpen(mark)))) {
                return open(mark);
            }
        }
        boolean isNoDecimal =
                isWhole || hasSmallPlain() || (!isProven && TableMarks.isUnusual(decimal, dialect));
        return isOpen(decimal) && isNoDecimal ? open(decimal) : null;
    }

    private String open(char mark) {
        return "it is uncertain whether the %s in `%s` is between thousands or before decimals"
                .formatted(name(mark), example());
    }

    private static String name(char mark) {
        return switch (mark) {
            case '.' -> "point";
            case ',' -> "comma";
            case '\'' -> "apostrophe";
            default -> "blank";
        };
    }
}
