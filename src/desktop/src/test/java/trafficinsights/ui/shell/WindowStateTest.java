package trafficinsights.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WindowStateTest {
    @TempDir private Path folder;

    @Test
    void whatIsSavedComesBack() {
        WindowState state = new WindowState(40, 30, 1400, 800, false, PanelId.GENERATE, true);
        state.save(folder.resolve("new"));
        assertThat(WindowState.load(folder.resolve("new"))).isEqualTo(state);
    }

    @Test
    void aCorruptedFileGivesDefaults() throws IOException {
        Files.write(
                folder.resolve("window.properties"),
                new byte[] {(byte) 0xff, (byte) 0xfe, 'w', '\\', 'u', '0', 'x', '=', 0, 7});
        assertThat(WindowState.load(folder)).isEqualTo(WindowState.DEFAULT);
    }

    @Test
    void valuesOutOfRangeAreReplacedOneByOne() throws IOException {
        Files.writeString(
                folder.resolve("window.properties"), "width=3\nheight=900\npanel=generate\n");
        WindowState state = WindowState.load(folder);
        assertThat(state.width()).isEqualTo(WindowState.DEFAULT.width());
        assertThat(state.height()).isEqualTo(900);
        assertThat(state.panel()).isEqualTo(PanelId.GENERATE);
    }
}
