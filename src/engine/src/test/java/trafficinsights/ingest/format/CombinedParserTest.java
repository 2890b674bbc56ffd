package trafficinsights.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trafficinsights.ingest.log.LineBench;
import trafficinsights.ingest.log.LineBench.Row;
import trafficinsights.ingest.row.LineVerdict;

class CombinedParserTest {
    private static final String COMBINED =
            "10.1.27.90 - - [22/Nov/2026:20:19:28 +0000] \"GET /api/v1/items HTTP/1.1\" 200 373"
                    + " \"-\" \"client-132\"";
    private static final String TIMED = COMBINED + " 0.118 0.119 127.0.0.1:9102 200 \"10.9.9.9\"";

    private final LineBench bench = new LineBench(LogFormat.NGINX);

    @Test
    void aCombinedLineHasNoLatencyAndNoServer() {
        assertThat(bench.parse(COMBINED).request())
                .isEqualTo(
                        new Row(
                                Instant.parse("2026-11-22T20:19:28Z"),
                                "10.1.27.90",
                                "-",
                                "-",
                                "GET",
                                "/api/v1/items",
                                200,
                                -1,
                                373,
                                1));
    }

    @Test
    void aTimedLineHasThemAndTheForwardedClient() {
        assertThat(bench.parse(TIMED).request())
                .isEqualTo(
                        new Row(
                                Instant.parse("2026-11-22T20:19:28Z"),
                                "10.9.9.9",
                                "-",
                                "127.0.0.1:9102",
                                "GET",
                                "/api/v1/items",
                                200,
                                118_000,
                                373,
                                1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0.006 0.000, 0.007 10.0.0.1:80, 10.0.0.2:80 502, 200; 10.0.0.2:80; 2",
                "0.016 0.002, 0.007, 0.006 a:1, b:2, eu-3:3 503, 503, 200; eu-3:3; 3",
                "0.010 0.004 : 0.006 10.0.0.1:80 : 10.0.0.2:80 200 : 200; 10.0.0.2:80; 2",
                "0.010 0.001, 0.003 : 0.006 a:1, b:2 : c:3 502, 200 : 200; c:3; 3",
                "0.010 -, 0.006 a:1, b:2 502, 200; b:2; 2",
                "0.010 0.006 unix:/run/app.sock 200; unix:/run/app.sock; 1",
                "0.010 0.006 [2001:db8::1]:80, [2001:db8::2]:80 502, 200; [2001:db8::2]:80; 2",
                "0.000 - - -; -; 1"
            })
    void theLastUpstreamAnsweredAndTheOthersWereAttempts(String times, String server, int attempt) {
        Row row = bench.parse(COMBINED + " " + times + " \"-\"").request();
        assertThat(row.server()).isEqualTo(server);
        assertThat(row.attempt()).isEqualTo(attempt);
    }

    @ParameterizedTest
    @CsvSource({
        "+0000, 2026-11-22T20:19:28Z",
        "+0530, 2026-11-22T14:49:28Z",
        "-0930, 2026-11-23T05:49:28Z",
        "+1400, 2026-11-22T06:19:28Z",
        "-0000, 2026-11-22T20:19:28Z"
    })
    void theOffsetOfTheTimeCounts(String offset, String time) {
        assertThat(bench.parse(TIMED.replace("+0000", offset)).request().time()).isEqualTo(time);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "\"10.9.9.9\"; 10.9.9.9",
                "\"10.9.9.9, 10.8.8.8\"; 10.9.9.9",
                "\"2001:db8::1\"; 2001:db8::1",
                "\"unknown\"; 10.1.27.90",
                "\"unknown, 10.9.9.9\"; 10.9.9.9",
                "\"-\"; 10.1.27.90",
                "\"\"; 10.1.27.90"
            })
    void theClientIsTheFirstForwardedElseThePeer(String forwarded, String client) {
        String line = TIMED.replace("\"10.9.9.9\"", forwarded);
        assertThat(bench.parse(line).request().client()).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "GET /a\\x22b HTTP/1.1; GET; /a\\x22b",
                "GET /a\\\"b HTTP/1.1; GET; /a\\\"b",
                "GET /a\\\\ HTTP/1.1; GET; /a\\\\",
                "; -; -",
                "-; -; -",
                "\\x16\\x03\\x01\\x00; -; -",
                "GET /a b HTTP/1.1; GET; /a"
            })
    void anyRequestTextIsReadToItsClosingQuote(String request, String method, String route) {
        String line = TIMED.replace("GET /api/v1/items HTTP/1.1", request == null ? "" : request);
        Row row = bench.parse(line).request();
        assertThat(row.method()).isEqualTo(method);
        assertThat(row.route()).isEqualTo(route);
        assertThat(row.status()).isEqualTo(200);
        assertThat(row.latencyMicros()).isEqualTo(118_000);
    }

    @Test
    void quotesInTheAgentAndTheRefererAreEscaped() {
        String line = TIMED.replace("\"client-132\"", "\"a \\\"b\\\" \\x22 c\\\\\"");
        assertThat(bench.parse(line).request().latencyMicros()).isEqualTo(118_000);
    }

    @Test
    void aUserNameMayHoldBlanksAndBrackets() {
        String line = TIMED.replace("- - [22", "- jo [x] doe [22");
        assertThat(bench.parse(line).request().time()).isEqualTo("2026-11-22T20:19:28Z");
    }

    @Test
    void bytesMayBeUnknown() {
        assertThat(bench.parse(COMBINED.replace("373", "-")).request().bytes()).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({
        "0.118, 118000",
        "0.000, 0",
        "12.5, 12500000",
        "0.1234567, 123456",
        "59999.999, 59999999000"
    })
    void secondsBecomeMicros(String time, long latencyMicros) {
        String line = TIMED.replace("0.118", time);
        assertThat(bench.parse(line).request().latencyMicros()).isEqualTo(latencyMicros);
    }

    /// nginx writes three decimals: a port, a size or µs in this place is no time.
    @Test
    void aWholeNumberBehindTheAgentIsNotSeconds() {
        String line = TIMED.replace("0.118", "118250");
        assertThat(bench.parse(line).verdict()).isEqualTo(LineVerdict.BAD_TIMERS);
    }

    @ParameterizedTest
    @CsvSource({
        "UNKNOWN_LINE, 22/Nov, x22/Nov",
        "BAD_TIME, 22/Nov, 31/Feb",
        "BAD_TIME, 20:19:28, 20:60:28",
        "BAD_TIME, +0000, +9900",
        "BAD_TIME, +0000, +0090",
        "BAD_TIME, +0000, 00000",
        "BAD_STATUS, ' 200 ', ' 20 '",
        "BAD_STATUS, ' 200 ', ' -1 '",
        "BAD_NUMBER, 373, 37k",
        "BAD_TIMERS, 0.118, x",
        "BAD_TIMERS, 0.118, -0.118"
    })
    void linesWithSomethingWrongAreRefusedByCause(LineVerdict verdict, String good, String bad) {
        assertThat(bench.parse(TIMED.replace(good, bad)).verdict()).isEqualTo(verdict);
    }

    @Test
    void aQuoteThatIsNotFollowedByABlankEndsNoField() {
        String line = TIMED.replace("HTTP/1.1\" 200", "HTTP/1.1\"2200");
        assertThat(bench.parse(line).verdict().kind()).isEqualTo(LineVerdict.Kind.REJECT);
    }

    @Test
    void aMissingUpstreamIsNotAServerWithAnEmptyName() {
        Row row = bench.parse(TIMED.replace("127.0.0.1:9102", "")).request();
        assertThat(row.server()).isEqualTo("-");
    }
}
