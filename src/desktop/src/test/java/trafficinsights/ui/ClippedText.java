package trafficinsights.ui;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.text.Text;
import org.kordamp.ikonli.javafx.FontIcon;

/// Finds the texts that a window cuts off: labels and buttons whose skin shows less than they say.
/// Left out are texts that their own tooltip says whole, and cells of tables and lists, whose
/// columns can be widened. FX thread.
final class ClippedText {
    private ClippedText() {}

    /// The texts as they should read, in the order of the nodes.
    static List<String> in(Parent root) {
        List<String> clipped = new ArrayList<>();
        collect(root, clipped);
        return clipped;
    }

    private static void collect(Node node, List<String> clipped) {
        if (!node.isVisible() || node instanceof javafx.scene.control.IndexedCell<?>) {
            return;
        }
        if (node instanceof Labeled labeled && isClipped(labeled)) {
            clipped.add(labeled.getText());
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, clipped));
        }
    }

    private static boolean isClipped(Labeled labeled) {
        String text = labeled.getText();
        boolean isSaidElsewhere =
                labeled.getTooltip() != null && labeled.getTooltip().getText().contains(text);
        if (text == null || text.isEmpty() || isSaidElsewhere) {
            return false;
        }
        String said = labeled.isMnemonicParsing() ? text.replaceFirst("_", "") : text;
        return labeled.getChildrenUnmodifiable().stream()
                // An icon is a text as well, and what is to be laid out next still has its old one.
                .filter(node -> node instanceof Text && !(node instanceof FontIcon))
                .map(Text.class::cast)
                .anyMatch(shown ->
                        shown.isVisible()
                                && !shown.getText().equals(said)
                                && shown.getText().contains(labeled.getEllipsisString()));
    }
}
