package trafficinsights.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import trafficinsights.ingest.row.LogOptions;
import trafficinsights.ingest.text.LineBlock;

/// The search for a file's format ends early: what it finds is what the search of all would.
class PlanChoiceTest {
    private static final Path RESOURCES = Path.of("src/test/resources/trafficinsights/ingest");

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static LineBlock block(byte[] content) {
        LineBlock block = new LineBlock(content.length + LineBlock.SLACK);
        System.arraycopy(content, 0, block.bytes, 0, content.length);
        block.from = 0;
        block.to = content.length;
        return block;
    }

    private static PlanScore bestOfAll(LineBlock block, LogOptions options) {
        PlanCandidates candidates = new PlanCandidates(block, options, FormatDetector.SAMPLE_LINES);
        PlanScore best = null;
        for (LogFormat format : LogFormat.values()) {
            List<LogPlan> plans = new ArrayList<>(candidates.usual(format));
            plans.addAll(candidates.further(format));
            for (LogPlan plan : plans) {
                PlanScore score = PlanScore.of(plan, block, options, FormatDetector.SAMPLE_LINES);
                best = best == null || score.isBetterThan(best) ? score : best;
            }
        }
        return Objects.requireNonNull(best);
    }

    @Test
    void anEarlyEndFindsTheBestOfAllPlans() throws IOException {
        LogOptions options = LogOptions.of(LogFormat.AUTO);
        int early = 0;
        for (Path file : files()) {
            LineBlock block = block(Files.readAllBytes(file));
            PlanScore best =
                    FormatDetector.bestOf(block, null, options, FormatDetector.SAMPLE_LINES);
            PlanScore expected = bestOfAll(block, options);
            assertThat(best.plan().format()).as("%s", file).isEqualTo(expected.plan().format());
            assertThat(best.plan().reading().getClass())
                    .as("%s", file)
                    .isEqualTo(expected.plan().reading().getClass());
            assertThat(List.of(best.requests(), best.unread(), best.others(), best.lines()))
                    .as("%s", file)
                    .containsExactly(
                            expected.requests(),
                            expected.unread(),
                            expected.others(),
                            expected.lines());
            early += best.isUnbeatable() ? 1 : 0;
        }
        assertThat(early).as("files whose search ends early").isGreaterThan(20);
    }
}
