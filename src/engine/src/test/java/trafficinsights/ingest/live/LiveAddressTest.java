package trafficinsights.ingest.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiveAddressTest {
    @ParameterizedTest
    @EnumSource(LiveKind.class)
    void theExampleOfEachKindIsAValidAddressOfIt(LiveKind kind) {
        assertThat(LiveAddress.of(kind.example()).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "syslog+udp://127.0.0.1:5514, 127.0.0.1, 5514, syslog+udp://127.0.0.1:5514",
        "syslog+tcp://0.0.0.0, 0.0.0.0, 514, syslog+tcp://0.0.0.0:514",
        "syslog+udp://[::1]:99, ::1, 99, syslog+udp://[::1]:99",
    })
    void hostAndPortAreRead(String text, String host, int port, String shown) {
        LiveAddress address = LiveAddress.of(text);
        assertThat(address.host()).isEqualTo(host);
        assertThat(address.port()).isEqualTo(port);
        assertThat(address).hasToString(shown);
    }

    @Test
    void whatPeopleSeeHasNoOptions() {
        LiveAddress address = LiveAddress.of(LiveKind.SYSLOG_TLS.example());
        assertThat(address.required("keystore")).isEqualTo("server.p12");
        assertThat(address).hasToString("syslog+tls://127.0.0.1:6514");
    }

    @ParameterizedTest
    @CsvSource({
        "syslog+udp://, valid address",
        "syslog+udp://127.0.0.1:0, port",
        "syslog+udp://127.0.0.1:70000, port",
        "syslog+udp://127.0.0.1:514/x, path",
        "syslog+udp://127.0.0.1:514?x=1, no options",
        "syslog+tls://127.0.0.1:6514?key=1, keystore",
        "syslog+udp://me:secret@127.0.0.1:514, neither user nor password",
    })
    void aMistakeIsNamedWithAnExampleThatWorks(String text, String named) {
        assertThatThrownBy(() -> LiveAddress.of(text))
                .hasMessageContaining(named)
                .hasMessageContaining("127.0.0.1")
                .hasMessageNotContaining("Exception");
    }

    @Test
    void anUnknownKindIsRefusedWithThoseThatAreKnown() {
        assertThatThrownBy(() -> LiveAddress.of("ftp://a/b"))
                .hasMessageContaining("ftp://a/b")
                .hasMessageContaining("syslog+udp://");
    }

    @Test
    void aMissingOptionIsNamed() {
        LiveAddress address = LiveAddress.of("syslog+tls://127.0.0.1:6514");
        assertThatThrownBy(() -> address.required("keystore")).hasMessageContaining("keystore");
    }

    @ParameterizedTest
    @CsvSource({
        "haproxy+http://127.0.0.1:8404/;csv, http://127.0.0.1:8404/;csv",
        "haproxy+http://lb:8404/haproxy?stats;csv&every=2s, http://lb:8404/haproxy?stats;csv",
        "prometheus+https://lb/metrics?server=web-1, https://lb:443/metrics",
        "prometheus+http://lb:9100/metrics?a=1&b=2, http://lb:9100/metrics?a=1&b=2",
    })
    void aPageIsAskedForWithoutTheOptionsOfThisProgram(String text, String page) {
        assertThat(LiveAddress.of(text).page()).hasToString(page);
    }

    @ParameterizedTest
    @ValueSource(strings = {"access.log", "C:\\logs\\a.log", "/var/log/a.log", "a:b.log", "c:/x"})
    void theNameOfAFileIsNotAnAddress(String file) {
        assertThat(LiveAddress.isAddress(file)).isFalse();
    }

    @Test
    void theNameToRememberByIsAFileNameOnEverySystem() {
        assertThat(LiveAddress.of("syslog+udp://[::1]:99").fileName()).matches("[A-Za-z0-9._-]+");
    }
}
