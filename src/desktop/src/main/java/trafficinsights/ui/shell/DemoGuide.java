package trafficinsights.ui.shell;

import java.util.List;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;

/// The guided demo: steps with what to say at each, forward and back, and again with one key. FX
/// thread.
final class DemoGuide {
    /// What the window does for the demo.
    interface Stage {
        /// Starts the scenario again, in Live.
        void startRun();

        void showLive();

        /// Asks in Investigate what changed in the gravest incident.
        void askIncident();

        void showScorecard();

        void showHome();

        /// Holds the run, or lets it go on.
        void toggleHold();
    }

    /// @param heading what is to be seen
    /// @param say what a presenter may say
    /// @param look where to look, what to click
    record Step(String heading, String say, String look, Runnable enter) {}

    private final Stage stage;
    private final List<Step> steps;
    private final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper();
    private final ReadOnlyIntegerWrapper place = new ReadOnlyIntegerWrapper();

    DemoGuide(Stage stage) {
        this.stage = stage;
        steps = steps(stage);
    }

    private static List<Step> steps(Stage stage) {
        return List.of(
                new Step(
                        "Half an hour in a minute",
                        "This is a shop with six servers in three regions, made by the simulator: queues, retries and timeouts behave as in a real fleet. Half an hour of it passes in a minute.",
                        "The five numbers at the top, each compared with the minute before.",
                        stage::showLive),
                new Step(
                        "A release goes out",
                        "Ten minutes in, a new version of the orders service goes out. A third of its answers fail. Clients try again, so the request rate climbs together with the errors.",
                        "The errors chart, about twenty seconds after the start."
                                + " Hatched bands show what really happened; solid marks"
                                + " show what was detected.",
                        stage::showLive),
                new Step(
                        "Detected as one incident",
                        "Dozens of series left their normal range. They are"
                                + " grouped into one incident with one sentence: what"
                                + " changed, where, and how much of the change that explains.",
                        "The incident on the right. Click it to mark it in every"
                                + " chart. Enter zooms to it, Esc zooms out.",
                        stage::showLive),
                new Step(
                        "What changed here?",
                        "The requests of the incident are compared with those just before it. The released route explains nearly all of the added errors. Nobody had to guess.",
                        "The ranked figures, then the dimension at the top of the list.",
                        stage::askIncident),
                new Step(
                        "Was it right?",
                        "For generated traffic, the real faults are known. So the"
                                + " scorecard shows what was detected, how soon, and what"
                                + " was a false alarm. This is how the detector was tuned,"
                                + " and how you can tune it.",
                        "The scorecard and the curve. Click along it.",
                        stage::showScorecard),
                new Step(
                        "Try your own data",
                        "Drop a log of HAProxy, nginx, IIS or an ALB, or any CSV,"
                                + " on the window. It is read in place. Nothing leaves this"
                                + " machine.",
                        "Home: drop a file anywhere, or restart the demo with F5.",
                        stage::showHome));
    }

    /// From the first step, with a new run.
    void start() {
        open.set(true);
        stage.startRun();
        go(0);
    }

    /// As [#start()]; one key, whatever went wrong on the stage. Does nothing while no demo is on.
    void reset() {
        if (open.get()) {
            start();
        }
    }

    void next() {
        if (open.get() && place.get() < steps.size() - 1) {
            go(place.get() + 1);
        }
    }

    void back() {
        if (open.get() && place.get() > 0) {
            go(place.get() - 1);
        }
    }

    private void go(int newPlace) {
        place.set(newPlace);
        steps.get(newPlace).enter().run();
    }

    void togglePause() {
        if (open.get()) {
            stage.toggleHold();
        }
    }

    /// The run goes on; only the notes go away.
    void end() {
        open.set(false);
    }

    ReadOnlyBooleanProperty openProperty() {
        return open.getReadOnlyProperty();
    }

    /// From 0.
    ReadOnlyIntegerProperty placeProperty() {
        return place.getReadOnlyProperty();
    }

    Step step() {
        return steps.get(place.get());
    }

    int count() {
        return steps.size();
    }
}
