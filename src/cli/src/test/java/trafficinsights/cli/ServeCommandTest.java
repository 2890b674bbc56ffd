package trafficinsights.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ServeCommandTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    serve|2|Missing required argument
                    serve --scenario x --run y|2|mutually exclusive
                    serve --scenario no-such|1|no-such
                    serve --run DIR/missing|1|analytics_report.json
                    serve --store DIR/missing.duckdb|1|does not exist
                    serve --follow DIR/missing.log|1|missing.log
                    serve --scenario steady --port 99999|2|must be 0 to 65535
                    serve --scenario steady --bind not/an/address|2|not an address
                    serve --scenario steady --rate 0|2|must be above 0
                    serve --scenario steady --user-header X-User|2|requires --trusted-proxy
                    serve --scenario steady --bind 0.0.0.0 --port 0|1|needs --tls KEYSTORE and --users
                    serve --scenario steady --port 0 --tls DIR/no.p12|1|TI_TLS_PASSWORD
                    serve --scenario steady --port 0 --users DIR/no.txt|1|serve-user add
                    serve --warehouse no-such|1|no-such
                    serve-user list --users DIR/no.txt|1|could not be read
                    """)
    void whatIsWrongIsSaidWithWhatToDo(String line, int exitCode, String words) {
        Said said = Said.by(folder, line.split(" "));
        assertThat(said.exitCode()).isEqualTo(exitCode);
        assertThat(said.err()).contains(words).doesNotContain("\tat ");
    }

    @Test
    void aTakenPortIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            Said said = Said.by(folder, "serve", "--scenario", "steady", "--port", port);
            assertThat(said.exitCode()).isEqualTo(1);
            assertThat(said.err()).contains("Port " + port, "--port");
        }
    }

    @Test
    void usersAreAddedListedAndRemoved() throws IOException {
        Path users = folder.resolve("users.txt");
        InputStream in = System.in;
        try {
            System.setIn(
                    new ByteArrayInputStream(
                            "correct horse battery\n".getBytes(StandardCharsets.UTF_8)));
            assertThat(
                            WorkbenchCommand.execute(
                                    "serve-user", "add", "anna", "--users", users.toString()))
                    .isZero();
        } finally {
            System.setIn(in);
        }
        Said token =
                Said.by(
                        folder,
                        "serve-user token grafana --role operator --users DIR/users.txt"
                                .split(" "));
        assertThat(token.out().strip()).hasSizeGreaterThan(40);
        assertThat(Files.readString(users)).doesNotContain(token.out().strip());
        Said list = Said.by(folder, "serve-user list --users DIR/users.txt".split(" "));
        assertThat(list.out()).containsPattern("anna +user +viewer");
        assertThat(list.out()).containsPattern("grafana +token +operator");
        Said removed = Said.by(folder, "serve-user remove anna --users DIR/users.txt".split(" "));
        assertThat(removed.out()).contains("anna was removed");
        Said again = Said.by(folder, "serve-user remove anna --users DIR/users.txt".split(" "));
        assertThat(again.exitCode()).isEqualTo(1);
    }
}
