package trafficinsights.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import trafficinsights.system.SystemProgram;

/// What the desktop is asked for.
class DesktopChannelTest {
    /// Keeps what it is asked, and answers always the same.
    private static final class Recorder implements SystemProgram {
        private final List<List<String>> asked = new ArrayList<>();
        private final Ended answer;

        Recorder(int exitCode, String out, String err) {
            answer = new Ended(exitCode, out, err);
        }

        @Override
        public Ended run(List<String> words, String input) {
            asked.add(words);
            return answer;
        }
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
    void withoutNotificationsTheSystemsWordIsReported() {
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
                .hasMessage("more than 5 notifications per minute are not shown");
        assertThat(command.asked).hasSize(5);
    }
}
