package trafficinsights.ui.connect;

import java.util.LinkedHashMap;
import java.util.Map;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import trafficinsights.model.Problem;
import trafficinsights.run.spec.FollowedKind;

/// A source while it is typed: as an address, or as the fields that make it. Each follows the
/// other, and both are judged with every key. FX thread.
final class SourceDraft {
    private final ObjectProperty<FollowedKind> kind = new SimpleObjectProperty<>(FollowedKind.FILE);
    private final StringProperty text = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
    private final Map<String, StringProperty> fields = new LinkedHashMap<>();
    private boolean isFollowing;

    SourceDraft(String written) {
        kind.addListener((property, before, now) -> follow(() -> kindChosen(now)));
        text.addListener((property, before, now) -> {
            follow(() -> textTyped(now));
            judge();
        });
        text.set(written);
        judge();
    }

    /// What is set because something else was typed changes nothing itself.
    private void follow(Runnable change) {
        if (!isFollowing) {
            isFollowing = true;
            change.run();
            isFollowing = false;
        }
    }

    private void kindChosen(FollowedKind now) {
        text.set(now.example());
        showFields(now.example());
    }

    private void textTyped(String now) {
        kind.set(FollowedKind.of(now));
        showFields(now);
    }

    private void showFields(String address) {
        FollowedKind.values(address)
                .ifPresent(values ->
                        kind.get()
                                .fields()
                                .forEach(name -> field(name).set(values.getOrDefault(name, ""))));
    }

    private void judge() {
        message.set(FollowedKind.problem(text.get()).map(Problem::userMessage).orElse(""));
    }

    /// The field of a name, made when it is first asked for.
    StringProperty field(String name) {
        return fields.computeIfAbsent(
                name,
                _ -> {
                    StringProperty made = new SimpleStringProperty("");
                    made.addListener((property, before, now) -> follow(this::fieldTyped));
                    return made;
                });
    }

    private void fieldTyped() {
        Map<String, String> values = new LinkedHashMap<>();
        fields.forEach((name, value) -> values.put(name, value.get()));
        text.set(kind.get().text(values));
    }

    ObjectProperty<FollowedKind> kindProperty() {
        return kind;
    }

    /// The address, or the path of a file.
    StringProperty textProperty() {
        return text;
    }

    /// What is wrong, and what to do; empty when nothing is.
    ReadOnlyStringProperty messageProperty() {
        return message.getReadOnlyProperty();
    }
}
