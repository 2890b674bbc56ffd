package trafficinsights.ui.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.model.warehouse.DoctorStep;
import trafficinsights.model.warehouse.NamedProfile;
import trafficinsights.model.warehouse.SignIn;
import trafficinsights.model.warehouse.WarehouseStatus;
import trafficinsights.run.push.Warehouses;
import trafficinsights.ui.FxQueue;
import trafficinsights.ui.common.Question;

final class WarehouseViewModelTest {
    private static final String PASSWORD = "Local-Only-1";

    @TempDir private Path folder;
    private final FxQueue fx = new FxQueue();
    private final List<Question> questions = new ArrayList<>();
    private ScriptedWarehouse server = new ScriptedWarehouse(Path.of("."));
    private WarehouseViewModel model = new WarehouseViewModel(server, fx);
    private boolean answer = true;

    @BeforeEach
    void open() {
        server = new ScriptedWarehouse(folder);
        model = new WarehouseViewModel(server, fx);
        model.onDecision(question -> {
            questions.add(question);
            return answer;
        });
    }

    @AfterEach
    void close() {
        model.close();
    }

    private void untilIdle() {
        fx.until("the end of the work", () -> !model.work().workingProperty().get());
    }

    private void useSqlSignIn() {
        model.profiles().edit();
        ProfileForm form = model.profiles().form();
        form.signInProperty().set(SignIn.SQL);
        form.userProperty().set("ti_admin");
        model.profiles().save();
    }

    private int knownVersion() {
        WarehouseStatus status = Objects.requireNonNull(model.statusProperty().get());
        return status.schemaVersion();
    }

    @Test
    void theDefaultServerIsThereBeforeAnyProfileWasMade() {
        assertThat(model.profiles().all()).containsExactly(NamedProfile.ofDefault());
        assertThat(model.profiles().profile().server()).isEqualTo("F2D2\\SQLEXPRESS");
        assertThat(model.profiles().passwordNeededProperty().get()).isFalse();
    }

