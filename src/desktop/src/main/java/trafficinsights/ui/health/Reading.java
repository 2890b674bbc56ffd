package trafficinsights.ui.health;

import java.util.List;

/// A gauge as it reads now.
///
/// @param value in words, with its unit
/// @param note what explains it; may be empty
/// @param history of the last readings, oldest first; gaps are left out
record Reading(Gauge gauge, String value, Verdict verdict, String note, List<Double> history) {
    enum Verdict {
        /// Within what is stated.
        KEPT,
        /// Outside of it.
        MISSED,
        /// Nothing to judge.
        NONE
    }

    Reading {
        history = List.copyOf(history);
    }
}
