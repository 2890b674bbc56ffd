package trafficinsights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Texts that files, screens and other programs rely on, as they were written down in
/// `src/test/resources/trafficinsights/known`. A text that is meant to change is written again with
/// `./mvnw -Pdev test -Dtest=NAME -Dknown.write=true`, and then read by a person.
public final class KnownText {
    private static final Path FOLDER = Path.of("src/test/resources/trafficinsights/known");

    private KnownText() {}

    /// Compares a text with the one of this name.
    public static void check(String name, String text) {
        Path file = FOLDER.resolve(name);
        try {
            if (Boolean.getBoolean("known.write")) {
                Files.createDirectories(FOLDER);
                Files.writeString(file, text);
            }
            assertThat(text).as("%s", file).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
