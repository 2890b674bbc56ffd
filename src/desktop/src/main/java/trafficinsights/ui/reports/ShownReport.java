package trafficinsights.ui.reports;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.report.RunReport;

/// A report that is looked at.
///
/// @param json as it was or will be written
/// @param origin where it is from, in words
/// @param html its page; null where it has to be written first
/// @param isOfRun whether it is that of the run at hand
public record ShownReport(
        String json, RunReport report, String origin, @Nullable Path html, boolean isOfRun) {}
