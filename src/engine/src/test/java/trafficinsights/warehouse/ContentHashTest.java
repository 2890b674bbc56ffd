package trafficinsights.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.warehouse.FactColumn;
import trafficinsights.model.warehouse.FactTable;
import trafficinsights.model.warehouse.RequestGroup;
import trafficinsights.store.StoredRequests;

class ContentHashTest {
    private static RequestGroup group(long seed, Names names) {
        return new RequestGroup(names, StoredRequests.batches(seed, names, 5_000, 1));
    }

    @Test
    void equalRowsHaveOneKeyWhateverTheirOrderAndCodes() {
        Names other = Names.create();
        // Gives all texts other codes.
        for (int i = 0; i < 50; i++) {
            other.routes().code("/before" + i);
            other.servers().code("before" + i);
            other.clients().code("before" + i);
        }
        RequestGroup first = group(7, Names.create());
        List<RequestBatch> parts = new ArrayList<>(group(7, other).parts());
        Collections.reverse(parts);
        assertThat(ContentHash.of(new RequestGroup(other, parts)))
                .isEqualTo(ContentHash.of(first))
                .matches("[0-9a-f]{32}");
    }

    @Test
    void oneChangedFigureGivesAnotherKey() {
        Names names = Names.create();
        RequestGroup group = group(7, names);
        String before = ContentHash.of(group);
        RequestBatch b = group.parts().getFirst();
        b.latencyMicros()[0]++;
        assertThat(ContentHash.of(group)).isNotEqualTo(before);
        b.latencyMicros()[0]--;
        b.status()[0]++;
        assertThat(ContentHash.of(group)).isNotEqualTo(before);
        b.status()[0]--;
        b.route()[0] = (short) names.routes().code("/new");
        assertThat(ContentHash.of(group)).isNotEqualTo(before);
    }

    @Test
    void aRowLessGivesAnotherKey() {
        Names names = Names.create();
        List<RequestBatch> parts = new ArrayList<>(group(3, names).parts());
        String before = ContentHash.of(new RequestGroup(names, parts));
        RequestBatch last = parts.removeLast();
        parts.add(last.withSize(last.size() - 1));
        assertThat(ContentHash.of(new RequestGroup(names, parts))).isNotEqualTo(before);
    }

    @Test
    void factsAreTheSameInAnyOrderButNotForAnotherRun() {
        List<FactTable> facts = facts("a", "b");
        assertThat(ContentHash.of("run", facts("b", "a"))).isEqualTo(ContentHash.of("run", facts));
        assertThat(ContentHash.of("other", facts)).isNotEqualTo(ContentHash.of("run", facts));
        assertThat(ContentHash.of("run", facts("a", "c")))
                .isNotEqualTo(ContentHash.of("run", facts));
    }

    private static List<FactTable> facts(String... keys) {
        double[] values = new double[keys.length];
        for (int i = 0; i < keys.length; i++) {
            values[i] = keys[i].hashCode();
        }
        return List.of(
                new FactTable(
                        "DataQualityMetrics",
                        keys.length,
                        List.of(
                                new FactColumn.Text("metric", keys),
                                new FactColumn.Fraction("value", values))));
    }
}
