package trafficinsights.analyze.rules;

import java.util.ArrayList;
import java.util.List;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.rules.AlertState;

/// Where one series stands with one limit, window by window.
///
/// ```text
/// normal  --broken--> pending --broken for long enough--> firing --clear for long enough--> normal
///            ^           |                                   |
///            +--- holds -+            silence -> no data <---+
/// ```
///
/// Two things keep an alert from flapping: it fires only when the limit was broken without a break
/// for `forMicros`, and it is resolved only when the figure was back within the limit to clear at,
/// which may be stricter, for `clearMicros`. A window without a figure neither breaks nor holds;
/// after `silenceMicros` of them there is no data. Threads: one at a time.
final class AlertWatch {
    /// @param comparison of a figure with the limits
    /// @param forMicros 0 fires with the first window
    record Law(
            Comparison comparison,
            double limit,
            double clearLimit,
            long forMicros,
            long clearMicros,
            long silenceMicros) {}

    /// One time that the limit was broken.
    record Episode(AlertState state, long startMicros, long endMicros, double worst) {}

    private final Law law;
    private final List<Episode> ended = new ArrayList<>();
    private AlertState state = AlertState.NORMAL;
    private long startMicros;
    private long brokenEndMicros;
    private long clearSinceMicros;
    private boolean isClearing;
    private long figureEndMicros = Long.MIN_VALUE;
    private double worst;

    AlertWatch(Law law) {
        this.law = law;
    }

    /// @param value `NaN` where there is no figure
    void accept(TimeWindow window, double value) {
        if (Double.isNaN(value)) {
            acceptSilence(window);
            return;
        }
        figureEndMicros = window.endMicros();
        if (!law.comparison.holds(value, law.limit)) {
            acceptBroken(window, value);
        } else if (state == AlertState.FIRING) {
            acceptHolding(window, value);
        } else {
            state = AlertState.NORMAL;
        }
    }

    private void acceptBroken(TimeWindow window, double value) {
        if (state != AlertState.PENDING && state != AlertState.FIRING) {
            state = AlertState.PENDING;
            startMicros = window.startMicros();
            worst = value;
        }
        worst = law.comparison.worse(worst, value);
        brokenEndMicros = window.endMicros();
        isClearing = false;
        if (window.endMicros() - startMicros >= law.forMicros) {
            state = AlertState.FIRING;
        }
    }

    private void acceptHolding(TimeWindow window, double value) {
        if (!law.comparison.holds(value, law.clearLimit)) {
            // Within the limit, but not far enough: it may be back at once.
            isClearing = false;
            brokenEndMicros = window.endMicros();
            return;
        }
        if (!isClearing) {
            isClearing = true;
            clearSinceMicros = window.startMicros();
        }
        if (window.endMicros() - clearSinceMicros >= law.clearMicros) {
            end(AlertState.RESOLVED);
            state = AlertState.NORMAL;
        }
    }

    private void acceptSilence(TimeWindow window) {
        if (figureEndMicros == Long.MIN_VALUE) {
            figureEndMicros = window.startMicros();
        }
        if (window.endMicros() - figureEndMicros > law.silenceMicros) {
            if (state == AlertState.FIRING) {
                end(AlertState.NO_DATA);
            }
            state = AlertState.NO_DATA;
        }
    }

    private void end(AlertState how) {
        ended.add(new Episode(how, startMicros, brokenEndMicros, worst));
        isClearing = false;
    }

    /// Where the series stands now.
    AlertState state() {
        return state == AlertState.NORMAL && !ended.isEmpty() ? AlertState.RESOLVED : state;
    }

    /// In order of time; the last one may still go on.
    List<Episode> episodes() {
        List<Episode> all = new ArrayList<>(ended);
        if (state == AlertState.PENDING || state == AlertState.FIRING) {
            all.add(new Episode(state, startMicros, brokenEndMicros, worst));
        }
        return all;
    }
}
