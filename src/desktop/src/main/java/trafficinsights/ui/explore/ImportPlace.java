package trafficinsights.ui.explore;

import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// Puts the page of an import before the panel while one is open. It is made when it is first asked
/// for. FX thread.
final class ImportPlace {
    private final StackPane place;
    private final ImportViewModel model;
    private @Nullable Parent page;

    ImportPlace(StackPane place, ImportViewModel model) {
        this.place = place;
        this.model = model;
        model.openProperty().addListener((property, before, now) -> show(now));
    }

    private void show(boolean isOpen) {
        if (page == null && isOpen) {
            page = new ImportPageController(model).root();
            place.getChildren().add(page);
        }
        for (Node child : place.getChildren()) {
            boolean isPage = child.equals(page);
            child.setVisible(isPage == isOpen);
            child.setManaged(isPage == isOpen);
        }
        if (isOpen && page != null) {
            page.requestFocus();
        }
    }
}
