package trafficinsights.system;

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
import org.junit.jupiter.params.provider.ValueSource;
import trafficinsights.model.ProblemException;
import trafficinsights.model.warehouse.Secret;

class SecretsTest {
    private static final UnaryOperator<String> NO_ENVIRONMENT = Map.<String, String>of()::get;

    /// Keeps what it is asked, and answers always the same.
    private static final class Recorder implements SystemProgram {
        private final List<List<String>> asked = new ArrayList<>();
        private final List<String> inputs = new ArrayList<>();
        private final Ended answer;

        Recorder(int exitCode, String out, String err) {
            answer = new Ended(exitCode, out, err);
        }

        @Override
        public Ended run(List<String> words, String input) {
            asked.add(words);
            inputs.add(input);
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
    void aSecretThatIsNotThereIsReportedWithWhatToDo() {
        assertThatThrownBy(() ->
                        new Secrets(NO_ENVIRONMENT, new Recorder(1, "", ""), "Linux")
                                .find("env:KEY"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Set the environment variable KEY.");
        assertThatThrownBy(() ->
                        new Secrets(NO_ENVIRONMENT, new Recorder(-1, "", ""), "Linux")
                                .find("keystore:hook"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("`secret-tool` is not installed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Linux", "Windows 11", "Mac OS X"})
    void aSecretIsKeptWithoutBeingAnArgument(String system) throws Exception {
        Recorder program = new Recorder(0, "", "");
        new Secrets(NO_ENVIRONMENT, program, system).keep("warehouse.lab", new Secret("Tr0ub4dor"));
        assertThat(program.asked.getFirst()).anyMatch(word -> word.contains("warehouse.lab"));
        assertThat(program.asked.getFirst()).noneMatch(word -> word.contains("Tr0ub4dor"));
        assertThat(program.inputs.getFirst()).startsWith("Tr0ub4dor");
    }

    @Test
    void aNameThatCouldMeanSomethingToAShellIsRefused() {
        Recorder program = new Recorder(0, "", "");
        Secrets secrets = new Secrets(NO_ENVIRONMENT, program, "Windows 11");
        for (String name : List.of("a'b", "", "../x/..", "a b", "x".repeat(65))) {
            assertThatThrownBy(() -> secrets.keep(name, new Secret("s")))
                    .isInstanceOf(ProblemException.class);
        }
        assertThat(program.asked).isEmpty();
    }

    @Test
    void aKeystoreThatIsLockedIsReported() {
        assertThatThrownBy(() ->
                        new Secrets(NO_ENVIRONMENT, new Recorder(1, "", "x"), "Linux")
                                .keep("hook", new Secret("s")))
                .hasMessageContaining("did not accept the secret `hook`")
                .hasMessageContaining("unlocked");
    }

    @Test
    void whatIsNotInTheKeystoreIsNotAnError() throws Exception {
        for (int exitCode : new int[] {-2, -1, 1}) {
            assertThat(
                            new Secrets(NO_ENVIRONMENT, new Recorder(exitCode, "", ""), "Linux")
                                    .inKeystore("hook"))
                    .isEmpty();
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "asks sh")
    void aProgramReadsItsInput() throws Exception {
        assertThat(SystemProgram.ofSystem().run(List.of("sh", "-c", "cat"), "hidden ü").out())
                .isEqualTo("hidden ü");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "asks sh")
    void aProgramOfTheSystemIsRunAndAMissingOneIsKnown() throws Exception {
        SystemProgram system = SystemProgram.ofSystem();
        assertThat(system.run(List.of("sh", "-c", "echo out; echo err >&2; exit 3")))
                .isEqualTo(new SystemProgram.Ended(3, "out\n", "err\n"));
        assertThat(system.run(List.of("no-such-program-here")).isMissing()).isTrue();
    }
}
