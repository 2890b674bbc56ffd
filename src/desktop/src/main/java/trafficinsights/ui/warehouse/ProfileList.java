package trafficinsights.ui.warehouse;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.warehouse.NamedProfile;
import trafficinsights.model.warehouse.Secret;
import trafficinsights.model.warehouse.WarehouseProfile;
import trafficinsights.run.push.WarehouseProfiles;

/// The profiles, the chosen one, the one that is being changed, and the passwords that were typed.
/// Passwords live here only, for as long as the window does. FX thread.
final class ProfileList {
    private final WarehouseProfiles file;
    private final Consumer<@Nullable Problem> problems;
    private final ObservableList<NamedProfile> all = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable NamedProfile> chosen = new SimpleObjectProperty<>();
    private final ProfileForm form = new ProfileForm();
    private final BooleanProperty editing = new SimpleBooleanProperty();
    private final ReadOnlyBooleanWrapper passwordNeeded = new ReadOnlyBooleanWrapper();
    private final StringProperty password = new SimpleStringProperty("");
    private final Map<String, String> typed = new HashMap<>();
    private volatile @Nullable WarehouseProfile latest;
    private String edited = "";

    ProfileList(WarehouseProfiles file, Consumer<@Nullable Problem> problems) {
        this.file = file;
        this.problems = problems;
        chosen.addListener((property, before, now) -> choose(now));
        password.addListener((property, before, now) -> {
            NamedProfile profile = chosen.get();
            if (profile != null) {
                typed.put(profile.name(), now);
            }
        });
        take(file.all(), "");
        if (all.isEmpty()) {
            // A file that cannot be read must not lock anyone out.
            all.setAll(NamedProfile.ofDefault());
            chosen.set(all.getFirst());
        }
    }

    private void choose(@Nullable NamedProfile now) {
        latest = now == null ? null : now.profile();
        password.set(now == null ? "" : typed.getOrDefault(now.name(), ""));
        passwordNeeded.set(now != null && now.profile().signIn().needsPassword());
    }

    private void take(Outcome<List<NamedProfile>> outcome, String toChoose) {
        switch (outcome) {
            case Outcome.Ok<List<NamedProfile>>(List<NamedProfile> found) -> {
                problems.accept(null);
                chosen.set(null);
                all.setAll(found);
                chosen.set(
                        found.stream()
                                .filter(profile -> profile.name().equals(toChoose))
                                .findFirst()
                                .orElse(found.isEmpty() ? null : found.getFirst()));
            }
            case Outcome.Rejected<List<NamedProfile>>(Problem problem) -> problems.accept(problem);
        }
    }

    /// Opens the form for a new profile.
    void add() {
        edit("", "", WarehouseProfile.ofServer(WarehouseProfile.DEFAULT_SERVER));
    }

    /// Opens the form for the chosen profile.
    void edit() {
        NamedProfile now = chosen.get();
        if (now != null) {
            edit(now.name(), now.name(), now.profile());
        }
    }

    /// Opens the form for a profile like the chosen one.
    void copy() {
        NamedProfile now = chosen.get();
        if (now != null) {
            edit("", now.name() + " copy", now.profile());
        }
    }

    private void edit(String before, String name, WarehouseProfile profile) {
        edited = before;
        List<String> others =
                all.stream()
                        .map(NamedProfile::name)
                        .filter(other -> !other.equals(before))
                        .toList();
        form.fill(name, profile, others);
        editing.set(true);
    }

    void delete() {
        NamedProfile now = chosen.get();
        if (now != null) {
            typed.remove(now.name());
            take(file.remove(now.name()), "");
        }
    }

    /// Keeps what the form says, if nothing is wrong with it.
    void save() {
        NamedProfile made = form.check().get().profile();
        if (made != null) {
            editing.set(false);
            take(file.put(edited, made), made.name());
        }
    }

    void cancel() {
        editing.set(false);
    }

    /// The password that was typed for the chosen profile.
    Secret secret() {
        return password.get().isEmpty() ? Secret.NONE : new Secret(password.get());
    }

    /// As [#profile()], for any thread; null while none is chosen.
    @Nullable WarehouseProfile latest() {
        return latest;
    }

    WarehouseProfile profile() {
        return Objects.requireNonNull(chosen.get(), "no profile is chosen").profile();
    }

    ObservableList<NamedProfile> all() {
        return all;
    }

    ObjectProperty<@Nullable NamedProfile> chosenProperty() {
        return chosen;
    }

    BooleanProperty editingProperty() {
        return editing;
    }

    StringProperty passwordProperty() {
        return password;
    }

    ReadOnlyBooleanProperty passwordNeededProperty() {
        return passwordNeeded.getReadOnlyProperty();
    }

    ProfileForm form() {
        return form;
    }
}
