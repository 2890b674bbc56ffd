package trafficinsights.ingest.directive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import trafficinsights.SourceTree;
import trafficinsights.ingest.format.LogFormat;
import trafficinsights.ingest.log.LineBench;
import trafficinsights.ingest.log.LineBench.Parsed;
import trafficinsights.ingest.log.LineBench.Row;
import trafficinsights.ingest.row.FieldRole;
import trafficinsights.ingest.row.LineVerdict;
import trafficinsights.model.ProblemException;

class LogDirectivesTest {
    /// `option httplog` as HAProxy's manual writes it out.
    private static final String HTTPLOG =
            "%ci:%cp [%tr] %ft %b/%s %TR/%Tw/%Tc/%Tr/%Ta %ST %B %CC %CS %tsc %ac/%fc/%bc/%sc/%rc"
                    + " %sq/%bq %hr %hs %{+Q}r";

    private static final String TIMED =
            "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent"
                    + " \"$http_referer\" \"$http_user_agent\" $request_time $upstream_response_time"
                    + " $upstream_addr $upstream_status \"$http_x_forwarded_for\"";

    @TempDir private Path folder;

    private static LineBench bench(String directive) {
        return new LineBench(LogDirectives.of(directive).getFirst());
    }

    /// The capture of a real HAProxy, read by the parser that was written for it by hand.
    @Test
    void haproxysOwnFormatIsReadAsTheParserForItReads() {
        compare(HTTPLOG, LogFormat.HAPROXY, "haproxy-capture.log", "^[^>]*haproxy\\[\\d+\\]: ");
    }

