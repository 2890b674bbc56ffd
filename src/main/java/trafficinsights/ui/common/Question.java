package trafficinsights.ui.common;

/// A decision that a person has to take before something happens that cannot be undone.
///
/// @param text names what will happen
/// @param yes what the button says that lets it happen
/// @param no what the other button says
public record Question(String title, String header, String text, String yes, String no) {}
