package trafficinsights.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecentsTest {
    @TempDir private Path folder;

    private static Recent data(String place, long at) {
        return new Recent(Recent.Kind.DATA, List.of(place), "data " + place, at, "", List.of());
    }

    private static final Recent RUN =
            new Recent(
                    Recent.Kind.SCENARIO_RUN,
                    List.of("bad-deploy"),
                    "Bad deploy\tand more",
                    7,
                    "3 incidents",
                    List.of(1.5, 2.0, 0.25));

    @Test
    void whatWasAddedIsThereAgainNewestFirst() {
        Recents first = new Recents(folder.resolve("new"));
        first.add(data("/a b/ü.csv", 1));
        first.add(RUN);
        assertThat(new Recents(folder.resolve("new")).all())
                .containsExactly(RUN, data("/a b/ü.csv", 1));
    }

    @Test
    void theSameThingAgainMovesToTheTop() {
        Recents recents = new Recents(folder);
        recents.add(data("a", 1));
        recents.add(data("b", 2));
        recents.add(data("a", 3));
        assertThat(recents.all()).containsExactly(data("a", 3), data("b", 2));
    }

    private static Recent made(String source) {
        return new Recent(
                Recent.Kind.SCENARIO_RUN, List.of("steady"), "Steady", 1, "", List.of(), source);
    }

    @Test
    void runsOfOneScenarioUnderTwoSeedsAreTwo() {
        Recents recents = new Recents(folder);
        recents.add(made("kind: generated\nseed: 1\n"));
        recents.add(made("kind: generated\nseed: 2\n"));
        assertThat(new Recents(folder).all())
                .extracting(Recent::source)
                .containsExactly("kind: generated\nseed: 2\n", "kind: generated\nseed: 1\n");
    }

    @Test
    void aLineOfAnEarlierProgramHasNoSource() {
        assertThat(Recents.parse("SCENARIO_RUN\t7\tSteady\tdone\t1.0\tsteady").orElseThrow())
                .satisfies(one -> assertThat(one.source()).isEmpty())
                .satisfies(one -> assertThat(one.places()).containsExactly("steady"));
    }

    @Test
    void theListIsBounded() {
        Recents recents = new Recents(folder);
        for (int i = 0; i < Recents.MOST + 5; i++) {
            recents.add(data("file" + i, i));
        }
        assertThat(recents.all()).hasSize(Recents.MOST);
        assertThat(recents.all().getFirst().places()).containsExactly("file44");
    }

    @Test
    void whatIsRemovedStaysAway() {
        Recents recents = new Recents(folder);
        recents.add(RUN);
        recents.remove(RUN);
        assertThat(new Recents(folder).all()).isEmpty();
    }

    @Test
    void brokenLinesArePassedOver() throws IOException {
        Recents recents = new Recents(folder);
        recents.add(RUN);
        Path file = folder.resolve("recent.txt");
        Files.writeString(
                file, "garbage\nDATA\tx\ty\tz\t\t\nRUN\t1\ta\tb\t\tc\n" + Files.readString(file));
        assertThat(new Recents(folder).all()).containsExactly(RUN);
    }

    @Test
    void aMissingFileIsSeenAndABuiltInScenarioNeverIs() throws IOException {
        Path there = Files.createFile(folder.resolve("there.csv"));
        assertThat(data(there.toString(), 1).isMissing()).isFalse();
        assertThat(data(folder.resolve("gone.csv").toString(), 1).isMissing()).isTrue();
        assertThat(RUN.isMissing()).isFalse();
        assertThat(
                        new Recent(
                                        Recent.Kind.SCENARIO_RUN,
                                        List.of(folder.resolve("gone.yaml").toString()),
                                        "x",
                                        1,
                                        "",
                                        List.of())
                                .isMissing())
                .isTrue();
    }
}
