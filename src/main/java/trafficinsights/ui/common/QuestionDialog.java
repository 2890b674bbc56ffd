package trafficinsights.ui.common;

import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.DialogPane;
import javafx.scene.layout.Region;

/// Asks a [Question] in a dialog above the window, in the window's theme. FX thread.
public final class QuestionDialog {
    private QuestionDialog() {}

    /// Waits for the answer.
    ///
    /// @param near a node of the window that asks
    /// @return whether the answer was yes
    public static boolean ask(Node near, Question question) {
        ButtonType yes = new ButtonType(question.yes(), ButtonBar.ButtonData.OK_DONE);
        ButtonType no = new ButtonType(question.no(), ButtonBar.ButtonData.CANCEL_CLOSE);
        Alert alert = new Alert(Alert.AlertType.CONFIRMATION, "", yes, no);
        alert.setTitle(question.title());
        alert.setHeaderText(question.header());
        alert.setContentText(question.text());
        DialogPane pane = alert.getDialogPane();
        pane.setMinHeight(Region.USE_PREF_SIZE);
        pane.setId("question");
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
        return alert.showAndWait().filter(answer -> answer == yes).isPresent();
    }
}
