package trafficinsights.ui.warehouse;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.explore.ExploreWatch;
import trafficinsights.model.report.RunReport;
import trafficinsights.model.warehouse.MigrationResult;
import trafficinsights.model.warehouse.NamedProfile;
import trafficinsights.model.warehouse.PushedBatch;
import trafficinsights.model.warehouse.QualityRow;
import trafficinsights.model.warehouse.RetentionResult;
import trafficinsights.model.warehouse.Secret;
import trafficinsights.model.warehouse.WarehouseProfile;
import trafficinsights.model.warehouse.WarehouseStatus;
import trafficinsights.run.push.PushSummary;
import trafficinsights.run.push.Warehouses;
import trafficinsights.run.result.Reports;
import trafficinsights.ui.common.Question;
import trafficinsights.ui.common.Remembers;
import trafficinsights.ui.common.Texts;
import trafficinsights.ui.common.work.WorkModel;

/// State and commands of the Warehouse panel. FX thread; what waits for a server is done elsewhere,
/// one thing at a time. Longer than 400 lines: it has a command for each question that the panel
/// asks.
public final class WarehouseViewModel extends WorkModel implements Remembers {
    static final int MOST_REPORTS = 50;
    static final int MOST_QUALITY_ROWS = 2_000;
    private static final int LONGEST_DAYS = 36_500;

    /// Something that is asked of the server, or done there.
    private interface Call<T> {
        Outcome<T> with(WarehouseProfile profile, Secret secret, ExploreWatch watch);
    }

    private final WarehouseAccess access;
    private final Executor fx;
    private final ProfileList profiles;
    private final ReadOnlyBooleanWrapper passwordKept = new ReadOnlyBooleanWrapper();
    private final DoctorModel doctor;
    private final ReadOnlyObjectWrapper<@Nullable WarehouseStatus> status =
            new ReadOnlyObjectWrapper<>();
    private final PushedBatches batches = new PushedBatches();
    private final StringProperty days = new SimpleStringProperty("90");
    private final StringBinding daysMessage =
            Bindings.createStringBinding(() -> daysMessage(days.get()), days);
    private final ObservableList<WarehouseReport> reports = FXCollections.observableArrayList();
    private final ObservableList<QualityRow> quality = FXCollections.observableArrayList();
    private Predicate<Question> decision = question -> true;

    /// @param fx runs a task on the FX thread
    public WarehouseViewModel(WarehouseAccess access, Executor fx) {
        super("warehouse", fx);
        this.access = access;
        this.fx = fx;
        doctor = new DoctorModel(fx, work().workingProperty()::get);
        profiles = new ProfileList(access.profiles(), this::show);
        profiles.chosenProperty().addListener((property, before, now) -> forget());
        profiles.passwordProperty().addListener((property, before, now) -> passwordKept.set(false));
    }

    /// What one server said is not true of another.
    private void forget() {
        work().cancel();
        dismissProblem();
        dismissNews();
        doctor.clear();
        status.set(null);
        batches.clear();
        reports.clear();
        quality.clear();
    }

    /// Who is asked before something is changed that cannot be undone.
    void onDecision(Predicate<Question> ask) {
        decision = ask;
    }

    /// Takes the chosen profile away, when the person agrees.
    void deleteProfile() {
        NamedProfile chosen = profiles.chosenProperty().get();
        if (chosen != null && decision.test(WarehouseQuestions.delete(chosen.name()))) {
            profiles.delete();
        }
    }

    private <T> void start(String what, Call<T> call, Consumer<T> done) {
        if (profiles.chosenProperty().get() == null) {
            return;
        }
        WarehouseProfile profile = profiles.profile();
        Secret typed = profiles.secret();
        start(
                what,
                watch ->
                        switch (access.password(profile, typed)) {
                            case Outcome.Ok<Secret>(Secret secret) ->
                                    call.with(profile, secret, watch);
                            case Outcome.Rejected<Secret>(Problem reason) ->
                                    Outcome.rejected(reason);
                        },
                done);
    }

    /// Whether what is in the field was put into the keystore.
    ReadOnlyBooleanProperty passwordKeptProperty() {
        return passwordKept.getReadOnlyProperty();
    }

    /// Puts the typed password into the system's keystore, for the next start and the command line.
    void keepPassword() {
        WarehouseProfile profile = profiles.profile();
        Secret typed = profiles.secret();
        if (typed.isGiven()) {
            work().start(
                            "Saving the password",
                            watch -> access.keepPassword(profile, typed),
                            outcome -> take(outcome, where -> passwordKept.set(true)));
        }
    }

    /// Examines the way to the server, step by step.
    public void examine() {
        doctor.clear();
        start(
                "Testing the connection to the server",
                (profile, secret, watch) -> access.doctor(profile, secret, doctor.watch(watch)),
                doctor::take);
    }

    /// Asks what is in the warehouse, and what waits for it here.
    void refresh() {
        start(
                "Reading the state of the tables",
                (profile, secret, watch) -> access.status(profile, secret),
                status::set);
    }

    /// Makes or upgrades the tables, when the person agrees.
    void migrate() {
        WarehouseStatus known = status.get();
        if (known == null
                || !decision.test(WarehouseQuestions.migrate(profiles.profile(), known))) {
            return;
        }
        start(
                "Upgrading the tables",
                (profile, secret, watch) -> access.migrate(profile, secret),
                this::migrated);
    }

