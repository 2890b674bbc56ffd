package trafficinsights.ui.explore;

import javafx.collections.ObservableListBase;
import org.jspecify.annotations.Nullable;

/// The numbers of so many rows, as a list that holds none of them: what a table scrolls over.
final class RowNumbers extends ObservableListBase<Long> {
    private final int size;

    /// @param count more than a list can have are cut
    RowNumbers(long count) {
        size = (int) Math.min(count, Integer.MAX_VALUE);
    }

    @Override
    public Long get(int index) {
        return (long) index;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean contains(@Nullable Object object) {
        return indexOf(object) >= 0;
    }

    @Override
    public int indexOf(@Nullable Object object) {
        return object instanceof Long number && number >= 0 && number < size
                ? number.intValue()
                : -1;
    }

    @Override
    public int lastIndexOf(@Nullable Object object) {
        return indexOf(object);
    }
}
