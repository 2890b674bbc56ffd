package trafficinsights.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import trafficinsights.ingest.log.LineBench;
import trafficinsights.ingest.log.LineBench.Row;
import trafficinsights.ingest.row.LineVerdict;

class HaproxyParserTest {
    private static final String TRAFFIC =
            "10.1.2.3:5000 [22/Nov/2026:20:19:28.007] web api/eu-1 1/0/2/108/111 200 2926 - - ----"
                    + " 14/14/8/0/0 0/0 \"GET /api/v1/items?page=2 HTTP/1.1\"";
    private static final Row ROW =
            new Row(
                    Instant.parse("2026-11-22T20:19:28.007Z"),
                    "10.1.2.3",
                    "eu",
                    "api/eu-1",
                    "GET",
                    "/api/v1/items",
                    200,
                    111_000,
                    2926,
                    1);

    private final LineBench bench = new LineBench(LogFormat.HAPROXY);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Nov 22 20:19:28 lb1 haproxy[7]: ",
                "Nov  2 20:19:28 192.168.4.2 haproxy: ",
                "<134>Nov 22 20:19:28 haproxy[12345]: ",
                "<134>1 2026-11-22T20:19:28.007Z lb1 haproxy 7 - - ",
                "<134>1 2026-11-22T20:19:28.007+01:00 lb1 haproxy 7 - [meta sequenceId=\"1\"] ",
                "2026-11-22T20:19:28.123456+00:00 lb1 haproxy[7]: "
            })
    void aSyslogHeaderChangesNothing(String header) {
        assertThat(bench.parse(header + TRAFFIC).request()).isEqualTo(ROW);
    }

    @Test
    void theSuffixOfHttpsLogChangesNothing() {
        assertThat(
                        bench.parse(
                                        TRAFFIC
                                                + " 0/0/0/0/0 www.example.org/TLSv1.3/TLS_AES_128_GCM_SHA256")
                                .request())
                .isEqualTo(ROW);
    }

    @Test
    void capturedHeadersChangeNothing() {
        String line = TRAFFIC.replace(" \"GET", " {Mozilla/5.0 (X11; [de] 1/2/3)|x} {} \"GET");
        assertThat(bench.parse(line).request()).isEqualTo(ROW);
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3:5000, 10.1.2.3",
        "2001:db8::17:5000, 2001:db8::17",
        "::ffff:10.1.2.3:5000, ::ffff:10.1.2.3",
        "::1:5000, ::1",
        "unix:1, unix",
        "-:-, -"
    })
    void theClientIsTheAddressWithoutItsPort(String logged, String client) {
        String line = TRAFFIC.replace("10.1.2.3:5000", logged);
        assertThat(bench.parse(line).request().client()).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource({
        "api/eu-1, eu",
        "api/us-east-12, us-east",
        "eu-3b, eu",
        "api/web1, -",
        "api/<NOSRV>, -",
        "web/<STATS>, -",
        "bk_admin/nginx_sonst, -"
    })
    void theRegionIsReadFromTheServersName(String server, String region) {
        Row row = bench.parse(TRAFFIC.replace("api/eu-1", server)).request();
        assertThat(row.server()).isEqualTo(server);
        assertThat(row.region()).isEqualTo(region);
    }

    @ParameterizedTest
    @CsvSource({
        "1/0/2/108/111, 111000, 108000",
        "0/0/0/0/0, 0, 0",
        "-1/-1/-1/-1/0, 0, -1",
        "0/-1/-1/-1/3001, 3001000, -1",
        "1/0/2/108/+111, 111000, 108000",
        "0/0/0/-1/-1, -1, -1",
        "1/0/2/what/111, 111000, -1"
    })
    void theLatencyIsTheTotalTimeAndTheServersPartIsItsResponseTime(
            String timers, long latencyMicros, long ttfbMicros) {
        Row row = bench.parse(TRAFFIC.replace("1/0/2/108/111", timers)).request();
        assertThat(row.latencyMicros()).isEqualTo(latencyMicros);
        assertThat(bench.ttfbMicros()).isEqualTo(ttfbMicros);
    }

    @Test
    void aRequestWithoutAnAnswerHasNoStatus() {
        String line =
                "10.1.2.3:5000 [22/Nov/2026:20:19:28.007] web web/<NOSRV> -1/-1/-1/-1/10002 -1 0 - -"
                        + " CR-- 1/1/0/0/0 0/0 \"<BADREQ>\"";
        Row row = bench.parse(line).request();
        assertThat(row.status()).isEqualTo(-1);
        assertThat(row.latencyMicros()).isEqualTo(10_002_000);
        assertThat(row.bytes()).isZero();
        assertThat(row.method()).isEqualTo("-");
        assertThat(row.route()).isEqualTo("-");
    }

    @Test
    void retriesOfTheBalancerAreAttempts() {
        assertThat(attempt("14/14/8/0/0")).isEqualTo(1);
        assertThat(attempt("14/14/8/0/2")).isEqualTo(3);
        assertThat(attempt("14/14/8/0/+1")).as("redispatched").isEqualTo(2);
        assertThat(attempt("14/14/8/0/999")).as("as many as fit").isEqualTo(127);
    }

    private int attempt(String counters) {
        return bench.parse(TRAFFIC.replace("14/14/8/0/0", counters)).request().attempt();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "GET /a?b=1 HTTP/1.1; GET; /a",
                "GET /users/12/cart/7 HTTP/2.0; GET; /users/:id/cart/:id",
                "POST http://example.org:80/x/0123456789ab HTTP/1.1; POST; /x/:id",
                "GET /deadbeefcafe HTTP/1.1; GET; /deadbeefcafe",
                "GET /f81d4fae-7dec-11d0-a765-00a0c91e6bf6/ HTTP/1.1; GET; /:id/",
                "GET http://example.org HTTP/1.1; GET; /",
                "OPTIONS * HTTP/1.1; OPTIONS; *",
                "GET /a; GET; /a"
            })
    void theRouteIsThePathWithItsIdsReplaced(String request, String method, String route) {
        Row row =
                bench.parse(TRAFFIC.replace("GET /api/v1/items?page=2 HTTP/1.1", request))
                        .request();
        assertThat(row.method()).isEqualTo(method);
        assertThat(row.route()).isEqualTo(route);
    }

    @Test
    void anAcceptDateIsReadInTheZoneOfTheMachineThatWroteIt() {
        LineBench berlin = new LineBench(LogFormat.HAPROXY, ZoneId.of("Europe/Berlin"));
        assertThat(berlin.parse(TRAFFIC).request().time()).isEqualTo("2026-11-22T19:19:28.007Z");
        String summer = TRAFFIC.replace("22/Nov", "22/Jul");
        assertThat(berlin.parse(summer).request().time()).isEqualTo("2026-07-22T18:19:28.007Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "NOTICE; Proxy web started.",
                "NOTICE; Nov 22 20:19:28 lb1 haproxy[7]: Proxy web started.",
                "NOTICE; <134>1 2026-11-22T20:19:28Z lb1 haproxy 7 - - Proxy web started.",
                "NOTICE; Server static/us-1 is DOWN, reason: Layer4 connection problem.",
                "NOTICE; Health check for server api/eu-1 succeeded.",
                "NOTICE; [NOTICE]   (1) : haproxy version is 2.6.12-1",
                "NOTICE; [WARNING]  (8) : Server api/us-1 is DOWN.",
                "TCP; 10.1.2.3:5000 [22/Nov/2026:20:19:28.007] ssh ssh/git 1/0/5008 2926 -- 1/1/0/0/0 0/0",
                "CONNECTION_ERROR; 10.1.2.3:5000 [22/Nov/2026:20:19:28.007] web/ssl: SSL handshake failure",
                "CONNECTION_ERROR; Feb 25 16:20:15 lb haproxy[7]: 10.1.2.3:5000 [22/Nov/2026:20:19:28.007] web/1: Connection closed during SSL handshake",
                "UNKNOWN_LINE; hello",
                "UNKNOWN_LINE; 10.1.2.3:5000",
                "ENDS_EARLY; Nov 22 20:19:28 lb1 haproxy[7]: 10.1.2.3:5000 [22/Nov",
                "ENDS_EARLY; Nov 22 20:19:28 lb1 haproxy[7]:",
                "ENDS_EARLY; 10.1.2.3:5000 [22/Nov/2026:20:19:28.007] ssh ssh/git 1/0/5008",
                "BAD_TIME; 10.1.2.3:5000 [31/Nov/2026:20:19:28.007] web api/eu-1 1/0/2/108/111 200 1 - - ---- 1/1/1/0/0 0/0 \"GET / HTTP/1.1\"",
                "BAD_TIME; 10.1.2.3:5000 [22/Nov/2026:24:19:28.007] web api/eu-1 1/0/2/108/111 200 1 - - ---- 1/1/1/0/0 0/0 \"GET / HTTP/1.1\"",
                "BAD_TIMERS; 10.1.2.3:5000 [22/Nov/2026:20:19:28.007] web api/eu-1 1/0/2/111 200 1 - - ---- 1/1/1/0/0 0/0 \"GET / HTTP/1.1\"",
                "BAD_TIMERS; 10.1.2.3:5000 [22/Nov/2026:20:19:28.007] web api/eu-1 1/0/2/0/999999999999999999 200 1 - - ---- 1/1/1/0/0 0/0 \"GET / HTTP/1.1\"",
                "BAD_STATUS; 10.1.2.3:5000 [22/Nov/2026:20:19:28.007] web api/eu-1 1/0/2/108/111 20 1 - - ---- 1/1/1/0/0 0/0 \"GET / HTTP/1.1\"",
                "BAD_STATUS; 10.1.2.3:5000 [22/Nov/2026:20:19:28.007] web api/eu-1 1/0/2/108/111 1200 1 - - ---- 1/1/1/0/0 0/0 \"GET / HTTP/1.1\"",
                "BAD_NUMBER; 10.1.2.3:5000 [22/Nov/2026:20:19:28.007] web api/eu-1 1/0/2/108/111 200 1k - - ---- 1/1/1/0/0 0/0 \"GET / HTTP/1.1\""
            })
    void otherLinesAreDistinguished(LineVerdict verdict, String line) {
        assertThat(bench.parse(line).verdict()).isEqualTo(verdict);
    }

    @Test
    void aMissingServerIsNotAServerWithAnEmptyName() {
        assertThat(bench.parse(TRAFFIC.replace("api/eu-1", "")).row())
                .satisfiesAnyOf(
                        row -> assertThat(row).isNull(),
                        row -> assertThat(row).extracting(Row::server).isEqualTo("-"));
    }
}
