package trafficinsights.ui.settings;

/// What the Settings panel asks the shell for.
///
/// @param saveWorkspace lets a person choose a file and keeps panels, filters and selections in it
/// @param openWorkspace opens such a file
public record SettingsActions(Runnable saveWorkspace, Runnable openWorkspace) {}
