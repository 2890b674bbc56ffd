package trafficinsights.ui.common;

/// A key, and what it does in a panel.
public record KeyHint(String keys, String meaning) {}
