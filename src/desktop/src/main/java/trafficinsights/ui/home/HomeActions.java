package trafficinsights.ui.home;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import trafficinsights.run.folder.StoppedRun;
import trafficinsights.run.scenario.ScenarioInfo;
import trafficinsights.ui.common.Recent;

/// What the Home panel asks the shell for.
///
/// @param startDemo starts the guided demo
/// @param openLog lets a person choose log files
/// @param connect asks which sources to follow
/// @param openData lets a person choose data for Explore
/// @param showGenerate goes to the Generate panel
/// @param open opens or runs something again
/// @param chooseScenario shows a built-in scenario in Generate
/// @param resume goes on with a run that stopped before its end
/// @param resumeFolder lets a person choose the folder of such a run
/// @param runFolders where runs' folders may lie
public record HomeActions(
        Runnable startDemo,
        Runnable openLog,
        Runnable connect,
        Runnable openData,
        Runnable showGenerate,
        Consumer<Recent> open,
        Consumer<ScenarioInfo> chooseScenario,
        Consumer<StoppedRun> resume,
        Runnable resumeFolder,
        Supplier<List<Path>> runFolders) {}
