package trafficinsights.ui.explore;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/// The system's dialogs for data that is opened and rows that are written. FX thread.
final class DataFiles {
    private DataFiles() {}

    /// Empty when the dialog was left.
    static List<Path> toOpen(Window owner) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Open data");
        chooser.getExtensionFilters()
                .addAll(
                        new FileChooser.ExtensionFilter(
                                "Tables, logs and stores",
                                "*.csv",
                                "*.tsv",
                                "*.gz",
                                "*.zst",
                                "*.parquet",
                                "*.duckdb",
                                "*.log",
                                "*.json",
                                "*.jsonl",
                                "*.txt"),
                        new FileChooser.ExtensionFilter("All files", "*.*"));
        List<File> files = chooser.showOpenMultipleDialog(owner);
        return files == null ? List.of() : files.stream().map(File::toPath).toList();
    }

    /// Empty when the dialog was left.
    static Optional<Path> toImport(Window owner) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Import CSV file");
        chooser.getExtensionFilters()
                .addAll(
                        new FileChooser.ExtensionFilter(
                                "CSV files", "*.csv", "*.tsv", "*.txt", "*.gz", "*.zst"),
                        new FileChooser.ExtensionFilter("All files", "*.*"));
        return Optional.ofNullable(chooser.showOpenDialog(owner)).map(File::toPath);
    }

    /// The dialog asks itself before a file is replaced. Empty when it was left.
    static Optional<Path> toWrite(Window owner) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Export rows");
        chooser.setInitialFileName("rows.csv");
        chooser.getExtensionFilters()
                .addAll(
                        new FileChooser.ExtensionFilter("CSV", "*.csv"),
                        new FileChooser.ExtensionFilter("Parquet", "*.parquet"),
                        new FileChooser.ExtensionFilter("JSON", "*.json"),
                        new FileChooser.ExtensionFilter("JSON, one object per line", "*.ndjson"));
        File file = chooser.showSaveDialog(owner);
        return file == null
                ? Optional.empty()
                : Optional.of(withEnding(file, chooser.getSelectedExtensionFilter()));
    }

    /// The chosen kind of file decides where the name has no ending.
    private static Path withEnding(File file, FileChooser.@Nullable ExtensionFilter kind) {
        String name = file.getName();
        if (name.indexOf('.') >= 0 || kind == null) {
            return file.toPath();
        }
        return file.toPath().resolveSibling(name + kind.getExtensions().getFirst().substring(1));
    }
}
