package trafficinsights.ui.live;

import java.util.function.Consumer;
import trafficinsights.model.Incident;

/// What the Live panel asks the shell for.
///
/// @param openLog lets a person choose a log file
/// @param connect asks which sources to follow
/// @param chooseColumns asks for the columns of the run's table
/// @param setLogFormat asks how the logs of the run are read
/// @param showGenerate goes to the Generate panel
/// @param startDemo starts the demo scenario
/// @param investigate asks what changed in an incident
/// @param demoTitle its title; empty when there is no scenario
public record LiveActions(
        Runnable openLog,
        Runnable connect,
        Runnable chooseColumns,
        Runnable setLogFormat,
        Runnable showGenerate,
        Runnable startDemo,
        Consumer<Incident> investigate,
        String demoTitle) {}
