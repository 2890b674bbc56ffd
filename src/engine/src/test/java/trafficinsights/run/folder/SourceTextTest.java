package trafficinsights.run.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import trafficinsights.run.spec.RunSource;

final class SourceTextTest {
    private static final Path A = Path.of("a b#:'\".log").toAbsolutePath();
    private static final Path B = Path.of("ü.csv").toAbsolutePath();

    private static final List<RunSource> SOURCES =
            List.of(
                    new RunSource.Generated("steady", OptionalLong.empty(), OptionalLong.empty()),
                    new RunSource.Generated(
                            A.toString(),
                            OptionalLong.of(5_000),
                            OptionalLong.of(-7),
                            Optional.of(Duration.ofMinutes(3)),
                            List.of("latency=+5ms", "retries=3")),
                    new RunSource.Logs(List.of(A, B), "nginx", ZoneId.of("Asia/Tokyo"), null, B, A),
                    new RunSource.Logs(List.of(B), "auto"),
                    new RunSource.Metrics(List.of(B), A),
                    new RunSource.Stored(B));

    @Test
    void aSourceIsReadBackWhole() {
        for (RunSource source : SOURCES) {
            assertThat(SourceText.parse(SourceText.of(source))).contains(source);
        }
    }

    @Test
    void onlyEqualSourcesHaveEqualTexts() {
        assertThat(SOURCES.stream().map(SourceText::of)).doesNotHaveDuplicates();
        assertThat(SourceText.of(new RunSource.Stored(Path.of("ü.csv"))))
                .isEqualTo(SourceText.of(new RunSource.Stored(B)));
    }

    @Test
    void otherTextsAreNotSource() {
        for (String text :
                List.of(
                        "",
                        "x",
                        "kind: moon\n",
                        "kind: generated\n",
                        "a: [",
                        "kind: logs\nfiles: []\nlog_format: auto\nzone: Nowhere\n")) {
            assertThat(SourceText.parse(text)).as(text).isEmpty();
        }
    }
}
