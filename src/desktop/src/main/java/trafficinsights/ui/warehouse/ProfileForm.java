package trafficinsights.ui.warehouse;

import java.util.List;
import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.ProblemException;
import trafficinsights.model.warehouse.Encryption;
import trafficinsights.model.warehouse.NamedProfile;
import trafficinsights.model.warehouse.SignIn;
import trafficinsights.model.warehouse.WarehouseProfile;

/// A profile while it is typed, judged with every key. FX thread.
final class ProfileForm {
    /// @param profile null while something is wrong
    /// @param message what is wrong, and what to do; empty when nothing is
    record Check(@Nullable NamedProfile profile, String message) {}

    private final StringProperty name = new SimpleStringProperty("");
    private final StringProperty server = new SimpleStringProperty("");
    private final StringProperty database = new SimpleStringProperty("");
    private final ObjectProperty<SignIn> signIn = new SimpleObjectProperty<>(SignIn.WINDOWS);
    private final StringProperty user = new SimpleStringProperty("");
    private final ObjectProperty<Encryption> encryption = new SimpleObjectProperty<>(Encryption.ON);
    private final BooleanProperty trusts = new SimpleBooleanProperty();
    private final StringProperty certificateName = new SimpleStringProperty("");
    private final BooleanProperty readOnly = new SimpleBooleanProperty();
    private final ObjectProperty<List<String>> taken = new SimpleObjectProperty<>(List.of());
    private final ObjectBinding<Check> check =
            Bindings.createObjectBinding(
                    this::look,
                    name,
                    server,
                    database,
                    signIn,
                    user,
                    encryption,
                    trusts,
                    certificateName,
                    readOnly,
                    taken);

    /// @param takenNames of the other profiles
    void fill(String newName, WarehouseProfile profile, List<String> takenNames) {
        taken.set(List.copyOf(takenNames));
        name.set(newName);
        server.set(profile.server());
        database.set(profile.database());
        signIn.set(profile.signIn());
        user.set(profile.user());
        encryption.set(profile.encryption());
        trusts.set(profile.trustsAnyCertificate());
        certificateName.set(profile.certificateName());
        readOnly.set(profile.isReadOnly());
    }

    private Check look() {
        String key = name.get().strip().toLowerCase(Locale.ROOT);
        if (taken.get().contains(key)) {
            return new Check(
                    null,
                    "A profile named “%s” already exists. Choose another name.".formatted(key));
        }
        boolean needsUser = signIn.get().needsPassword();
        if (needsUser && user.get().isBlank()) {
            return new Check(null, "This sign-in needs a user.");
        }
        try {
            WarehouseProfile profile =
                    WarehouseProfile.ofServer(server.get())
                            .withDatabase(database.get().strip())
                            .withSignIn(signIn.get(), user.get().strip())
                            .withEncryption(
                                    encryption.get(), trusts.get(), certificateName.get().strip())
                            .withReadOnly(readOnly.get());
            return new Check(new NamedProfile(key, profile), "");
        } catch (ProblemException wrong) {
            return new Check(null, wrong.problem().userMessage());
        }
    }

    StringProperty nameProperty() {
        return name;
    }

    StringProperty serverProperty() {
        return server;
    }

    StringProperty databaseProperty() {
        return database;
    }

    ObjectProperty<SignIn> signInProperty() {
        return signIn;
    }

    StringProperty userProperty() {
        return user;
    }

    ObjectProperty<Encryption> encryptionProperty() {
        return encryption;
    }

    BooleanProperty trustsProperty() {
        return trusts;
    }

    StringProperty certificateNameProperty() {
        return certificateName;
    }

    BooleanProperty readOnlyProperty() {
        return readOnly;
    }

    ObjectBinding<Check> check() {
        return check;
    }
}
