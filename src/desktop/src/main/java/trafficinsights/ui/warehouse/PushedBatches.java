package trafficinsights.ui.warehouse;

import java.util.EnumMap;
import java.util.Map;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import trafficinsights.model.warehouse.PushedBatch;
import trafficinsights.model.warehouse.PushedBatch.State;
import trafficinsights.ui.common.Texts;

/// The batches of the last push, each with its newest state. FX thread.
final class PushedBatches {
    private final ObservableList<PushedBatch> all = FXCollections.observableArrayList();

    void put(PushedBatch batch) {
        // News of two streams may overtake one another.
        while (all.size() <= batch.number()) {
            all.add(new PushedBatch(all.size(), State.WAITING, 0));
        }
        PushedBatch before = all.get(batch.number());
        if (batch.state().compareTo(before.state()) >= 0) {
            all.set(batch.number(), batch);
        }
    }

    void clear() {
        all.clear();
    }

    ObservableList<PushedBatch> all() {
        return all;
    }

    /// `2 waiting, 1 sent, 40 committed, 3 repeated`; empty without any.
    String text() {
        Map<State, Integer> counts = new EnumMap<>(State.class);
        all.forEach(batch -> counts.merge(batch.state(), 1, Integer::sum));
        StringBuilder text = new StringBuilder();
        for (Map.Entry<State, Integer> count : counts.entrySet()) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append(Texts.count(count.getValue()))
                    .append(' ')
                    .append(words(count.getKey()));
        }
        return text.toString();
    }

    static String words(State state) {
        return state == State.OUTBOX ? "in the outbox" : state.label();
    }
}
