package trafficinsights.ui.live;

import java.util.function.Consumer;
import trafficinsights.model.Incident;

/// What the Live panel asks the shell for.
///
/// @param openLog lets a person choose a log file
/// @param showGenerate goes to the Generate panel
/// @param startDemo starts the demo scenario
/// @param investigate asks what changed in an incident
/// @param demoTitle its title; empty when there is no scenario
public record LiveActions(
        Runnable openLog,
        Runnable showGenerate,
        Runnable startDemo,
        Consumer<Incident> investigate,
        String demoTitle) {}
