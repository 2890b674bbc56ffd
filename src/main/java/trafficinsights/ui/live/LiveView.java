package trafficinsights.ui.live;

/// Which part of the run the panel is asked to show.
///
/// @param span how much of the newest past
/// @param zoomFromSeconds a chosen span instead; `NaN` for none
/// @param zoomToSeconds its end
/// @param columns pixel columns of a chart
/// @param isFrozen whether the picture stands still
/// @param isEnded whether the run is over: its numbers are then those of the whole
record LiveView(
        TimeSpan span,
        double zoomFromSeconds,
        double zoomToSeconds,
        int columns,
        boolean isFrozen,
        boolean isEnded) {

    static final LiveView START =
            new LiveView(TimeSpan.ALL, Double.NaN, Double.NaN, 400, false, false);

    boolean isZoomed() {
        return !Double.isNaN(zoomFromSeconds);
    }

    /// Whether the numbers are those of the whole run.
    boolean isWhole() {
        return isEnded && !isZoomed() && !isFrozen && span == TimeSpan.ALL;
    }

    LiveView withSpan(TimeSpan newSpan) {
        return new LiveView(newSpan, Double.NaN, Double.NaN, columns, isFrozen, isEnded);
    }

    LiveView zoomed(double fromSeconds, double toSeconds) {
        return new LiveView(span, fromSeconds, toSeconds, columns, isFrozen, isEnded);
    }

    LiveView unzoomed() {
        return withSpan(span);
    }

    LiveView withColumns(int newColumns) {
        return new LiveView(span, zoomFromSeconds, zoomToSeconds, newColumns, isFrozen, isEnded);
    }

    LiveView withFrozen(boolean frozen) {
        return new LiveView(span, zoomFromSeconds, zoomToSeconds, columns, frozen, isEnded);
    }

    LiveView withEnded(boolean ended) {
        return new LiveView(span, zoomFromSeconds, zoomToSeconds, columns, isFrozen, ended);
    }
}
