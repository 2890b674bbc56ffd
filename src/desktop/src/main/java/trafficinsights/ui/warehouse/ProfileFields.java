package trafficinsights.ui.warehouse;

import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.StringProperty;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import trafficinsights.model.warehouse.Encryption;
import trafficinsights.model.warehouse.SignIn;
import trafficinsights.ui.common.ChoiceText;

/// The fields of the form for a profile, bound to it.
final class ProfileFields {
    private final GridPane grid;
    private final TextField name = new TextField();

    ProfileFields(ProfileForm form, GridPane grid) {
        this.grid = grid;
        add("Name", text(name, "profileName", form.nameProperty()), "");
        add(
                "Server",
                text(new TextField(), "profileServer", form.serverProperty()),
                "HOST, HOST\\INSTANCE or HOST,PORT");
        add("Database", text(new TextField(), "profileDatabase", form.databaseProperty()), "");
        add(
                "Sign-in",
                choice(
                        "profileSignIn",
                        form.signInProperty(),
                        SignIn.values(),
                        ProfileFields::words),
                "");
        TextField user = text(new TextField(), "profileUser", form.userProperty());
        user.disableProperty().bind(form.signInProperty().isEqualTo(SignIn.WINDOWS));
        add("User", user, "Only for other sign-in methods. The password is asked for when needed.");
        add(
                "Encryption",
                choice(
                        "profileEncryption",
                        form.encryptionProperty(),
                        Encryption.values(),
                        ProfileFields::words),
                "");
        add(
                "Name in the certificate",
                text(new TextField(), "profileCertificate", form.certificateNameProperty()),
                "Only if it differs from the server name");
        CheckBox trusts = new CheckBox("Accept any certificate (for tests only)");
        trusts.setId("profileTrusts");
        trusts.selectedProperty().bindBidirectional(form.trustsProperty());
        add("", trusts, "");
        CheckBox readOnly = new CheckBox("Accept a read-only replica");
        readOnly.setId("profileReadOnly");
        readOnly.selectedProperty().bindBidirectional(form.readOnlyProperty());
        add("", readOnly, "");
    }

    void focus() {
        name.requestFocus();
        name.selectAll();
    }

    private static TextField text(TextField field, String id, StringProperty value) {
        field.setId(id);
        field.textProperty().bindBidirectional(value);
        field.setMaxWidth(360);
        return field;
    }

    private static <T> ChoiceBox<T> choice(
            String id, ObjectProperty<T> value, T[] all, Function<T, String> words) {
        ChoiceBox<T> box = new ChoiceBox<>();
        box.setId(id);
        box.getItems().setAll(all);
        box.setConverter(new ChoiceText<>(words));
        box.valueProperty().bindBidirectional(value);
        box.setMaxWidth(360);
        return box;
    }

    private void add(String label, Node field, String hint) {
        Label lead = new Label(label);
        lead.getStyleClass().addAll("fact-name", "form-lead");
        GridPane.setValignment(lead, VPos.TOP);
        lead.setLabelFor(field);
        VBox body = new VBox(field);
        body.getStyleClass().add("field-body");
        if (!hint.isEmpty()) {
            Label below = new Label(hint);
            below.getStyleClass().add("field-hint");
            body.getChildren().add(below);
        }
        if (!label.isEmpty()) {
            field.setAccessibleText(label);
        }
        grid.addRow(grid.getRowCount(), lead, body);
    }

    static String words(SignIn way) {
        return switch (way) {
            case WINDOWS -> "Windows, current user";
            case SQL -> "SQL Server user and password";
            case NTLM -> "Windows user and password (NTLM)";
            case ENTRA -> "Microsoft Entra";
        };
    }

    static String words(Encryption encryption) {
        return switch (encryption) {
            case ON -> "On (TLS)";
            case STRICT -> "Strict (SQL Server 2022 and later)";
            case OFF -> "Off (only on this machine)";
        };
    }
}
