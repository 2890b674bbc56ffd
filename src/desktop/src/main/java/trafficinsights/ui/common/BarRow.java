package trafficinsights.ui.common;

/// A bar of a [BarChart] or a [ColumnChart].
///
/// @param name what it stands for
/// @param value its length
/// @param valueText as it is written
/// @param text all of it in words, for the tooltip and the screen reader
public record BarRow(String name, double value, String valueText, String text) {}
