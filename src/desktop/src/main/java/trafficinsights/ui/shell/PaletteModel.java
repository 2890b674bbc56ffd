package trafficinsights.ui.shell;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import trafficinsights.ui.common.FuzzyMatch;

/// What the command palette finds. FX thread.
final class PaletteModel {
    static final int MOST_FOUND = 50;

    /// @param group what it is: a panel, a command, a recent run
    /// @param keys may be empty
    record Entry(String title, String group, String keys, String icon, Runnable command) {}

    private record Ranked(Entry entry, int score) {}

    private final Supplier<List<Entry>> source;
    private final StringProperty typed = new SimpleStringProperty("");
    private final ObservableList<Entry> found = FXCollections.observableArrayList();
    private List<Entry> all = List.of();

    /// @param source asked each time the palette opens
    PaletteModel(Supplier<List<Entry>> source) {
        this.source = source;
        typed.addListener((property, before, now) -> find());
    }

    /// Starts again with what there is now.
    void open() {
        all = List.copyOf(source.get());
        typed.set("");
        find();
    }

    private void find() {
        List<Ranked> ranked = new ArrayList<>();
        for (Entry entry : all) {
            int own = FuzzyMatch.score(typed.get(), entry.title());
            int wide = FuzzyMatch.score(typed.get(), entry.group() + " " + entry.title());
            int score = Math.max(own, wide < 0 ? wide : wide / 2);
            if (score >= 0) {
                ranked.add(new Ranked(entry, score));
            }
        }
        // Stable: what fits alike stays in its order.
        ranked.sort(Comparator.comparingInt((Ranked one) -> -one.score()));
        found.setAll(ranked.stream().map(Ranked::entry).limit(MOST_FOUND).toList());
    }

    StringProperty typedProperty() {
        return typed;
    }

    /// The best first.
    ObservableList<Entry> found() {
        return found;
    }
}
