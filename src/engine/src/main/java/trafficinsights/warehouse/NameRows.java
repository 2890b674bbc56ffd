package trafficinsights.warehouse;

import com.microsoft.sqlserver.jdbc.ISQLServerBulkData;
import java.sql.Types;
import java.util.List;
import java.util.Set;

/// One column of texts for bulk copy.
final class NameRows implements ISQLServerBulkData {
    private static final long serialVersionUID = 1;
    private static final Set<Integer> ORDINALS = Set.of(1);

    private final transient List<String> names;
    private final int longest;
    private int at = -1;

    NameRows(List<String> names, int longest) {
        this.names = names;
        this.longest = longest;
    }

    @Override
    public Set<Integer> getColumnOrdinals() {
        return ORDINALS;
    }

    @Override
    public String getColumnName(int column) {
        return "name";
    }

    @Override
    public int getColumnType(int column) {
        return Types.NVARCHAR;
    }

    @Override
    public int getPrecision(int column) {
        return longest;
    }

    @Override
    public int getScale(int column) {
        return 0;
    }

    @Override
    public Object[] getRowData() {
        return new Object[] {names.get(at)};
    }

    @Override
    public boolean next() {
        return ++at < names.size();
    }
}
