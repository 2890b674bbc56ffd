package trafficinsights.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trafficinsights.model.ProblemException;
import trafficinsights.model.Severity;
import trafficinsights.model.alerts.Notice;

class ReceiverFileTest {
    @TempDir private Path folder;

    private ReceiverFile read(String yaml) throws Exception {
        return ReceiverFile.read(Files.writeString(folder.resolve("alerts.yaml"), yaml));
    }

    @Test
    void everyReceiverIsRead() throws Exception {
        Files.writeString(folder.resolve("ca.pem"), "x");
        Files.writeString(folder.resolve("t.json"), "{\"a\": \"${text}\"}");
        ReceiverFile file =
                read(
                        """
                        source: edge
                        flush: 2.5
                        receivers:
                          - webhook: https://tickets.example/api
                            secret: keystore:tickets
                            authorization: env:TOKEN
                            template: t.json
                            send: [firing]
                            severity: major
                          - syslog: tls://siem.example
                            format: cef
                            facility: auth
                            trust: ca.pem
                          - syslog: udp://10.0.0.1:1514
                            name: second
                          - desktop: true
                          - otlp: http://localhost:4318/v1/metrics
                            every: 30
                          - prometheus: 9464
                        """);
        assertThat(file.source()).isEqualTo("edge");
        assertThat(file.flush()).isEqualTo(Duration.ofMillis(2500));
        assertThat(file.receivers())
                .extracting(Receiver::name)
                .containsExactly("webhook", "syslog", "second", "desktop", "otlp", "prometheus");
        Receiver.Webhook webhook = (Receiver.Webhook) file.receivers().get(0);
        assertThat(webhook.wish())
                .isEqualTo(new Receiver.Wish(Set.of(Notice.State.FIRING), Severity.MAJOR));
        assertThat(webhook.key()).isEqualTo("keystore:tickets");
        Receiver.Syslog syslog = (Receiver.Syslog) file.receivers().get(1);
        assertThat(syslog.transport()).isEqualTo(Receiver.Transport.TLS);
        assertThat(syslog.address().getPort()).isEqualTo(6514);
        assertThat(syslog.isCef()).isTrue();
        assertThat(syslog.facility()).isEqualTo(4);
        Receiver.Syslog second = (Receiver.Syslog) file.receivers().get(2);
        assertThat(second.address().getPort()).isEqualTo(1514);
        assertThat(second.facility()).isEqualTo(16);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    receivers: []                                          | has no receivers
                    receiver: []                                           | perhaps you meant `receivers`
                    receivers: [{name: x}]                                 | must have one of webhook, syslog
                    receivers: [{desktop: true}, {desktop: true}]          | second receiver named `desktop`
                    receivers: [{webhook: 'ftp://a/b'}]                    | starts with https:// or http://
                    receivers: [{webhook: 'https://u:p@a/b'}]              | contains a password
                    receivers: [{webhook: 'https://a/', secrt: 'env:A'}]   | perhaps you meant `secret`
                    receivers: [{webhook: 'http://a/', authorization: 'env:A'}] | would be sent unencrypted
                    receivers: [{webhook: 'https://a/', send: [firing, ended]}] | has `ended`, must be one of
                    receivers: [{webhook: 'https://a/', template: no.json}] | cannot be read
                    receivers: [{webhook: 'https://a/', template: bad.json}] | does not give valid JSON: line 1
                    receivers: [{webhook: 'https://a/', template: odd.json}] | `${colour}`, which is not a field
                    receivers: [{syslog: 'http://a'}]                      | must be udp://HOST:PORT
                    receivers: [{syslog: 'tcp://a', facility: local9}]     | must be one of kern
                    receivers: [{otlp: 'http://a/', every: 0}]             | must be 1 to 3600 seconds
                    receivers: [{prometheus: 70000}]                       | must be a port number
                    flush: 1000                                            | must be 0 to 300 seconds
                    """)
    void aMistakeIsReportedWithItsPlace(String yaml, String told) throws Exception {
        Files.writeString(folder.resolve("bad.json"), "{\"a\": ${text}}");
        Files.writeString(folder.resolve("odd.json"), "{\"a\": \"${colour}\"}");
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith(
                        "alerts.yaml is not a valid receivers file, line 1, column ")
                .hasMessageContaining(told);
    }

    @Test
    void aSecretInTheFileIsRefusedAndNotRepeated() {
        assertThatThrownBy(() -> read("receivers: [{webhook: 'https://a/', secret: hunter2}]"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("must refer to a secret as env:NAME or keystore:NAME")
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void aFileThatIsNotThereIsReported() {
        assertThatThrownBy(() -> ReceiverFile.read(folder.resolve("none.yaml")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("none.yaml cannot be read");
    }
}
