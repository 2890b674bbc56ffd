package trafficinsights.ui.explore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.explore.Column;
import trafficinsights.model.explore.RowPage;

/// The rows that a grid shows, any number of them: pages are fetched in the background as they come
/// into view, the newest wish first, and a few are kept.
///
/// Methods are called on the FX thread; listeners are too. One thread fetches; it ends with
/// [#close()].
final class GridRows implements AutoCloseable {
    static final int PAGE_ROWS = 200;
    private static final int MOST_PAGES = 64;

    /// More than what is in view is not worth fetching: the person scrolled on.
    private static final int MOST_WISHES = 4;

    /// Where pages come from; waits. Called on the fetching thread.
    @FunctionalInterface
    interface Source {
        Outcome<RowPage> page(long offset, int count);
    }

    private final List<Column> columns;
    private final long count;
    private final Source source;
    private final Executor fx;
    private final Map<Long, List<@Nullable String[]>> pages =
            new LinkedHashMap<>(MOST_PAGES, 0.75f, true);
    private final Deque<Long> wishes = new ArrayDeque<>();
    private final Thread thread;
    private Runnable onArrived = () -> {};
    private @Nullable Problem problem;
    private boolean isClosed;

    GridRows(List<Column> columns, long count, Source source, Executor fx) {
        this.columns = List.copyOf(columns);
        this.count = count;
        this.source = source;
        this.fx = fx;
        thread = Thread.ofVirtual().name("grid-pages").unstarted(this::fetch);
    }

    /// Rows that are in memory already.
    static GridRows of(List<Column> columns, List<@Nullable String[]> rows, Executor fx) {
        return new GridRows(
                columns,
                rows.size(),
                (offset, count) -> {
                    int from = (int) offset;
                    int to = Math.min(rows.size(), from + count);
                    return Outcome.ok(new RowPage(columns, offset, rows.subList(from, to)));
                },
                fx);
    }

    void onArrived(Runnable action) {
        onArrived = action;
    }

    List<Column> columns() {
        return columns;
    }

    long count() {
        return count;
    }

    /// Why rows could not be fetched; null when they could.
    @Nullable Problem problem() {
        return problem;
    }

    /// The texts of a row; null while they are on their way.
    @Nullable String @Nullable [] cells(long row) {
        long page = row / PAGE_ROWS;
        List<@Nullable String[]> rows = pages.get(page);
        if (rows == null) {
            wish(page);
            return null;
        }
        int at = (int) (row - page * PAGE_ROWS);
        return at < rows.size() ? rows.get(at) : null;
    }

    private void wish(long page) {
        synchronized (wishes) {
            if (isClosed || problem != null || wishes.contains(page)) {
                return;
            }
            wishes.addFirst(page);
            while (wishes.size() > MOST_WISHES) {
                wishes.removeLast();
            }
            if (thread.getState() == Thread.State.NEW) {
                thread.start();
            }
            wishes.notifyAll();
        }
    }

    private void fetch() {
        try {
            while (true) {
                long page = nextWish();
                Outcome<RowPage> fetched = source.page(page * PAGE_ROWS, PAGE_ROWS);
                fx.execute(() -> arrived(page, fetched));
                synchronized (wishes) {
                    wishes.remove(page);
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /// It stays a wish until it is there, so that it is not fetched twice.
    private long nextWish() throws InterruptedException {
        synchronized (wishes) {
            while (wishes.isEmpty()) {
                wishes.wait();
            }
            return wishes.getFirst();
        }
    }

    private void arrived(long page, Outcome<RowPage> fetched) {
        if (isClosed) {
            return;
        }
        switch (fetched) {
            case Outcome.Ok<RowPage>(RowPage rows) -> {
                pages.put(page, new ArrayList<>(rows.rows()));
                if (pages.size() > MOST_PAGES) {
                    pages.remove(pages.keySet().iterator().next());
                }
            }
            case Outcome.Rejected<RowPage>(Problem reason) -> problem = reason;
        }
        onArrived.run();
    }

    @Override
    public void close() {
        synchronized (wishes) {
            isClosed = true;
        }
        thread.interrupt();
    }
}
