package trafficinsights.serve.run;

import trafficinsights.model.report.RunReport;
import trafficinsights.run.base.RunProgress;

/// A run as it is known at one time. Immutable.
///
/// @param version grows whenever windows, findings or the state changed: answers of one version are
///   the same for everybody
/// @param report everything that is known; while a run goes on, what is only known at its end is
///   unknown in it
/// @param progress how far the run was
/// @param isEnded whether no window changes any more
/// @param problem why the run failed, in words; empty where it did not
public record Snapshot(
        long version, RunReport report, RunProgress progress, boolean isEnded, String problem) {

    /// The same, with newer progress.
    Snapshot with(RunProgress newer) {
        return new Snapshot(version, report, newer, isEnded, problem);
    }

    /// End of the newest complete window, µs since 1970 UTC; start of the epoch without any.
    public long endMicros() {
        return report.span() == null ? 0 : report.endMicros();
    }

    /// Start of the first window; as [#endMicros] without any.
    public long startMicros() {
        return report.series().isEmpty() ? 0 : report.series().getFirst().window().startMicros();
    }

    /// Length of the windows that figures are kept in, in µs.
    public long windowMicros() {
        return report.series().isEmpty()
                ? report.windowMicros()
                : report.series().getFirst().window().lengthMicros();
    }
}