    @Test
    void aProfileIsKeptForTheCommandLineAndHoldsNoPassword() throws IOException {
        useSqlSignIn();
        model.profiles().passwordProperty().set(PASSWORD);
        model.profiles().copy();
        model.profiles().form().nameProperty().set("Second");
        model.profiles().save();
        assertThat(model.profiles().all())
                .extracting(NamedProfile::name)
                .containsExactly("default", "second");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file))
                        .contains("user = ti_admin")
                        .doesNotContain(PASSWORD);
            }
        }
    }

    @Test
    void aPasswordBelongsToItsProfile() {
        useSqlSignIn();
        model.profiles().passwordProperty().set(PASSWORD);
        model.profiles().copy();
        model.profiles().save();
        assertThat(model.profiles().passwordProperty().get()).isEmpty();
        model.profiles().chosenProperty().set(model.profiles().all().getFirst());
        assertThat(model.profiles().passwordProperty().get()).isEqualTo(PASSWORD);
    }

    @Test
    void theFormSaysWhatIsWrongWhileItIsTyped() {
        model.profiles().add();
        ProfileForm form = model.profiles().form();
        assertThat(form.check().get().message()).contains("is not a valid profile name");
        form.nameProperty().set("DEFAULT");
        assertThat(form.check().get().message())
                .contains("A profile named “default” already exists");
        form.nameProperty().set("lab");
        form.serverProperty().set("host,99999");
        assertThat(form.check().get().message()).contains("99999");
        form.serverProperty().set("host,1433");
        form.signInProperty().set(SignIn.SQL);
        assertThat(form.check().get().message()).isEqualTo("This sign-in needs a user.");
        form.userProperty().set("ann");
        assertThat(form.check().get().message()).isEmpty();
    }

    @Test
    void deletingAsksFirst() {
        useSqlSignIn();
        answer = false;
        model.deleteProfile();
        assertThat(model.profiles().all().getFirst().profile().user()).isEqualTo("ti_admin");
        answer = true;
        model.deleteProfile();
        assertThat(model.profiles().all()).containsExactly(NamedProfile.ofDefault());
        assertThat(questions).hasSize(2);
    }

    @Test
    void theDoctorsStepsFillInWhileItIsOnTheWay() {
        model.examine();
        fx.until(
                "the second step",
                () -> model.doctor().askingProperty().get().equals("Connection"));
        assertThat(model.doctor().steps()).extracting(DoctorStep::name).containsExactly("name");
        assertThat(model.doctor().foundProperty().get()).isNull();
        server.doctorMayGoOn.countDown();
        untilIdle();
        assertThat(model.doctor().steps())
                .extracting(DoctorStep::name)
                .containsExactly("name", "tcp");
        assertThat(model.doctor().askingProperty().get()).isEmpty();
    }

    @Test
    void theDiagnosisIsTextWithoutThePassword() {
        useSqlSignIn();
        model.profiles().passwordProperty().set(PASSWORD);
        server.doctorMayGoOn.countDown();
        model.examine();
        untilIdle();
        assertThat(server.asked).containsExactly("doctor " + PASSWORD);
        assertThat(model.doctor().diagnosis())
                .contains("FAIL  Connection", "do:  Check the port.", "DBA: Enable TCP/IP.")
                .doesNotContain(PASSWORD);
    }

    @Test
    void aCancelledExaminationLeavesNoStepBeingAsked() {
        model.examine();
        fx.until(
                "the second step",
                () -> model.doctor().askingProperty().get().equals("Connection"));
        model.work().cancel();
        server.doctorMayGoOn.countDown();
        assertThat(model.work().workingProperty().get()).isFalse();
        assertThat(model.problemProperty().get()).isNull();
        assertThat(model.doctor().foundProperty().get()).isNull();
    }

    @Test
    void withoutAPasswordThatIsNeededNothingIsAsked() {
        useSqlSignIn();
        model.refresh();
        untilIdle();
        assertThat(Objects.requireNonNull(model.problemProperty().get()).userMessage())
                .contains("ti_admin", "stays in memory");
        assertThat(server.asked).isEmpty();
    }

    @Test
    void aPasswordOfTheKeystoreIsTakenWhereNoneWasTyped() {
        useSqlSignIn();
        model.profiles().passwordProperty().set("Tr0ub4dor");
        model.keepPassword();
        untilIdle();
        assertThat(model.passwordKeptProperty().get()).isTrue();
        model.profiles().passwordProperty().set("");
        assertThat(model.passwordKeptProperty().get()).isFalse();
        model.refresh();
        untilIdle();
        assertThat(model.problemProperty().get()).isNull();
        assertThat(server.asked).isNotEmpty();
    }

    @Test
    void theUpgradeIsNamedAndAgreedTo() {
        model.refresh();
        untilIdle();
        answer = false;
        model.migrate();
        assertThat(questions.getLast().header())
                .isEqualTo("Create the tables of “TrafficInsights” on F2D2\\SQLEXPRESS?");
        assertThat(questions.getLast().text()).contains("Version 1 creates", "Version 2 creates");
        assertThat(server.asked).doesNotContain("migrate");
        answer = true;
        model.migrate();
        fx.until("the new version", () -> knownVersion() == Warehouses.SCHEMA_VERSION);
        untilIdle();
        assertThat(model.newsProperty().get()).startsWith("The tables are now at version");
    }

    @Test
    void aPushShowsItsBatchesAndWhatCameOfThem() {
        server.ofVersion(2);
        model.push(Path.of("traffic.duckdb"));
        fx.until("the news", () -> !model.newsProperty().get().isEmpty());
        assertThat(model.batches().text()).isEqualTo("28 committed, 12 repeated");
        assertThat(model.newsProperty().get())
                .isEqualTo(
                        "Pushed 7,280,000 requests in 28 batches (12 already there, 0 from the outbox, 0 waiting in it); 14.2 s.");
        fx.until("the state", () -> model.statusProperty().get() != null);
    }

    @Test
    void withoutAServerTheBatchesWaitAndItIsSaidWhy() {
        server.isReachable = false;
        model.push(Path.of("traffic.duckdb"));
        fx.until("the problem", () -> model.problemProperty().get() != null);
        assertThat(model.batches().text()).isEqualTo("40 in the outbox");
        assertThat(model.newsProperty().get()).contains("40 waiting in it");
    }

    @Test
    void retentionNamesWhatGoesAndChecksTheDays() {
        for (String days : List.of("0", "many", "36501", "")) {
            model.daysProperty().set(days);
            assertThat(model.daysMessage().get()).isNotEmpty();
            model.retain();
        }
        assertThat(questions).isEmpty();
        model.daysProperty().set("30");
        answer = false;
        model.retain();
        assertThat(questions.getLast().text())
                .contains("will be deleted from “TrafficInsights”", "This cannot be undone");
        assertThat(server.asked).isEmpty();
        answer = true;
        model.retain();
        fx.until("the news", () -> model.newsProperty().get().startsWith("Rows deleted: 9,000"));
    }

    @Test
    void reportsAreReadBackAndABrokenOneHidesNoOther() {
        model.loadReports();
        untilIdle();
        assertThat(model.reports()).hasSize(1);
        assertThat(model.reports().getFirst().report().provenance().title())
                .isEqualTo("Bad deploy");
        assertThat(model.reports().getFirst().report().counts().requests()).isEqualTo(3_600_000);
        model.loadQuality();
        untilIdle();
        assertThat(model.quality()).hasSize(1);
    }

    @Test
    void anotherProfileForgetsWhatTheFirstServerSaid() {
        server.doctorMayGoOn.countDown();
        model.examine();
        untilIdle();
        model.refresh();
        untilIdle();
        model.profiles().copy();
        model.profiles().save();
        assertThat(model.doctor().steps()).isEmpty();
        assertThat(model.statusProperty().get()).isNull();
        assertThat(model.doctor().diagnosis()).isEmpty();
    }
}
