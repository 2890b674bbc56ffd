package trafficinsights.ui.live;

import trafficinsights.model.report.KeyNumbers;

/// Which part of the run the panel is asked to show.
///
/// @param span how much of the newest past
/// @param zoomFromSeconds a chosen span instead; `NaN` for none
/// @param zoomToSeconds its end
/// @param columns pixel columns of a chart
/// @param isFrozen whether the picture stands still
/// @param lower what the lower half shows
/// @param filter the part of the traffic that everything is about
/// @param isEnded whether the run is over: its numbers are then those of the whole
record LiveView(
        TimeSpan span,
        double zoomFromSeconds,
        double zoomToSeconds,
        int columns,
        LowerView lower,
        LiveFilter filter,
        boolean isFrozen,
        boolean isEnded) {

    static final LiveView START =
            new LiveView(
                    TimeSpan.ALL,
                    Double.NaN,
                    Double.NaN,
                    400,
                    LowerView.START,
                    LiveFilter.NONE,
                    false,
                    false);

    boolean isZoomed() {
        return !Double.isNaN(zoomFromSeconds);
    }

    /// Whether the numbers are those of the whole run.
    boolean isWhole() {
        return isEnded && !isZoomed() && !isFrozen && span == TimeSpan.ALL;
    }

    /// What the key numbers are of. A picture that stands still shows the run as it was then.
    KeyNumbers.Range numbersRange() {
        if (isZoomed()) {
            return KeyNumbers.Range.SELECTED;
        }
        if (isWhole()) {
            return KeyNumbers.Range.WHOLE_RUN;
        }
        return isEnded && !isFrozen ? KeyNumbers.Range.LAST : KeyNumbers.Range.LATEST;
    }

    LiveView withSpan(TimeSpan newSpan) {
        return with(newSpan, Double.NaN, Double.NaN, columns, isFrozen, isEnded);
    }

    LiveView zoomed(double fromSeconds, double toSeconds) {
        return with(span, fromSeconds, toSeconds, columns, isFrozen, isEnded);
    }

    LiveView unzoomed() {
        return withSpan(span);
    }

    LiveView withColumns(int newColumns) {
        return with(span, zoomFromSeconds, zoomToSeconds, newColumns, isFrozen, isEnded);
    }

    LiveView withFrozen(boolean frozen) {
        return with(span, zoomFromSeconds, zoomToSeconds, columns, frozen, isEnded);
    }

    LiveView withEnded(boolean ended) {
        return with(span, zoomFromSeconds, zoomToSeconds, columns, isFrozen, ended);
    }

    private LiveView with(
            TimeSpan newSpan,
            double from,
            double to,
            int newColumns,
            boolean frozen,
            boolean ended) {
        return new LiveView(newSpan, from, to, newColumns, lower, filter, frozen, ended);
    }

    LiveView withLower(LowerView newLower) {
        return new LiveView(
                span, zoomFromSeconds, zoomToSeconds, columns, newLower, filter, isFrozen, isEnded);
    }

    LiveView withFilter(LiveFilter newFilter) {
        return new LiveView(
                span, zoomFromSeconds, zoomToSeconds, columns, lower, newFilter, isFrozen, isEnded);
    }
}
