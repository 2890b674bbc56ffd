package trafficinsights.ui.live;

/// Which part of the run the panel is asked to show.
///
/// @param span how much of the newest past
/// @param zoomFromSeconds a chosen span instead; `NaN` for none
/// @param zoomToSeconds its end
/// @param columns pixel columns of a chart
/// @param isFrozen whether the picture stands still
record LiveView(
        TimeSpan span,
        double zoomFromSeconds,
        double zoomToSeconds,
        int columns,
        boolean isFrozen) {

    static final LiveView START = new LiveView(TimeSpan.ALL, Double.NaN, Double.NaN, 400, false);

    boolean isZoomed() {
        return !Double.isNaN(zoomFromSeconds);
    }

    LiveView withSpan(TimeSpan newSpan) {
        return new LiveView(newSpan, Double.NaN, Double.NaN, columns, isFrozen);
    }

    LiveView zoomed(double fromSeconds, double toSeconds) {
        return new LiveView(span, fromSeconds, toSeconds, columns, isFrozen);
    }

    LiveView unzoomed() {
        return withSpan(span);
    }

    LiveView withColumns(int newColumns) {
        return new LiveView(span, zoomFromSeconds, zoomToSeconds, newColumns, isFrozen);
    }

    LiveView withFrozen(boolean frozen) {
        return new LiveView(span, zoomFromSeconds, zoomToSeconds, columns, frozen);
    }
}
