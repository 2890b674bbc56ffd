package trafficinsights.run.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlHistoryTest {
    @TempDir private Path folder;

    @Test
    void textsComeBackAsTheyWereWithoutRepeatsInARow() {
        SqlHistory history = new SqlHistory(folder, true);
        history.add("SELECT 1");
        history.add("SELECT 1 ");
        history.add("SELECT '\\n',\n 2");
        history.add("SELECT 1");
        history.add("  ");
        assertThat(new SqlHistory(folder, true).texts())
                .containsExactly("SELECT 1", "SELECT '\\n',\n 2", "SELECT 1");
    }

    @Test
    void onlyTheLastOnesAreKept() {
        SqlHistory history = new SqlHistory(folder, true);
        for (int i = 0; i < SqlHistory.MOST + 10; i++) {
            history.add("SELECT " + i);
        }
        assertThat(new SqlHistory(folder, true).texts())
                .hasSize(SqlHistory.MOST)
                .startsWith("SELECT 10");
    }

    @Test
    void nothingIsWrittenWhenThatIsNotWanted() {
        SqlHistory history = new SqlHistory(folder, false);
        history.add("SELECT 1");
        assertThat(history.texts()).hasSize(1);
        assertThat(folder).isEmptyDirectory();
        new SqlHistory(folder, true).add("SELECT 2");
        new SqlHistory(folder, true).clear();
        assertThat(folder).isEmptyDirectory();
    }
}
