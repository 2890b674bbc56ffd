package trafficinsights.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;
import trafficinsights.model.warehouse.SignIn;

/// Drives the Warehouse panel in the real window.
final class WarehousePanelTest extends WindowTest {
    private static final String PASSWORD = "Local-Only-1";

    /// A port of this machine that nobody listens at.
    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void makeProfile(String server) {
        clickOn("#nav-warehouse");
        clickOn("#addProfile");
        write("lab");
        interact(() -> {
            ((TextField) lookup("#profileServer").query()).setText(server);
            ((TextField) lookup("#profileUser").query()).setText("ti_admin");
            chooseSql(lookup("#profileSignIn").query());
        });
        clickOn("#saveProfile");
    }

    @SuppressWarnings("unchecked")
    private static void chooseSql(ChoiceBox<?> box) {
        ((ChoiceBox<SignIn>) box).setValue(SignIn.SQL);
    }

    @Test
    void theDoctorStopsAtAClosedPortAndItsDiagnosisHoldsNoPassword() throws Exception {
        makeProfile("127.0.0.1," + closedPort());
        clickOn("#password").write(PASSWORD);
        clickOn("#examine");
        until("the end", () -> text("#doctorTitle").equals("Failed at: Connection"));
        assertThat(text(".step-failed .step-title")).isEqualTo("Connection");
        assertThat(text(".step-failed .step-word")).startsWith("failed");
        assertThat(text(".step-failed .step-cause")).isNotEmpty();
        assertThat(text(".step-failed .step-mend")).startsWith("What to do: ");
        assertThat(text(".step-failed .step-dba")).isNotEmpty();
        assertThat(lookup(".step-skipped").queryAll()).hasSize(10);
        clickOn("#copyDiagnosis");
        String copied =
                WaitForAsyncUtils.waitForAsyncFx(
                        5_000, () -> Clipboard.getSystemClipboard().getString());
        assertThat(copied)
                .contains("FAIL  Connection", "do:  ", "127.0.0.1")
                .doesNotContain(PASSWORD);
    }

    /// Not pressed here: the keystore is that of whoever runs the tests.
    @Test
    void onlyAPasswordThatWasTypedCanBeKept() {
        makeProfile("127.0.0.1,1");
        assertThat(lookup("#keepPassword").query().isDisabled()).isTrue();
        clickOn("#password").write(PASSWORD);
        assertThat(lookup("#keepPassword").query().isDisabled()).isFalse();
    }

    @Test
    void theDoctorWaitsForAPasswordThatIsNeeded() {
        makeProfile("127.0.0.1,1");
        clickOn("#examine");
        until("the message", () -> shows("#warehouseProblem"));
        assertThat(text("#warehouseProblem #problemText")).contains("password of ti_admin");
        clickOn("#warehouseProblem #dismissProblem");
        assertThat(shows("#warehouseProblem")).isFalse();
    }

    @Test
    void anEmptyPanelTeachesAndPagesChange() {
        push(KeyCode.CONTROL, KeyCode.DIGIT6);
        assertThat(shows("#doctorEmpty")).isTrue();
        clickOn("#showTables");
        assertThat(shows("#batchHint")).isTrue();
        assertThat(lookup("#migrate").query().isDisabled()).isTrue();
        clickOn("#retentionDays").eraseText(2).write("x");
        assertThat(text("#daysMessage")).contains("not a valid number of days");
        assertThat(lookup("#retain").query().isDisabled()).isTrue();
        clickOn("#showReports");
        assertThat(lookup("#openReport").query().isDisabled()).isTrue();
    }

    @Test
    void theFormIsCheckedWhileItIsTypedAndEscapeLeavesIt() {
        clickOn("#nav-warehouse");
        clickOn("#addProfile");
        assertThat(lookup("#saveProfile").query().isDisabled()).isTrue();
        write("a]b");
        assertThat(text("#formMessage")).contains("is not a valid profile name");
        push(KeyCode.ESCAPE);
        assertThat(shows("#profileForm")).isFalse();
        assertThat(lookup("#profiles .scenario-cell:filled").queryAll()).hasSize(1);
    }
}
