package trafficinsights.ui.investigate;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import trafficinsights.ui.common.Recent;

/// What the Investigate panel asks the shell for.
///
/// @param openLog lets a person choose a log file
/// @param startDemo starts the demo scenario
/// @param demoTitle its title; empty when there is no scenario
/// @param recentRuns what was run before, newest first
/// @param workFolder where choosers begin
public record InvestigateActions(
        Runnable openLog,
        Runnable startDemo,
        String demoTitle,
        Supplier<List<Recent>> recentRuns,
        Supplier<Optional<Path>> workFolder) {}
