package trafficinsights.ui.shell;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.input.KeyCombination;

/// All that the window can do, in one place: its keys, the palette and the sheet of keys read it.
/// FX thread.
final class Actions {
    private final List<Action> all = new ArrayList<>();

    void add(String id, String title, String keys, String icon, Runnable command) {
        for (Action known : all) {
            if (known.id().equals(id) || (!keys.isEmpty() && known.keys().equals(keys))) {
                throw new IllegalArgumentException(
                        "%s (%s) is already used by %s".formatted(id, keys, known.id()));
            }
        }
        all.add(new Action(id, title, keys, icon, command));
    }

    List<Action> all() {
        return List.copyOf(all);
    }

    /// As the palette shows them; it does not offer itself.
    List<PaletteModel.Entry> entries() {
        return all.stream()
                .filter(action -> !action.id().equals("palette"))
                .map(action ->
                        new PaletteModel.Entry(
                                action.title(),
                                action.id().startsWith("panel.") ? "panel" : "command",
                                action.keys(),
                                action.icon(),
                                action.command()))
                .toList();
    }

    /// Makes the keys work in a scene.
    void install(Scene scene) {
        for (Action action : all) {
            if (!action.keys().isEmpty()) {
                scene.getAccelerators().put(combination(action.keys()), action.command());
            }
        }
    }

    /// Ctrl is the Command key on macOS.
    static KeyCombination combination(String keys) {
        return KeyCombination.valueOf(keys.replace("Ctrl", "Shortcut"));
    }
}
