package trafficinsights.ui.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FormCheckTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"1000000|1000000", "1,000,000|1000000", "2.5 M|2500000", "500k|500000", "1|1"})
    void amountsAreReadAsPeopleWriteThem(String text, long rows) {
        assertThat(FormCheck.rows(text)).isEqualTo(new Checked.Valid<>(OptionalLong.of(rows)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "many", "-5", "0", "11 G", "1.2.3"})
    void whatIsNotAnAmountIsRefusedWithAReason(String text) {
        assertThat(FormCheck.rows(text).message()).isNotEmpty();
    }

    @Test
    void anUnusedVolumeFieldIsNotJudged() {
        assertThat(FormCheck.of(true, "many", "", "", "", "").isValid()).isTrue();
        assertThat(FormCheck.of(false, "many", "", "", "", "").isValid()).isFalse();
    }

    @Test
    void theFirstWrongFieldGivesTheReason() {
        assertThat(FormCheck.of(true, "", "4.2", "", "", "").firstMessage())
                .isEqualTo("The seed must be a whole number, for example 42.");
    }

    @Test
    void filesOfEventsMustBeThere(@TempDir Path folder) throws IOException {
        Path one = Files.writeString(folder.resolve("deploys.csv"), "time,text\n");
        Path two = Files.writeString(folder.resolve("app.log"), "x\n");
        assertThat(FormCheck.files("")).isEqualTo(new Checked.Valid<>(List.of()));
        assertThat(FormCheck.files(one + "; " + two))
                .isEqualTo(new Checked.Valid<>(List.of(one, two)));
        assertThat(FormCheck.files(one + ";" + folder.resolve("none.csv")).message())
                .contains("none.csv", "is not a file");
    }
}
