package trafficinsights.model.explore;

import org.jspecify.annotations.Nullable;

/// A query that comes with data of a known kind, so that the usual questions need no SQL.
///
/// @param name for the command line: `top-talkers`
/// @param title for people: `Top talkers`
/// @param meaning what it shows, in a sentence
/// @param sql that gives its rows
/// @param chart of these rows; null where they are to be read in a table
public record ReadyView(
        String name, String title, String meaning, String sql, @Nullable ChartSpec chart) {}
