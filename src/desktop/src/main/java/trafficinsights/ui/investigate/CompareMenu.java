package trafficinsights.ui.investigate;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import org.jspecify.annotations.Nullable;
import trafficinsights.ui.common.Recent;
import trafficinsights.ui.common.Texts;

/// Chooses what the run is compared with: a recent run, or a place on the disk. FX thread.
final class CompareMenu {
    private static final int MOST_RECENT = 8;

    private final MenuButton button;
    private final RunsModel model;
    private final InvestigateActions actions;

    private CompareMenu(MenuButton button, RunsModel model, InvestigateActions actions) {
        this.button = button;
        this.model = model;
        this.actions = actions;
    }

    /// Fills the menu each time that it is opened.
    static void attach(MenuButton button, RunsModel model, InvestigateActions actions) {
        CompareMenu menu = new CompareMenu(button, model, actions);
        menu.fill();
        button.setOnShowing(event -> menu.fill());
    }

    private void fill() {
        List<MenuItem> items = new ArrayList<>();
        List<Recent> runs =
                actions.recentRuns().get().stream()
                        // Of a run of which only the places are known another one would be made.
                        .filter(recent -> !recent.source().isEmpty())
                        .limit(MOST_RECENT)
                        .toList();
        for (Recent recent : runs) {
            MenuItem item = new MenuItem(name(recent, runs));
            item.setMnemonicParsing(false);
            item.setId("compareRecent" + items.size());
            item.setOnAction(event -> model.compareWith(recent.places(), recent.source()));
            items.add(needsRun(item));
        }
        if (!items.isEmpty()) {
            items.add(new SeparatorMenuItem());
        }
        items.add(needsRun(item("compareFolder", "A run's _folder…", this::folder)));
        items.add(needsRun(item("compareStore", "A _store…", this::store)));
        items.add(needsRun(item("compareLog", "_Log or CSV file…", this::log)));
        items.add(new SeparatorMenuItem());
        items.add(item("comparePair", "Both runs of a _what-if…", this::pair));
        button.getItems().setAll(items);
    }

    /// Runs of one title are distinguished by when they were made.
    private static String name(Recent recent, List<Recent> among) {
        boolean isAlone =
                among.stream().filter(one -> one.title().equals(recent.title())).count() == 1;
        double seconds = recent.atEpochMillis() / 1e3;
        return isAlone
                ? recent.title()
                : "%s, %s, %s".formatted(recent.title(), Texts.day(seconds), Texts.second(seconds));
    }

    private MenuItem needsRun(MenuItem item) {
        item.setDisable(!model.hasRun());
        return item;
    }

    private static MenuItem item(String id, String text, Runnable action) {
        MenuItem item = new MenuItem(text);
        item.setId(id);
        item.setOnAction(event -> action.run());
        return item;
    }

    private void folder() {
        File folder = chooseFolder("Compare with a run in a folder");
        if (folder != null) {
            model.compareWith(List.of(folder.getPath()));
        }
    }

    private void pair() {
        File folder = chooseFolder("Compare both runs of a what-if");
        if (folder != null) {
            model.comparePair(folder.toPath());
        }
    }

    private void store() {
        file("Stores", "*.duckdb");
    }

    private void log() {
        file("Logs and CSV files", "*.log", "*.gz", "*.csv", "*.txt", "*.json", "*.jsonl");
    }

    private @Nullable File chooseFolder(String title) {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(title);
        actions.workFolder().get().map(Path::toFile).ifPresent(chooser::setInitialDirectory);
        return chooser.showDialog(button.getScene().getWindow());
    }

    private void file(String kind, String... patterns) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Compare with another run");
        chooser.getExtensionFilters()
                .addAll(
                        new FileChooser.ExtensionFilter(kind, patterns),
                        new FileChooser.ExtensionFilter("All files", "*.*"));
        actions.workFolder().get().map(Path::toFile).ifPresent(chooser::setInitialDirectory);
        List<File> files = chooser.showOpenMultipleDialog(button.getScene().getWindow());
        if (files != null && !files.isEmpty()) {
            model.compareWith(files.stream().map(File::getPath).toList());
        }
    }
}
