package trafficinsights.model.explore;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes the rows of a result one after another, so that a result of any size needs no memory.
public interface RowSink {
    /// Called once, before the rows.
    void columns(List<Column> columns);

    /// The array is the sink's own from now on.
    void row(@Nullable String[] cells);
}
