package trafficinsights.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trafficinsights.ui.shell.LaunchOptions;

class MainTest {
    @ParameterizedTest
    @ValueSource(strings = {"a b/busy.tiscenario", "busy.yaml", "busy.yml"})
    void aScenarioFileIsRun(String name) {
        LaunchOptions options = Main.opening(List.of(Path.of(name)));
        assertThat(options.scenario()).contains(name);
        assertThat(options.files()).isEmpty();
    }

    @Test
    void otherFilesAreReadAsLogs() {
        List<Path> files = List.of(Path.of("haproxy.log"), Path.of("busy.yaml"));
        LaunchOptions options = Main.opening(files);
        assertThat(options.scenario()).isEmpty();
        assertThat(options.files()).isEqualTo(files);
    }
}
