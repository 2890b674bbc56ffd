package trafficinsights.run.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.log.LogFile;
import trafficinsights.model.Outcome;
import trafficinsights.run.base.Run;
import trafficinsights.run.engine.RunBench;
import trafficinsights.run.engine.Runs;
import trafficinsights.run.home.ToolVersion;
import trafficinsights.run.home.UserFolder;
import trafficinsights.run.spec.RunSpec;

class DiagnosisTest {
    @TempDir private Path folder;
    private @Nullable String before;

    @BeforeEach
    void useAFolderOfItsOwn() {
        before = System.getProperty(UserFolder.PROPERTY);
        System.setProperty(UserFolder.PROPERTY, folder.resolve("user").toString());
        LogFile.open(UserFolder.logs());
    }

    @AfterEach
    void giveBack() {
        if (before == null) {
            System.clearProperty(UserFolder.PROPERTY);
        } else {
            System.setProperty(UserFolder.PROPERTY, before);
        }
    }

    private Map<String, String> bundle(@Nullable Path run) throws Exception {
        Path zip = folder.resolve("d.zip");
        assertThat(Diagnosis.write(zip, run)).isInstanceOf(Outcome.Ok.class);
        Map<String, String> texts = new TreeMap<>();
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : file.stream().toList()) {
                try (InputStream in = file.getInputStream(entry)) {
                    texts.put(
                            entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return texts;
    }

    @Test
    void itTellsOfTheProgramTheSettingsTheLogAndTheRunButNoSecret() throws Exception {
        Files.createDirectories(UserFolder.path());
        Files.writeString(
                UserFolder.path().resolve("settings.properties"), "theme=dark\ntoken=Tr0ub4dor\n");
        Files.writeString(UserFolder.path().resolve("sql-history.txt"), "SELECT client");
        Path out = folder.resolve("out");
        try (Run run =
                Runs.start(RunSpec.inMemory(RunBench.generated("steady", 1_000)).withOut(out))) {
            run.await();
        }

        Map<String, String> texts = bundle(out);

        assertThat(texts.keySet())
                .containsExactly(
                        "about.yaml",
                        "logs/workbench.log",
                        "run.yaml",
                        "settings/settings.properties");
        assertThat(texts.get("about.yaml"))
                .contains("program: " + ToolVersion.text())
                .contains("java: " + Runtime.version());
        assertThat(texts.get("settings/settings.properties")).isEqualTo("theme=dark\ntoken=***\n");
        assertThat(texts.get("logs/workbench.log")).contains("begins: ", "ends: done, 1,000 rows");
        assertThat(texts.get("run.yaml")).contains("scenario: steady");
    }

    @Test
    void aFreshInstallationHasSomethingToTellAsWell() throws Exception {
        assertThat(bundle(null).keySet()).containsExactly("about.yaml");
    }

    @Test
    void aFolderWithoutARunIsRefusedAndNothingIsWritten() {
        Path zip = folder.resolve("none.zip");
        assertThat(Diagnosis.write(zip, folder)).isInstanceOf(Outcome.Rejected.class);
        assertThat(zip).doesNotExist();
    }
}
