package trafficinsights.ui.common;

import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Alert;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.DialogPane;
import javafx.scene.layout.Region;

/// Asks a [Question] in a dialog above the window, in the window's theme. FX thread.
public final class QuestionDialog {
    private QuestionDialog() {}

    /// What was answered; a dialog that is closed says no.
    public enum Answer {
        YES,
        NO,
        SAVE
    }

    /// Waits for the answer.
    ///
    /// @param near a node of the window that asks
    /// @return whether the answer was yes
    public static boolean ask(Node near, Question question) {
        return answer(near, question) == Answer.YES;
    }

    /// Waits for the answer. Enter says what loses nothing.
    ///
    /// @param near a node of the window that asks
    public static Answer answer(Node near, Question question) {
        ButtonType yes = new ButtonType(question.yes(), ButtonBar.ButtonData.OTHER);
        ButtonType no = new ButtonType(question.no(), ButtonBar.ButtonData.CANCEL_CLOSE);
        ButtonType save =
                question.save() == null
                        ? null
                        : new ButtonType(question.save(), ButtonBar.ButtonData.OTHER);
        Alert alert = new Alert(Alert.AlertType.CONFIRMATION, "", yes, no);
        if (save != null) {
            alert.getButtonTypes().addFirst(save);
        }
        alert.setTitle(question.title());
        alert.setHeaderText(question.header());
        alert.setContentText(question.text());
        DialogPane pane = alert.getDialogPane();
        pane.setMinHeight(Region.USE_PREF_SIZE);
        pane.setId("question");
        setDefault(pane, save != null ? save : question.destroys() ? no : yes);
        Scene scene = near.getScene();
        if (scene != null) {
            alert.initOwner(scene.getWindow());
            pane.getStylesheets().setAll(scene.getStylesheets());
            pane.getStyleClass()
                    .addAll(
                            scene.getRoot().getStyleClass().stream()
                                    .filter(name -> name.startsWith("theme-"))
                                    .toList());
        }
        ButtonType said = alert.showAndWait().orElse(no);
        return said == yes ? Answer.YES : said == save ? Answer.SAVE : Answer.NO;
    }

    private static void setDefault(DialogPane pane, ButtonType wanted) {
        for (ButtonType type : pane.getButtonTypes()) {
            if (pane.lookupButton(type) instanceof Button button) {
                button.setDefaultButton(type == wanted);
                if (type == wanted) {
                    // The focus is what Enter presses, wherever it was put at first.
                    Platform.runLater(button::requestFocus);
                }
            }
        }
    }
}
