package trafficinsights.ui.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import trafficinsights.model.Outcome;
import trafficinsights.model.explore.Exploration;
import trafficinsights.model.explore.ExploreWatch;
import trafficinsights.run.base.Run;
import trafficinsights.run.explore.ExploreSpec;
import trafficinsights.run.explore.SqlHistory;
import trafficinsights.run.scenario.ScenarioInfo;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.ui.warehouse.WarehouseAccess;

/// What the window needs from the rest of the program; passed in by the composition root.
///
/// @param startRun starts a run; called off the FX thread
/// @param resumeRun goes on with the run in a folder; called off the FX thread
/// @param scenarios built-in scenarios; called once, on the FX thread
/// @param describe reads a scenario by name or file; called on the FX thread
/// @param explore opens data for looking at; called off the FX thread
/// @param sqlHistory the SQL that was run before; called when it is first needed
/// @param warehouse what the Warehouse panel asks
public record WorkbenchServices(
        Function<RunSpec, Run> startRun,
        Function<Path, Run> resumeRun,
        Supplier<List<ScenarioInfo>> scenarios,
        Function<String, Outcome<ScenarioInfo>> describe,
        BiFunction<ExploreSpec, ExploreWatch, Outcome<Exploration>> explore,
        Supplier<SqlHistory> sqlHistory,
        WarehouseAccess warehouse) {}
