package trafficinsights.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trafficinsights.model.ProblemException;
import trafficinsights.model.warehouse.Secret;

/// What programs of the system are asked for: the keystore, notifications.
class SystemProgramsTest {
    private static final UnaryOperator<String> NO_ENVIRONMENT = Map.<String, String>of()::get;

    /// Keeps what it is asked, and answers always the same.
    private static final class Recorder implements Command {
        private final List<List<String>> asked = new ArrayList<>();
        private final Ended answer;

        Recorder(int exitCode, String out, String err) {
            answer = new Ended(exitCode, out, err);
        }

        @Override
        public Ended run(List<String> words) {
            asked.add(words);
            return answer;
        }
    }

    @Test
    void theEnvironmentHasASecret() throws Exception {
        UnaryOperator<String> environment = Map.of("KEY", "abc")::get;
        Secret secret = new Secrets(environment, new Recorder(-1, "", ""), "Linux").find("env:KEY");
        assertThat(secret.reveal()).isEqualTo("abc");
        assertThat(secret.toString()).doesNotContain("abc");
    }

    @ParameterizedTest
    @CsvSource({
        "Linux,secret-tool lookup service traffic-insights name hook",
        "Mac OS X,security find-generic-password -s traffic-insights -a hook -w",
    })
    void theKeystoreOfTheSystemIsAsked(String system, String words) throws Exception {
        Recorder command = new Recorder(0, "abc\n", "");
        Secret secret = new Secrets(NO_ENVIRONMENT, command, system).find("keystore:hook");
        assertThat(secret.reveal()).isEqualTo("abc");
        assertThat(command.asked).containsExactly(List.of(words.split(" ")));
    }

    @Test
    void onWindowsTheFileOfTheUserIsDecrypted() throws Exception {
        Recorder command = new Recorder(0, "abc", "");
        new Secrets(NO_ENVIRONMENT, command, "Windows 11").find("keystore:hook");
        assertThat(command.asked.getFirst().getFirst()).isEqualTo("powershell.exe");
        assertThat(command.asked.getFirst().getLast())
                .contains("TrafficInsights\\secrets\\hook.txt")
                .contains("ConvertTo-SecureString");
    }

    @Test
    void aSecretThatIsNotThereIsToldWithWhatToDo() {
        assertThatThrownBy(() ->
                        new Secrets(NO_ENVIRONMENT, new Recorder(1, "", ""), "Linux")
                                .find("env:KEY"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Set the environment variable KEY.");
        assertThatThrownBy(() ->
                        new Secrets(NO_ENVIRONMENT, new Recorder(-1, "", ""), "Linux")
                                .find("keystore:hook"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("there is no `secret-tool` here");
    }

    @Test
    void aNotificationIsShownByTheDesktop() throws Exception {
        Recorder command = new Recorder(0, "", "");
        DesktopChannel channel = new DesktopChannel(command, "Linux");
        assertThat(channel.send(Notices.firing("errors"))).isEqualTo("shown by notify-send");
        assertThat(command.asked.getFirst())
                .startsWith("notify-send")
                .contains("Traffic Insights: major, errors", Notices.firing("errors").text());
    }

    @Test
    void withoutNotificationsTheSystemsWordIsTold() {
        assertThatThrownBy(() ->
                        new DesktopChannel(new Recorder(-1, "", ""), "Linux")
                                .send(Notices.firing("x")))
                .hasMessage("this system has no notifications: notify-send is not installed");
        assertThatThrownBy(() ->
                        new DesktopChannel(new Recorder(1, "", "no bus\nmore"), "Linux")
                                .send(Notices.firing("x")))
                .hasMessage("this system shows no notifications: notify-send says \"no bus\"");
    }

    @Test
    void aBadMinuteDoesNotCoverTheScreen() throws Exception {
        Recorder command = new Recorder(0, "", "");
        DesktopChannel channel = new DesktopChannel(command, "Linux");
        for (int i = 0; i < DesktopChannel.A_MINUTE; i++) {
            channel.send(Notices.firing("rule " + i));
        }
        assertThatThrownBy(() -> channel.send(Notices.firing("one more")))
                .hasMessage("more than 5 notifications a minute are not shown");
        assertThat(command.asked).hasSize(5);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "asks sh")
    void aProgramOfTheSystemIsRunAndAMissingOneIsKnown() throws Exception {
        Command system = Command.ofSystem();
        assertThat(system.run(List.of("sh", "-c", "echo out; echo err >&2; exit 3")))
                .isEqualTo(new Command.Ended(3, "out\n", "err\n"));
        assertThat(system.run(List.of("no-such-program-here")).isMissing()).isTrue();
    }
}
