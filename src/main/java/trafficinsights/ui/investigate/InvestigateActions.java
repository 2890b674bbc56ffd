package trafficinsights.ui.investigate;

/// What the Investigate panel asks the shell for.
///
/// @param openLog lets a person choose a log file
/// @param startDemo starts the demo scenario
/// @param demoTitle its title; empty when there is no scenario
public record InvestigateActions(Runnable openLog, Runnable startDemo, String demoTitle) {}
