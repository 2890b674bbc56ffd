package trafficinsights.ui.connect;

import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import trafficinsights.run.spec.FollowedKind;
import trafficinsights.ui.common.Recent;

/// What is to be followed: one or several sources as they are typed, and those that were followed
/// before. FX thread.
public final class ConnectModel {
    /// Where the sources of a run that are typed go.
    @FunctionalInterface
    public interface Follow {
        /// @param sources paths and addresses
        /// @param isFromStart whether what they hold now is read, too
        void start(List<String> sources, boolean isFromStart);
    }

    private static final int MOST_RECENT = 12;

    private final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper();
    private final ObservableList<SourceDraft> drafts = FXCollections.observableArrayList();
    private final ObservableList<String> recent = FXCollections.observableArrayList();
    private final BooleanProperty fromStart = new SimpleBooleanProperty();
    private final ObservableList<Recent> all;
    private Follow onFollow = (sources, isFromStart) -> {};

    /// @param all what was opened and run before
    public ConnectModel(ObservableList<Recent> all) {
        this.all = all;
        all.addListener((ListChangeListener<Recent>) change -> showRecent());
        showRecent();
    }

    private void showRecent() {
        recent.setAll(
                all.stream()
                        .filter(one -> one.kind() == Recent.Kind.FOLLOWED_RUN)
                        .flatMap(one -> one.places().stream())
                        .distinct()
                        .limit(MOST_RECENT)
                        .toList());
    }

    public void onFollow(Follow action) {
        onFollow = action;
    }

    /// Asks for a source: the one that was followed last, or one of syslog.
    public void open() {
        open(List.of());
    }

    /// Asks about these sources; about a first one without any.
    public void open(List<String> sources) {
        if (sources.isEmpty()) {
            String first = recent.isEmpty() ? FollowedKind.SYSLOG_UDP.example() : recent.getFirst();
            drafts.setAll(new SourceDraft(first));
        } else {
            drafts.setAll(sources.stream().map(SourceDraft::new).toList());
        }
        // A log that was read is shown as it is, and then followed.
        fromStart.set(!sources.isEmpty());
        open.set(true);
    }

    void add(String source) {
        drafts.add(new SourceDraft(source));
    }

    /// A page without a source would have nothing to type into.
    void remove(SourceDraft draft) {
        if (drafts.size() > 1) {
            drafts.remove(draft);
        }
    }

    /// A source that was followed before takes the place of the only one that is blank, or comes
    /// behind the others. One that is there already is not added again.
    void take(String source) {
        List<String> texts = texts();
        if (texts.contains(source)) {
            return;
        }
        if (texts.size() == 1 && texts.getFirst().isEmpty()) {
            drafts.getFirst().textProperty().set(source);
        } else {
            add(source);
        }
    }

    private List<String> texts() {
        return drafts.stream().map(draft -> draft.textProperty().get().strip()).toList();
    }

    /// Follows all of it, and leaves; nothing while a source is wrong.
    void follow() {
        boolean isValid =
                drafts.stream().allMatch(draft -> draft.messageProperty().get().isEmpty());
        if (isValid) {
            List<String> sources = texts().stream().distinct().toList();
            boolean isFromStart = fromStart.get();
            leave();
            onFollow.start(sources, isFromStart);
        }
    }

    public void leave() {
        open.set(false);
    }

    public ReadOnlyBooleanProperty openProperty() {
        return open.getReadOnlyProperty();
    }

    ObservableList<SourceDraft> drafts() {
        return drafts;
    }

    /// Newest first.
    ObservableList<String> recent() {
        return recent;
    }

    BooleanProperty fromStartProperty() {
        return fromStart;
    }
}
