package trafficinsights.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.ui.common.NumberMarks;
import trafficinsights.ui.common.ThemeChoice;

final class SettingsTest {
    @TempDir private Path folder;

    @Test
    void atFirstTheThemeIsTheSystemsAndTimesAreUtc() {
        Settings settings = new Settings(folder);
        assertThat(settings.themeProperty().get()).isEqualTo(ThemeChoice.SYSTEM);
        assertThat(settings.zoneProperty().get()).isEqualTo(ZoneOffset.UTC);
        assertThat(settings.textSizeProperty().get()).isEqualTo(100);
        assertThat(settings.workFolder()).isEmpty();
    }

    @Test
    void everyChangeIsKeptAtOnce() {
        Settings settings = new Settings(folder.resolve("new"));
        settings.themeProperty().set(ThemeChoice.DARK);
        settings.textSizeProperty().set(115);
        settings.zoneProperty().set(ZoneId.of("Europe/Berlin"));
        settings.marksProperty().set(NumberMarks.COMMA);
        settings.workFolderProperty().set(folder.toString());
        Settings again = new Settings(folder.resolve("new"));
        assertThat(again.themeProperty().get()).isEqualTo(ThemeChoice.DARK);
        assertThat(again.textSizeProperty().get()).isEqualTo(115);
        assertThat(again.zoneProperty().get()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(again.marksProperty().get()).isEqualTo(NumberMarks.COMMA);
        assertThat(again.workFolder()).contains(folder);
    }

    @Test
    void whatCannotBeReadIsAsAtFirst() throws IOException {
        Files.writeString(
                folder.resolve("settings.properties"),
                "theme=pink\ntext.size=7\nzone=Moon/Crater\nnumbers=comma\nfolder=/no/such/place\n");
        Settings settings = new Settings(folder);
        assertThat(settings.themeProperty().get()).isEqualTo(ThemeChoice.SYSTEM);
        assertThat(settings.textSizeProperty().get()).isEqualTo(100);
        assertThat(settings.zoneProperty().get()).isEqualTo(ZoneOffset.UTC);
        assertThat(settings.marksProperty().get()).isEqualTo(NumberMarks.COMMA);
        assertThat(settings.workFolder()).isEmpty();
    }
}
