package trafficinsights.model.explore;

import java.nio.file.Path;
import java.time.ZoneId;
import trafficinsights.model.Outcome;

/// Data that is open for looking at.
///
/// Every method waits for its result; interrupting the waiting thread cancels what it asked for,
/// which then ends as `explore.cancelled` with the thread's interrupt still set. Threads: any
/// number; SQL of the person runs one at a time. Closing cancels what runs and removes the files of
/// the moment.
public interface Exploration extends AutoCloseable {
    /// What was opened; after SQL that wrote, what it is now.
    OpenedData opened();

    /// The whole SQL that a query means, for people to see and to go on from.
    String sql(RowQuery query);

    /// Finds the rows of a query and counts them. From then on its pages come at once; a few
    /// queries are kept at a time. Sorting copies the rows in their order to the disk.
    Outcome<Long> select(RowQuery query, ExploreWatch watch);

    /// Rows from an offset on, fewer at the end. As [#select] when that did not happen before.
    ///
    /// @param count at most 10,000
    Outcome<RowPage> page(RowQuery query, long offset, int count);

    /// What is in a column, in the rows of a filter.
    Outcome<ColumnSummary> summary(String column, Filter filter, ExploreWatch watch);

    /// Runs SQL of the person and hands its rows to the sink, which is called on another thread.
    Outcome<SqlOutcome> query(String sql, SqlRun run, RowSink sink, ExploreWatch watch);

    /// Makes a chart of rows: one to four queries over all of them.
    ///
    /// @param zone on whose clock and calendar slots of time begin
    Outcome<ChartData> chart(ChartRows rows, ChartSpec spec, ZoneId zone, ExploreWatch watch);

    /// Writes the rows of a query to a file that is complete or absent, and counts them there.
    ///
    /// @param replaces whether a file that is there is replaced
    Outcome<Exported> export(
            RowQuery query, Path file, ExportForm form, boolean replaces, ExploreWatch watch);

    /// Writes all rows that SQL of the person gives, as [#export] does.
    Outcome<Exported> exportSql(
            String sql, Path file, ExportForm form, boolean replaces, ExploreWatch watch);

    @Override
    void close();
}