    @Test
    void nginxsTimedFormatIsReadAsTheParserForItReads() {
        compare(TIMED, LogFormat.NGINX, "nginx-timed.log", "^$");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent \"$http_referer\" \"$http_user_agent\"",
                "%h %l %u %t \\\"%r\\\" %>s %b \\\"%{Referer}i\\\" \\\"%{User-agent}i\\\"",
                "LogFormat \"%h %l %u %t \\\"%r\\\" %>s %b \\\"%{Referer}i\\\" \\\"%{User-Agent}i\\\"\" combined"
            })
    void theCombinedLogIsReadAsTheParserForItReads(String directive) {
        compare(directive, LogFormat.NGINX, "nginx-combined.log", "^$");
    }

    private static void compare(String directive, LogFormat format, String log, String front) {
        LineBench compiled = bench(directive);
        LineBench written = new LineBench(format);
        int requests = 0;
        for (String line : LineBench.text(log).split("\n")) {
            String own = line.replaceFirst(front, "");
            Parsed expected = written.parse(own);
            if (expected.verdict() == LineVerdict.REQUEST) {
                assertThat(compiled.parse(own).request()).as(own).isEqualTo(expected.request());
                assertThat(compiled.ttfbMicros()).isEqualTo(written.ttfbMicros());
                requests++;
            }
        }
        assertThat(requests).isGreaterThan(10);
    }

    /// Units by mod_log_config: `%D` in µs, `%T` in s, `%{ms}T` in ms.
    @ParameterizedTest
    @CsvSource({"%D, 118250, 118250", "%T, 2, 2000000", "%{ms}T, 118, 118000", "%{us}T, 7, 7"})
    void apachesDurationsHaveTheUnitOfTheirVariable(String variable, String text, long micros) {
        LineBench bench = bench("%h %l %u %t \\\"%r\\\" %>s %b " + variable + " %p");
        Row row =
                bench.parse(
                                "192.0.2.1 - - [02/Mar/2026:09:10:39 +0000] \"GET /a HTTP/1.1\" 200 615 "
                                        + text
                                        + " 443")
                        .request();
        assertThat(row.latencyMicros()).isEqualTo(micros);
        assertThat(row.client()).isEqualTo("192.0.2.1");
    }

    /// The documentation of Envoy, "Default format string", with its example.
    @Test
    void envoysExampleIsReadAsItsDocumentationSays() {
        Row row =
                bench(EnvoyDirective.DEFAULT)
                        .parse(
                                "[2016-04-15T20:17:00.310Z] \"POST /api/v1/locations HTTP/2\" 204 - 154 0 226 100"
                                        + " \"10.0.35.28\" \"nsq2http\" \"cc21d9b0-cf5c-432b-8c7e-98aeb7988cd2\""
                                        + " \"locations\" \"tcp://10.0.2.1:80\"")
                        .request();
        assertThat(row)
                .extracting(Row::client, Row::server, Row::method, Row::route, Row::status)
                .containsExactly("10.0.35.28", "10.0.2.1:80", "POST", "/api/v1/locations", 204);
        assertThat(row.latencyMicros()).isEqualTo(226_000);
        assertThat(row.bytes()).isZero();
    }

    /// The README of Caddy's transform encoder, "More Spelled Out Common Log Format".
    private static final String CADDY =
            "{request>remote_ip} - {user_id} [{ts}] \"{request>method} {request>uri} {request>proto}\""
                    + " {status} {size} \"{request>headers>Referer>[0]}\""
                    + " \"{request>headers>User-Agent>[0]}\" {duration}";

    @ParameterizedTest
    @ValueSource(strings = {"02/Mar/2026:09:10:39 +0000", "1772442639.0", "2026-03-02T09:10:39Z"})
    void aTemplateOfCaddyIsReadWhateverItsTimeFormat(String time) {
        LogDirective directive =
                LogDirectives.of("format transform `" + CADDY + "` {\n time_format x\n}")
                        .getFirst();
        Row row =
                new LineBench(directive)
                        .parse(
                                "192.0.2.1 - - ["
                                        + time
                                        + "] \"GET /a?b=1 HTTP/2.0\" 200 615 \"-\" \"curl/8.5\" 0.0415")
                        .request();
        assertThat(row)
                .extracting(Row::client, Row::method, Row::route, Row::status, Row::bytes)
                .containsExactly("192.0.2.1", "GET", "/a", 200, 615L);
        assertThat(row.latencyMicros()).isEqualTo(41_500);
    }

    @Test
    void caddysNameForTheCommonLogIsThatLog() {
        Row row =
                bench("{common_log} {duration}")
                        .parse(
                                "192.0.2.1 - - [02/Mar/2026:09:10:39 +0000] \"GET /a HTTP/2.0\" 502 0 1.5")
                        .request();
        assertThat(row)
                .extracting(Row::client, Row::status, Row::latencyMicros)
                .containsExactly("192.0.2.1", 502, 1_500_000L);
    }

    @Test
    void traefiksConfigurationIsAnsweredWithWhatToDo() throws Exception {
        Path file = folder.resolve("traefik.yml");
        Files.writeString(file, "accessLog:\n  filePath: /var/log/access.log\n  format: json\n");
        assertThatThrownBy(() -> LogDirectives.of(file.toString()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Read the log without --log-format");
    }

    /// Amazon "Standard log file fields", in their order.
    private static final String CLOUDFRONT =
            "#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status"
                    + " cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type"
                    + " x-edge-request-id x-host-header cs-protocol cs-bytes time-taken x-forwarded-for"
                    + " ssl-protocol ssl-cipher x-edge-response-result-type cs-protocol-version"
                    + " fle-status fle-encrypted-fields c-port time-to-first-byte"
                    + " x-edge-detailed-result-type sc-content-type sc-content-len sc-range-start"
                    + " sc-range-end";

    /// A case of the field, with the values that it came with.
    @Test
    void theFieldsOfAW3cLogCanBeGivenWhereTheFileHasNone() throws Exception {
        Path log =
                SourceTree.of(
                        "src/engine/src/test/resources/trafficinsights/ingest/cases/cloudfront-no-header.log");
        List<String> lines = Files.readAllLines(log);
        LineBench bench = bench(CLOUDFRONT);
        Row first = bench.parse(lines.get(0)).request();
        assertThat(first)
                .extracting(Row::client, Row::method, Row::route, Row::status, Row::bytes)
                .containsExactly("192.0.2.4", "GET", "/a", 400, 703L);
        assertThat(first.latencyMicros()).isEqualTo(113_000);
        assertThat(bench.parse(lines.get(1)).request().latencyMicros()).isEqualTo(1_000);
    }

    @Test
    void withoutAFieldThatNamesTheProductTheUnitHasToBeGiven() {
        LogDirective fields =
                LogDirectives.of("date time c-ip cs-method cs-uri-stem sc-status time-taken")
                        .getFirst();
        assertThat(fields.doubtfulUnit()).isEqualTo("time-taken");
        assertThat(fields.inUnit("ms").timeTaken()).isEqualTo(FieldRole.LATENCY_MILLIS);
        assertThat(fields.inUnit("none").roles()).doesNotContain(FieldRole.LATENCY_MILLIS);
    }

    @Test
    void jsonOfNginxIsADirectiveLikeAnyOther() {
        Row row =
                bench(
                                "log_format j escape=json '{\"t\":\"$time_iso8601\",\"ip\":\"$remote_addr\",'\n"
                                        + "  '\"u\":\"$request_uri\",\"s\":$status,\"rt\":$request_time}';")
                        .parse(
                                "{\"t\":\"2026-03-02T09:10:39+00:00\",\"ip\":\"192.0.2.1\",\"u\":\"/a?b=1\",\"s\":503,\"rt\":0.250}")
                        .request();
        assertThat(row)
                .extracting(Row::client, Row::route, Row::status, Row::latencyMicros)
                .containsExactly("192.0.2.1", "/a", 503, 250_000L);
    }

    @Test
    void everyLineOfAKnownFormatHasItsMark() {
        for (KnownDirective known : KnownDirective.ALL) {
            List<Part> parts = known.directive().parts();
            String example =
                    parts.stream().map(part -> part.before() + "x").collect(Collectors.joining());
            assertThat(known.mayBeIn(List.of("something else", example)))
                    .as(known.directive().text())
                    .isTrue();
            assertThat(known.mayBeIn(List.of("something else"))).isFalse();
        }
    }

    /// Lines that a HAProxy 2.6 wrote with this format: a blank at the end, a retry on another
    /// server.
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "option httplog clf; 127.0.0.1 - - [30/Nov/2026:06:56:26 +0000] \"GET / HTTP/1.1\" 200 203 \"\" \"\" 60164 620 \"f2\" \"b\" \"s1\" 0 0 0 1 1 ---- 1 1 0 0 +1 0 0 \"\" \"\" ",
                "X %ci %trg %HM %HP %ST %B %Ta %Tr %b/%s %rc %{+Q}r; X 127.0.0.1 30/Nov/2026:06:56:26 +0000 GET / 200 203 1 1 b/s1 +1 \"GET / HTTP/1.1\""
            })
    void whatARealHaproxyWritesIsRead(String format, String line) {
        LogDirective directive =
                format.startsWith("option")
                        ? KnownDirective.ALL.getFirst().directive()
                        : LogDirectives.of(format).getFirst();
        Row row = new LineBench(directive).parse(line + " ").request();
        assertThat(row)
                .extracting(Row::client, Row::server, Row::method, Row::route, Row::status)
                .containsExactly("127.0.0.1", "b/s1", "GET", "/", 200);
        assertThat(row.latencyMicros()).isEqualTo(1_000);
        assertThat(row.bytes()).isEqualTo(203);
        assertThat(row.attempt()).isEqualTo(2);
    }

    @Test
    void aFormatThatEndsBeforeTheLineDoesIsAnother() {
        LineBench bench =
                bench("$remote_addr [$time_local] \"$request\" $status \"$http_referer\"");
        assertThat(
                        bench.parse(
                                        "192.0.2.1 [02/Mar/2026:09:10:39 +0000] \"GET / HTTP/1.1\" 200 \"-\" rt=\"0.1\"")
                                .verdict())
                .isEqualTo(LineVerdict.ENDS_EARLY);
    }

    @Test
    void aFormatMayBeginAndEndWithAQuote() {
        Row row =
                bench("\"%t\" %h \"%r\" %>s \"%{Referer}i\"")
                        .parse(
                                "\"[02/Mar/2026:09:10:39 +0000]\" 192.0.2.1 \"GET /a HTTP/1.1\" 200 \"-\"")
                        .request();
        assertThat(row.client()).isEqualTo("192.0.2.1");
    }

    @Test
    void aListOfUpstreamsIsOneValue() {
        Row row =
                bench(
                                "$remote_addr [$time_local] $upstream_addr $upstream_status $status $request_time")
                        .parse(
                                "192.0.2.1 [02/Mar/2026:09:10:39 +0000] 10.0.0.1:80, 10.0.0.2:80 : unix:/s 502, 200 : 200 200 1.000")
                        .request();
        assertThat(row.server()).isEqualTo("unix:/s");
        assertThat(row.attempt()).isEqualTo(3);
        assertThat(row.status()).isEqualTo(200);
    }

    @Test
    void capturedHeadersMayBeMissing() {
        LineBench bench = bench(HTTPLOG);
        String line =
                "192.0.2.1:33317 [02/Mar/2026:09:10:39.655] http-in static/srv1 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0%s \"GET /index.html HTTP/1.1\"";
        assertThat(bench.parse(line.formatted("")).request().server()).isEqualTo("static/srv1");
        assertThat(bench.parse(line.formatted(" {a.example|} {}")).request().latencyMicros())
                .isEqualTo(109_000);
    }

    @Test
    void theFormatsOfAConfigurationAreFound() throws Exception {
        Path nginx =
                Files.writeString(
                        folder.resolve("nginx.conf"),
                        """
                        http {
                          log_format main '$remote_addr - $remote_user [$time_local] "$request" '
                                          '$status $body_bytes_sent "$http_referer" '
                                          '"$http_user_agent" "$http_x_forwarded_for"';
                          log_format upstream "$time_iso8601 $upstream_addr $request_time $status";
                        }
                        """);
        assertThat(LogDirectives.of(nginx.toString())).hasSize(2);
        Path haproxy =
                Files.writeString(
                        folder.resolve("haproxy.cfg"),
                        "frontend web\n  log-format \"%ci:%cp [%tr] %ft %b/%s %Ta %ST %B %{+Q}r\"\n  log-format %ci\\ [%tr]\\ %ST\n");
        assertThat(LogDirectives.of(haproxy.toString())).hasSize(2);
        Path apache =
                Files.writeString(
                        folder.resolve("httpd.conf"),
                        "LogFormat \"%v:%p %h %l %u %t \\\"%r\\\" %>s %O %D\" vhost\nLogFormat \"%{Referer}i -> %U\" referer\n");
        assertThat(LogDirectives.of(apache.toString())).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "$status $request; it has no time of the request",
                "$time_local$status; `$time_local` and `$status` have nothing between them",
                "%ci [%tr] %XY %ST; `%XY` is not a variable",
                "%h %t %>s %{abc; is not a variable",
                "nothing; it has no variable of nginx"
            })
    void aFormatThatCannotBeReadIsRefusedWithTheReason(String format, String reason) {
        assertThatThrownBy(() -> LogDirectives.of(format))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aLineOfAnotherFormatIsRejectedWithThePlace() {
        LineBench bench = bench("$remote_addr [$time_local] $status $request_time");
        assertThat(bench.parse("192.0.2.1 [02/Mar/2026:09:10:39 +0000] 200").verdict())
                .isEqualTo(LineVerdict.ENDS_EARLY);
        assertThat(bench.parse("{\"a\":1}").verdict()).isEqualTo(LineVerdict.ENDS_EARLY);
        assertThat(LogDirectives.of("$time_local $status").getFirst().roles())
                .contains(FieldRole.TIME, FieldRole.STATUS);
    }
}
