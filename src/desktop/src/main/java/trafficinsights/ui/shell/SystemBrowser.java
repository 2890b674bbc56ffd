package trafficinsights.ui.shell;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import trafficinsights.ui.common.Browser;

/// The programs of the system. On Linux JavaFX only prints that it found no browser, so they are
/// looked for here.
final class SystemBrowser implements Browser {
    private static final List<String> PROGRAMS =
            List.of("xdg-open", "firefox", "chromium", "google-chrome", "konqueror");

    /// What has found nothing says so soon; a browser may run as long as it likes.
    private static final long SOON_SECONDS = 3;

    private final Consumer<URI> elsewhere;

    /// @param elsewhere opens on systems other than Linux
    SystemBrowser(Consumer<URI> elsewhere) {
        this.elsewhere = elsewhere;
    }

    @Override
    public void open(URI place) throws IOException {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (!system.contains("linux")) {
            elsewhere.accept(place);
            return;
        }
        Path program = found().orElseThrow(() -> new IOException("no browser found"));
        Process process =
                new ProcessBuilder(program.toString(), place.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            if (process.waitFor(SOON_SECONDS, TimeUnit.SECONDS) && process.exitValue() != 0) {
                throw new IOException(
                        "%s found no program to open it".formatted(program.getFileName()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Optional<Path> found() {
        String folders = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return PROGRAMS.stream()
                .flatMap(name ->
                        Stream.of(folders.split(File.pathSeparator))
                                .filter(folder -> !folder.isEmpty())
                                .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
