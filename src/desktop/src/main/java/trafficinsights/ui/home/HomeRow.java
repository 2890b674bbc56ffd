package trafficinsights.ui.home;

import trafficinsights.ui.common.Recent;

/// Something recent as Home shows it.
///
/// @param isMissing whether a file of it is gone
public record HomeRow(Recent recent, boolean isMissing) {}
