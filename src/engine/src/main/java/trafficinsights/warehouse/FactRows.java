package trafficinsights.warehouse;

import com.microsoft.sqlserver.jdbc.ISQLServerBulkData;
import java.sql.Types;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Problem;
import trafficinsights.model.RequestColumn;
import trafficinsights.model.warehouse.FactColumn;
import trafficinsights.model.warehouse.FactTable;

/// A table of facts as the rows that bulk copy asks for.
final class FactRows implements ISQLServerBulkData {
    private static final long serialVersionUID = 1;
    private static final int LONGEST_TEXT = 2000;

    private final transient FactTarget target;
    private final transient CodeTables codes;
    private final transient List<FactColumn> columns = new ArrayList<>();
    private final int rows;
    private final transient Clock clock;
    private int at = -1;

    /// @throws trafficinsights.model.ProblemException when the store lacks a needed column
    FactRows(FactTable table, FactTarget target, CodeTables codes) {
        this.target = target;
        this.codes = codes;
        this.rows = table.rows();
        for (FactTarget.Column column : target.columns()) {
            columns.add(source(table, column));
        }
        clock = clock(table, target);
    }

    private static FactColumn source(FactTable table, FactTarget.Column column) {
        return table.column(column.from())
                .orElseGet(() -> {
                    if (column.isNeeded()) {
                        throw Problem.of(
                                        "warehouse.column",
                                        ("The table %s has no column %s, so it cannot be pushed."
                                                        + " Analyse the data again with this"
                                                        + " program.")
                                                .formatted(table.name(), column.from()))
                                .asException();
                    }
                    double[] unknown = new double[table.rows()];
                    java.util.Arrays.fill(unknown, Double.NaN);
                    return new FactColumn.Fraction(column.from(), unknown);
                });
    }

    private static Clock clock(FactTable table, FactTarget target) {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (FactTarget.Column column : target.columns()) {
            if (column.kind() == FactTarget.Kind.TIME
                    && table.column(column.from()).orElse(null)
                            instanceof FactColumn.Whole(String _, long[] times)) {
                for (int i = 0; i < table.rows(); i++) {
                    if (times[i] != FactColumn.NO_NUMBER) {
                        first = Math.min(first, times[i]);
                        last = Math.max(last, times[i]);
                    }
                }
            }
        }
        return first > last ? new Clock(false, 0) : Clock.of(ZoneId.systemDefault(), first, last);
    }

    /// How the times of the table travel.
    Clock clock() {
        return clock;
    }

    /// The texts of the table that are in tables of names.
    Set<String> texts(FactTarget.Kind kind) {
        Set<String> texts = new LinkedHashSet<>();
        for (int i = 0; i < columns.size(); i++) {
            if (target.columns().get(i).kind() == kind) {
                for (int row = 0; row < rows; row++) {
                    texts.add(text(columns.get(i), row));
                }
            }
        }
        return texts;
    }

    private static String text(FactColumn column, int row) {
        return switch (column) {
            case FactColumn.Text(String _, String[] values) -> values[row];
            case FactColumn.Whole(String _, long[] values) -> Long.toString(values[row]);
            case FactColumn.Fraction(String _, double[] values) -> Double.toString(values[row]);
        };
    }

    private static double number(FactColumn column, int row) {
        return switch (column) {
            case FactColumn.Text _ -> Double.NaN;
            case FactColumn.Whole(String _, long[] values) ->
                    values[row] == FactColumn.NO_NUMBER ? Double.NaN : values[row];
            case FactColumn.Fraction(String _, double[] values) -> values[row];
        };
    }

    private static @Nullable Long whole(FactColumn column, int row) {
        if (column instanceof FactColumn.Whole(String _, long[] values)) {
            return values[row] == FactColumn.NO_NUMBER ? null : values[row];
        }
        double value = number(column, row);
        return Double.isNaN(value) ? null : Math.round(value);
    }

    @Override
    public Set<Integer> getColumnOrdinals() {
        Set<Integer> ordinals = new TreeSet<>();
        for (int i = 1; i <= columns.size(); i++) {
            ordinals.add(i);
        }
        return ordinals;
    }

    @Override
    public String getColumnName(int column) {
        return target.columns().get(column - 1).to();
    }

    @Override
    public int getColumnType(int column) {
        return switch (target.columns().get(column - 1).kind()) {
            case LABEL -> Types.INTEGER;
            case SERVER, SMALLINT -> Types.SMALLINT;
            case BIGINT -> Types.BIGINT;
            case TIME -> clock.isNative() ? Types.TIMESTAMP : Types.BIGINT;
            case REAL -> Types.REAL;
            case FLOAT -> Types.DOUBLE;
            case TEXT -> Types.NVARCHAR;
        };
    }

    @Override
    public int getPrecision(int column) {
        return switch (target.columns().get(column - 1).kind()) {
            case TEXT -> LONGEST_TEXT;
            case TIME -> clock.isNative() ? Clock.PRECISION : 0;
            case LABEL, SERVER, SMALLINT, BIGINT, REAL, FLOAT -> 0;
        };
    }

    @Override
    public int getScale(int column) {
        boolean isTime = target.columns().get(column - 1).kind() == FactTarget.Kind.TIME;
        return isTime && clock.isNative() ? Clock.SCALE : 0;
    }

    @Override
    public boolean next() {
        return ++at < rows;
    }

    @Override
    public @Nullable Object[] getRowData() {
        @Nullable Object[] row = new @Nullable Object[columns.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = value(target.columns().get(i).kind(), columns.get(i));
        }
        return row;
    }

    private @Nullable Object value(FactTarget.Kind kind, FactColumn column) {
        return switch (kind) {
            case LABEL -> codes.labels().idOf(text(column, at));
            case SERVER -> (short) codes.of(RequestColumn.SERVER).idOf(text(column, at));
            case BIGINT -> whole(column, at);
            case TIME -> {
                Long value = whole(column, at);
                yield value == null ? null : clock.sent(value);
            }
            case SMALLINT -> {
                Long value = whole(column, at);
                yield value == null ? null : value.shortValue();
            }
            case REAL -> {
                double value = number(column, at);
                yield Double.isFinite(value) ? (float) value : null;
            }
            case FLOAT -> {
                double value = number(column, at);
                yield Double.isFinite(value) ? value : null;
            }
            case TEXT -> {
                String value = text(column, at);
                yield value.length() > LONGEST_TEXT ? value.substring(0, LONGEST_TEXT) : value;
            }
        };
    }
}
