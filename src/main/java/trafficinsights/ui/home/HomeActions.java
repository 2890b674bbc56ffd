package trafficinsights.ui.home;

import java.util.function.Consumer;
import trafficinsights.pipeline.ScenarioInfo;
import trafficinsights.ui.common.Recent;

/// What the Home panel asks the shell for.
///
/// @param startDemo starts the guided demo
/// @param openLog lets a person choose log files
/// @param openData lets a person choose data for Explore
/// @param showGenerate goes to the Generate panel
/// @param open opens or runs something again
/// @param chooseScenario shows a built-in scenario in Generate
public record HomeActions(
        Runnable startDemo,
        Runnable openLog,
        Runnable openData,
        Runnable showGenerate,
        Consumer<Recent> open,
        Consumer<ScenarioInfo> chooseScenario) {}
