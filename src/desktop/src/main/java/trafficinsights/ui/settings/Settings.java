package trafficinsights.ui.settings;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import trafficinsights.ui.common.NumberMarks;
import trafficinsights.ui.common.ThemeChoice;

/// What a person chose for the window; saved with every change, in the window's folder. What cannot
/// be read is as it was at first. FX thread; the file is small.
public final class Settings {
    /// Sizes of the text, in per cent.
    public static final List<Integer> TEXT_SIZES = List.of(90, 100, 115, 130);

    private static final String FILE = "settings.properties";

    private final Path folder;
    private final ObjectProperty<ThemeChoice> theme =
            new SimpleObjectProperty<>(ThemeChoice.SYSTEM);
    private final ObjectProperty<Integer> textSize = new SimpleObjectProperty<>(100);
    private final ObjectProperty<ZoneId> zone = new SimpleObjectProperty<>(ZoneOffset.UTC);
    private final ObjectProperty<NumberMarks> marks = new SimpleObjectProperty<>(NumberMarks.POINT);
    private final StringProperty workFolder = new SimpleStringProperty("");

    public Settings(Path folder) {
        this.folder = folder;
        load();
        theme.addListener((property, before, now) -> save());
        textSize.addListener((property, before, now) -> save());
        zone.addListener((property, before, now) -> save());
        marks.addListener((property, before, now) -> save());
        workFolder.addListener((property, before, now) -> save());
    }

    private void load() {
        Path file = folder.resolve(FILE);
        if (!Files.isReadable(file)) {
            return;
        }
        Properties saved = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            saved.load(reader);
        } catch (IOException | IllegalArgumentException broken) {
            log("settings start with the defaults", broken);
            return;
        }
        for (ThemeChoice choice : ThemeChoice.values()) {
            if (choice.label().equals(saved.getProperty("theme"))) {
                theme.set(choice);
            }
        }
        for (NumberMarks choice : NumberMarks.values()) {
            if (choice.label().equals(saved.getProperty("numbers"))) {
                marks.set(choice);
            }
        }
        for (Integer size : TEXT_SIZES) {
            if (size.toString().equals(saved.getProperty("text.size"))) {
                textSize.set(size);
            }
        }
        zone(saved.getProperty("zone", "")).ifPresent(zone::set);
        workFolder.set(saved.getProperty("folder", ""));
    }

    private static Optional<ZoneId> zone(String id) {
        try {
            return id.isEmpty()
                    ? Optional.empty()
                    : Optional.of(id.equals("UTC") ? ZoneOffset.UTC : ZoneId.of(id));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    /// A folder that cannot be written is not a reason to bother anyone.
    private void save() {
        Properties saved = new Properties();
        saved.setProperty("theme", theme.get().label());
        saved.setProperty("numbers", marks.get().label());
        saved.setProperty("text.size", textSize.get().toString());
        saved.setProperty("zone", zone.get().equals(ZoneOffset.UTC) ? "UTC" : zone.get().getId());
        saved.setProperty("folder", workFolder.get());
        try {
            Files.createDirectories(folder);
            Path whole = Files.createTempFile(folder, FILE, ".part");
            try (Writer writer = Files.newBufferedWriter(whole)) {
                saved.store(writer, null);
            }
            Files.move(whole, folder.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException broken) {
            log("the settings could not be saved", broken);
        }
    }

    private static void log(String what, Exception broken) {
        System.getLogger(Settings.class.getName()).log(System.Logger.Level.INFO, what, broken);
    }

    /// Where the window keeps what it remembers.
    public Path folder() {
        return folder;
    }

    public ObjectProperty<ThemeChoice> themeProperty() {
        return theme;
    }

    /// One of [#TEXT_SIZES].
    public ObjectProperty<Integer> textSizeProperty() {
        return textSize;
    }

    public ObjectProperty<ZoneId> zoneProperty() {
        return zone;
    }

    public ObjectProperty<NumberMarks> marksProperty() {
        return marks;
    }

    /// Where choosers of files begin; empty for wherever the system begins.
    public StringProperty workFolderProperty() {
        return workFolder;
    }

    /// [#workFolderProperty()], if it is there.
    public Optional<Path> workFolder() {
        try {
            return Optional.of(workFolder.get())
                    .filter(text -> !text.isBlank())
                    .map(Path::of)
                    .filter(Files::isDirectory);
        } catch (InvalidPathException none) {
            return Optional.empty();
        }
    }
}
