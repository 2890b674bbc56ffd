package trafficinsights.ingest.csv;

/// What the marks in a text that may be a number say about the marks of its column.
///
/// @param kind of number
/// @param thousands mark that stands between groups of digits, or 0
/// @param decimal mark in front of the decimals, or 0
/// @param digits in front of the decimals
record NumberShape(Kind kind, char thousands, char decimal, int digits) {
    enum Kind {
        NONE,
        /// Digits only.
        PLAIN,
        /// One mark with three digits behind it: thousands, or decimals.
        EITHER,
        /// Its marks have one meaning.
        CLEAR
    }

    private static final NumberShape NO_NUMBER = new NumberShape(Kind.NONE, '\0', '\0', 0);

    /// Longer texts are no numbers.
    private static final int MOST_CHARACTERS = 40;

    private static final int MOST_MARKS = 12;

    static NumberShape of(String value) {
        int length = value.length();
        int at = length > 0 && "+-".indexOf(value.charAt(0)) >= 0 ? 1 : 0;
        if (length > MOST_CHARACTERS || at == length) {
            return NO_NUMBER;
        }
        char[] marks = new char[MOST_MARKS];
        int[] runs = new int[MOST_MARKS + 1];
        int count = 0;
        int start = at;
        for (; at < length; at++) {
            char c = value.charAt(at);
            if (c >= '0' && c <= '9') {
                runs[count]++;
                continue;
            }
            char mark = mark(c);
            if (mark == 0 && isExponent(value, at)) {
                break;
            }
            if (mark == 0 || count == MOST_MARKS) {
                return NO_NUMBER;
            }
            marks[count++] = mark;
        }
        boolean isZeroFirst = value.charAt(start) == '0';
        return of(marks, runs, count, isZeroFirst, at < length);
    }

    private static boolean isExponent(String value, int at) {
        return value.substring(at).matches("[eE][-+]?\\d{1,3}");
    }

    private static NumberShape of(
            char[] marks, int[] runs, int count, boolean isZeroFirst, boolean hasExponent) {
        if (count == 0) {
            return runs[0] == 0 ? NO_NUMBER : new NumberShape(Kind.PLAIN, '\0', '\0', runs[0]);
        }
        char last = marks[count - 1];
        boolean isDecimalMark = last == '.' || last == ',';
        if (count == 1) {
            return one(last, runs, isZeroFirst, hasExponent, isDecimalMark);
        }
        boolean isAlike = areAlike(marks, count);
        if (isAlike && isGrouped(runs, count, marks[0], isZeroFirst) && !isAddress(marks, count)) {
            return new NumberShape(Kind.CLEAR, marks[0], '\0', digits(runs, count));
        }
        boolean isBoth = areAlike(marks, count - 1) && isDecimalMark && last != marks[0];
        return isBoth && isGrouped(runs, count - 1, marks[0], isZeroFirst)
                ? new NumberShape(Kind.CLEAR, marks[0], last, digits(runs, count - 1))
                : NO_NUMBER;
    }

    private static NumberShape one(
            char mark, int[] runs, boolean isZeroFirst, boolean hasExponent, boolean isDecimal) {
        boolean isGroup =
                runs[0] >= 1 && runs[0] <= 3 && runs[1] == 3 && !isZeroFirst && !hasExponent;
        if (!isDecimal) {
            return isGroup ? new NumberShape(Kind.CLEAR, mark, '\0', runs[0] + 3) : NO_NUMBER;
        }
        if (isGroup) {
            return new NumberShape(Kind.EITHER, '\0', mark, runs[0] + 3);
        }
        return runs[0] + runs[1] == 0
                ? NO_NUMBER
                : new NumberShape(Kind.CLEAR, '\0', mark, runs[0]);
    }

    /// `,` `.` `'` or a blank, whichever the character is one of; 0 for others.
    private static char mark(char c) {
        return switch (c) {
            case '.', ',' -> c;
            case '\'', '\u2019' -> '\'';
            case ' ', '\u00A0', '\u202F', '\u2009', '\u2007' -> ' ';
            default -> '\0';
        };
    }

    private static boolean areAlike(char[] marks, int count) {
        for (int i = 1; i < count; i++) {
            if (marks[i] != marks[0]) {
                return false;
            }
        }
        return true;
    }

    /// As [NumberMarks] reads groups.
    private static boolean isGrouped(int[] runs, int count, char mark, boolean isZeroFirst) {
        boolean isOfTwo = mark == ',' && runs[0] <= 2;
        boolean isOfThree = runs[0] <= 3;
        for (int i = 1; i <= count; i++) {
            isOfThree &= runs[i] == 3;
            isOfTwo &= runs[i] == (i == count ? 3 : 2);
        }
        return runs[0] >= 1 && !isZeroFirst && (isOfThree || isOfTwo);
    }

    /// Four groups may be an IPv4 address.
    private static boolean isAddress(char[] marks, int count) {
        return count == 3 && marks[0] == '.';
    }

    private static int digits(int[] runs, int count) {
        int digits = 0;
        for (int i = 0; i <= count; i++) {
            digits += runs[i];
        }
        return digits;
    }
}
