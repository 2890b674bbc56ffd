package trafficinsights.ingest.csv;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.CsvDialect;
import trafficinsights.model.CsvRole;

/// Which marks the numbers of a table have: one decimal mark, and one between thousands or none.
/// What proves it goes before what is usual.
///
/// Proof of a mark between thousands is a number with another mark behind it (`1.234,5`), with two
/// of them (`1,234,567`), or with an apostrophe or a blank; of a decimal mark, any other number of
/// digits behind it than three. A number such as `1.234` alone proves nothing. It is 1234 where
/// another column proves the other decimal mark, where the name says that numbers are whole, and
/// where the mark is usual for thousands and all larger numbers of the column have it.
final class TableMarks {
    private static final Pattern DAY_WITH_POINTS =
            Pattern.compile("\\d{1,2}\\.\\d{1,2}\\.\\d{4}\\b.*");

    private final List<ColumnMarks> columns = new ArrayList<>();
    private final List<String> names;
    private final char delimiter;
    private final boolean hasDaysWithPoints;

    /// @param names of the columns; places where there are none
    private TableMarks(List<String> names, List<List<String>> rows, char delimiter) {
        this.names = names;
        this.delimiter = delimiter;
        boolean hasDays = false;
        for (int i = 0; i < names.size(); i++) {
            List<String> values = new ArrayList<>();
            for (List<String> row : rows) {
                if (i < row.size() && !ColumnProfile.isNothing(row.get(i))) {
                    values.add(row.get(i));
                }
            }
            hasDays |= !values.isEmpty() && DAY_WITH_POINTS.matcher(values.getFirst()).matches();
            columns.add(new ColumnMarks(values));
        }
        hasDaysWithPoints = hasDays;
    }

    /// @param decimal mark
    /// @param thousands mark, or empty
    record Found(char decimal, String thousands) {}

    static Found of(List<String> names, List<List<String>> rows, char delimiter) {
        return new TableMarks(names, rows, delimiter).found();
    }

    private Found found() {
        int points = decimals('.');
        int commas = decimals(',');
        boolean isProven = points + commas > 0;
        char decimal = commas > points ? ',' : '.';
        Character proven = provenThousands(isProven ? decimal : '\0');
        if (proven != null) {
            char other = proven == ',' ? '.' : proven == '.' ? ',' : decimal;
            return new Found(
                    proven == '.' || proven == ',' ? other : decimalBeside(decimal, isProven),
                    String.valueOf(proven));
        }
        if (isProven) {
            char other = decimal == '.' ? ',' : '.';
            boolean hasOther = columns.stream().anyMatch(column -> column.isOpen(other));
            return new Found(decimal, hasOther ? String.valueOf(other) : "");
        }
        for (char mark : new char[] {',', '.'}) {
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).isOpen(mark) && isThousands(i, mark)) {
                    return new Found(mark == ',' ? '.' : ',', String.valueOf(mark));
                }
            }
        }
        return new Found(usualDecimal(), "");
    }

    /// With blanks or apostrophes between thousands, what has three digits behind it are decimals.
    private char decimalBeside(char decimal, boolean isProven) {
        boolean hasComma = columns.stream().anyMatch(column -> column.isOpen(','));
        return !isProven && hasComma ? ',' : decimal;
    }

    /// Nothing proves it: commas are decimal marks where they do not stand between fields.
    private char usualDecimal() {
        boolean hasCommas = columns.stream().anyMatch(column -> column.isOpen(','));
        boolean hasPoints = columns.stream().anyMatch(column -> column.isOpen('.'));
        return hasCommas && !hasPoints && delimiter != ',' ? ',' : '.';
    }

    /// Numbers that prove a decimal mark. Columns that a request needs go before others: versions
    /// look like decimals.
    private int decimals(char mark) {
        int needed = 0;
        int all = 0;
        for (int i = 0; i < columns.size(); i++) {
            int count = columns.get(i).decimals(mark);
            all += count;
            needed += isNumberByName(i) ? count : 0;
        }
        return hasNeededProof() ? needed : all;
    }

    private boolean hasNeededProof() {
        for (int i = 0; i < columns.size(); i++) {
            ColumnMarks column = columns.get(i);
            if (isNumberByName(i) && column.decimals('.') + column.decimals(',') > 0) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Character provenThousands(char provenDecimal) {
        Character best = null;
        int most = 0;
        for (char mark : new char[] {'.', ',', '\'', ' '}) {
            int count = 0;
            for (ColumnMarks column : columns) {
                count += column.thousands(mark);
            }
            if (mark != provenDecimal && count > most) {
                most = count;
                best = mark;
            }
        }
        return best;
    }

    /// Whether a mark with three digits behind it stands between thousands in a column.
    private boolean isThousands(int i, char mark) {
        if (isWholeByName(names.get(i))) {
            return true;
        }
        ColumnMarks column = columns.get(i);
        boolean isPointTable = delimiter == ';' || hasDaysWithPoints;
        if (mark == '.') {
            return isPointTable && column.hasSmallPlain();
        }
        // A number of seconds may have three decimals and be written with a comma.
        boolean isOfSeconds = ColumnWords.of(names.get(i)).unit().equals("s");
        return !isPointTable && (column.hasSmallPlain() || (delimiter == ',' && !isOfSeconds));
    }

    private boolean isNumberByName(int i) {
        ColumnWords.Name name = ColumnWords.of(names.get(i));
        return ColumnWords.match(CsvRole.LATENCY, name) != ColumnWords.Match.NONE
                || isWholeByName(names.get(i));
    }

    /// Whether a name says that the numbers below it are whole.
    static boolean isWholeByName(String header) {
        ColumnWords.Name name = ColumnWords.of(header);
        return ColumnWords.match(CsvRole.BYTES, name) != ColumnWords.Match.NONE;
    }

    /// Whether a decimal mark is not to be expected in a table with this mark between fields.
    static boolean isUnusual(char decimal, CsvDialect dialect) {
        return decimal == '.' ? dialect.delimiter() == ';' : true;
    }
}