    private void migrated(MigrationResult result) {
        say(
                "The tables are now at version %d, %s."
                        .formatted(result.toVersion(), result.structure()));
        reload();
    }

    /// The state again, keeping what was just said.
    private void reload() {
        String said = newsProperty().get();
        refresh();
        say(said);
    }

    /// Pushes all runs of a store.
    public void push(Path store) {
        batches.clear();
        start(
                "Pushing " + store.getFileName(),
                (profile, secret, watch) ->
                        access.push(profile, secret, store, pushing(watch, store)),
                this::pushed);
    }

    private Warehouses.Watch pushing(ExploreWatch watch, Path store) {
        return new Warehouses.Watch() {
            @Override
            public void progress(long rows, long allRows) {
                watch.at(
                        "pushing %s: %s of %s requests"
                                .formatted(
                                        store.getFileName(),
                                        Texts.count(rows),
                                        Texts.count(allRows)),
                        allRows == 0 ? -1 : (double) rows / allRows);
            }

            @Override
            public void batch(PushedBatch batch) {
                fx.execute(() -> batches.put(batch));
            }
        };
    }

    /// Sends what waits on the disk.
    void sendOutbox() {
        start(
                "Sending the outbox",
                (profile, secret, watch) -> access.sendOutbox(profile, secret),
                this::pushed);
    }

    private void pushed(PushSummary summary) {
        String text =
                ("Pushed %s requests in %s (%s already there, %s from the outbox,"
                                + " %s waiting in it); %s.")
                        .formatted(
                                Texts.exact(summary.rows()),
                                batchText(summary.batches()),
                                summary.known(),
                                summary.fromOutbox(),
                                summary.toOutbox(),
                                "%.1f s".formatted(summary.seconds()));
        say(text);
        if (summary.unreachable().isPresent()) {
            show(summary.unreachable().get());
        } else {
            reload();
        }
    }

    private static String batchText(int batches) {
        return Texts.counted(batches, "batch");
    }

    /// Takes old rows away, when the person agrees.
    void retain() {
        if (!daysMessage.get().isEmpty()) {
            return;
        }
        int kept = Integer.parseInt(days.get().strip());
        Instant cutoff = Instant.now().minus(Duration.ofDays(kept));
        if (decision.test(WarehouseQuestions.retain(profiles.profile(), kept, cutoff))) {
            start(
                    "Deleting old rows",
                    (profile, secret, watch) -> access.retain(profile, secret, cutoff),
                    this::retained);
        }
    }

    private void retained(RetentionResult result) {
        say("Rows deleted: %s; %.1f s.".formatted(Texts.exact(result.total()), result.seconds()));
        reload();
    }

    private static String daysMessage(String text) {
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= 1 && number <= LONGEST_DAYS) {
                return "";
            }
        } catch (NumberFormatException none) {
            return "“%s” is not a valid number of days.".formatted(text);
        }
        return "Enter 1 to 36,500 days.";
    }

    void loadReports() {
        start(
                "Reading reports",
                (profile, secret, watch) -> parsed(access.reports(profile, secret, MOST_REPORTS)),
                reports::setAll);
    }

    private static Outcome<List<WarehouseReport>> parsed(Outcome<List<String>> outcome) {
        return switch (outcome) {
            case Outcome.Ok<List<String>>(List<String> texts) -> {
                List<WarehouseReport> read = new ArrayList<>();
                for (String json : texts) {
                    // One that cannot be read must not hide the others.
                    if (Reports.parse(json) instanceof Outcome.Ok<RunReport>(RunReport report)) {
                        read.add(new WarehouseReport(json, report));
                    }
                }
                yield Outcome.ok(read);
            }
            case Outcome.Rejected<List<String>>(Problem reason) -> Outcome.rejected(reason);
        };
    }

    void loadQuality() {
        start(
                "Reading quality metrics",
                (profile, secret, watch) -> access.quality(profile, secret, MOST_QUALITY_ROWS),
                quality::setAll);
    }

    /// The profile that is chosen.
    public WarehouseProfile chosenProfile() {
        return profiles.profile();
    }

    /// As [#chosenProfile()], for any thread; null while none is chosen.
    public @Nullable WarehouseProfile latestProfile() {
        return profiles.latest();
    }

    ProfileList profiles() {
        return profiles;
    }

    DoctorModel doctor() {
        return doctor;
    }

    /// Null before it was asked for.
    ReadOnlyObjectProperty<@Nullable WarehouseStatus> statusProperty() {
        return status.getReadOnlyProperty();
    }

    PushedBatches batches() {
        return batches;
    }

    StringProperty daysProperty() {
        return days;
    }

    /// What is wrong with the days; empty when nothing is.
    StringBinding daysMessage() {
        return daysMessage;
    }

    ObservableList<WarehouseReport> reports() {
        return reports;
    }

    ObservableList<QualityRow> quality() {
        return quality;
    }

    @Override
    public void remember(Map<String, String> into) {
        NamedProfile chosen = profiles.chosenProperty().get();
        if (chosen != null) {
            into.put("warehouse.profile", chosen.name());
        }
    }

    @Override
    public void recall(Map<String, String> from) {
        profiles.all().stream()
                .filter(profile -> profile.name().equals(from.get("warehouse.profile")))
                .findFirst()
                .ifPresent(profiles.chosenProperty()::set);
    }

    @Override
    public void close() {
        super.close();
    }
}
