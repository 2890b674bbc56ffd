package trafficinsights.ingest.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import trafficinsights.ingest.format.LogFormat;
import trafficinsights.ingest.log.LineBench.Parsed;
import trafficinsights.ingest.log.LineBench.Row;
import trafficinsights.ingest.row.LineVerdict;

/// The parsers against a second reading of the formats: on real lines, on real lines with something
/// wrong, and on real lines that end early.
class SecondReadingTest {
    private static final int MUTATED_LINES = 200_000;

    /// Dictionaries are bounded: a fresh bench before any of them can be full.
    private static final int LINES_A_BENCH = 500;

    static Stream<Arguments> formats() {
        return Stream.of(
                Arguments.of(
                        LogFormat.HAPROXY,
                        (Function<String, Optional<Row>>) SlowParser::haproxy,
                        haproxyLines(),
                        // start-up, TLS failure and state changes of servers
                        8),
                Arguments.of(
                        LogFormat.NGINX,
                        (Function<String, Optional<Row>>) SlowParser::nginx,
                        nginxLines(),
                        0));
    }

    static Stream<Arguments> otherFormats() {
        return Stream.of(
                others(LogFormat.ALB, SlowFormats::alb, "aws_alb", 0.2),
                others(LogFormat.ELB, SlowFormats::elb, "aws_elb", 0.1),
                others(LogFormat.IIS, SlowFormats::iis, "iis_w3c", 0.2),
                others(LogFormat.TRAEFIK, SlowFormats::traefik, "traefik", 0.02),
                others(LogFormat.ENVOY, SlowFormats::envoy, "envoy", 0.02));
    }

    /// @param share of mutated lines that the second reading should at least accept
    private static Arguments others(
            LogFormat format, Function<String, Optional<Row>> second, String sample, double share) {
        return Arguments.of(format, second, LineBench.lines("samples/" + sample + ".log"), share);
    }

    private static LineBench bench(LogFormat format) {
        LineBench bench = new LineBench(format);
        if (format == LogFormat.IIS) {
            bench.parse(LineBench.text("samples/iis_w3c.log").split("\n")[3].strip());
        }
        return bench;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherFormats")
    void otherFormatsAreReadAlikeWhereTheSecondReadingAccepts(
            LogFormat format,
            Function<String, Optional<Row>> second,
            List<byte[]> lines,
            double share) {
        int accepted = compare(format, second, lines, 20261123, 100_000).accepted;
        assertThat(accepted).as("good lines seen").isGreaterThan((int) (share * 100_000));
    }

    /// @param accepted lines that the second reading takes for requests
    /// @param refused lines that the parser does not
    private record Compared(int accepted, int refused) {}

    private static Compared compare(
            LogFormat format,
            Function<String, Optional<Row>> second,
            List<byte[]> lines,
            long seed,
            int count) {
        LineMutator mutator = new LineMutator(seed, lines);
        LineBench bench = bench(format);
        int accepted = 0;
        int refused = 0;
        for (int i = 0; i < count; i++) {
            bench = i % LINES_A_BENCH == 0 ? bench(format) : bench;
            byte[] line = mutator.next();
            // A mutated header line would change what the lines behind it mean.
            if (line.length == 0 || line[0] == '#') {
                continue;
            }
            Parsed parsed = bench.parse(line, line.length);
            boolean isRequest = parsed.verdict() == LineVerdict.REQUEST;
            assertThat(parsed.row() != null)
                    .as("a row comes with a request only")
                    .isEqualTo(isRequest);
            Optional<Row> expected = second.apply(LineMutator.text(line));
            if (expected.isPresent()
                    && !(isRequest && withoutRegion(parsed.request()).equals(expected.get()))) {
                assertThat(isRequest ? withoutRegion(parsed.request()) : parsed.verdict())
                        .as(LineMutator.text(line))
                        .isEqualTo(expected.get());
            }
            accepted += expected.isPresent() ? 1 : 0;
            refused += isRequest ? 0 : 1;
        }
        return new Compared(accepted, refused);
    }

    /// Lines of every format, mutated and cut, and random bytes: each has a verdict in every
    /// format.
    @ParameterizedTest
    @EnumSource(LogFormat.class)
    void noLineMakesAParserFail(LogFormat format) {
        List<byte[]> lines = new ArrayList<>(haproxyLines());
        lines.addAll(nginxLines());
        for (String sample :
                List.of(
                        "alb_odd",
                        "elb_odd",
                        "iis_changed",
                        "traefik",
                        "envoy",
                        "caddy_json",
                        "nginx_json",
                        "apache_vhost",
                        "common",
                        "ingress_nginx",
                        "nginx_pool")) {
            lines.addAll(LineBench.lines("samples/" + sample + ".log"));
        }
        SplittableRandom random = new SplittableRandom(20261124);
        LineMutator mutator = new LineMutator(20261124, lines);
        LineBench bench = new LineBench(format);
        for (int i = 0; i < 30_000; i++) {
            bench = i % LINES_A_BENCH == 0 ? new LineBench(format) : bench;
            byte[] line = mutator.next();
            if (i % 10 == 0) {
                line = new byte[1 + random.nextInt(300)];
                random.nextBytes(line);
            }
            if (line.length > 0) {
                Parsed parsed = bench.parse(line, line.length);
                assertThat(parsed.row() != null).isEqualTo(parsed.verdict() == LineVerdict.REQUEST);
            }
        }
    }

    /// Ten million mutated lines, two million for each of five formats, with a seed: `./mvnw test
    /// -Dtest=SecondReadingTest -Dmutated.seed=7` (about two minutes).
    @Test
    @EnabledIfSystemProperty(named = "mutated.seed", matches = "\\d+")
    void tenMillionMutatedLinesAreReadAlike() {
        long seed = Long.getLong("mutated.seed", 0);
        int each = 2_000_000;
        int accepted =
                compare(LogFormat.HAPROXY, SlowParser::haproxy, haproxyLines(), seed, each)
                        .accepted;
        accepted += compare(LogFormat.NGINX, SlowParser::nginx, nginxLines(), seed, each).accepted;
        List<byte[]> alb = LineBench.lines("samples/aws_alb.log");
        accepted += compare(LogFormat.ALB, SlowFormats::alb, alb, seed, each).accepted;
        List<byte[]> iis = LineBench.lines("samples/iis_w3c.log");
        accepted += compare(LogFormat.IIS, SlowFormats::iis, iis, seed, each).accepted;
        List<byte[]> envoy = LineBench.lines("samples/envoy.log");
        accepted += compare(LogFormat.ENVOY, SlowFormats::envoy, envoy, seed, each).accepted;
        assertThat(accepted).isGreaterThan(1_000_000);
    }

    private static List<byte[]> haproxyLines() {
        List<byte[]> lines = new ArrayList<>(LineBench.lines("haproxy-capture.log"));
        lines.addAll(LineBench.lines("haproxy-syslog.log"));
        return lines;
    }

    private static List<byte[]> nginxLines() {
        List<byte[]> lines = new ArrayList<>(LineBench.lines("nginx-timed.log"));
        lines.addAll(LineBench.lines("nginx-combined.log"));
        lines.addAll(LineBench.lines("combined.log"));
        return lines;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void everyRealLineIsReadAlike(
            LogFormat format,
            Function<String, Optional<Row>> second,
            List<byte[]> lines,
            int others) {
        LineBench bench = new LineBench(format);
        int requests = 0;
        for (byte[] line : lines) {
            Parsed parsed = bench.parse(line, line.length);
            Optional<Row> expected = second.apply(LineMutator.text(line));
            assertThat(parsed.verdict().kind())
                    .as(LineMutator.text(line))
                    .isEqualTo(
                            expected.isPresent()
                                    ? LineVerdict.Kind.REQUEST
                                    : LineVerdict.Kind.OTHER);
            if (expected.isPresent()) {
                assertThat(withoutRegion(parsed.request())).isEqualTo(expected.get());
                requests++;
            }
        }
        assertThat(lines.size() - requests).isEqualTo(others);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void mutatedLinesAreReadAlikeWhereTheSecondReadingAccepts(
            LogFormat format,
            Function<String, Optional<Row>> second,
            List<byte[]> lines,
            int others) {
        Compared seen = compare(format, second, lines, 20261122, MUTATED_LINES);
        assertThat(seen.accepted).as("the comparison saw many good lines").isGreaterThan(30_000);
        assertThat(seen.refused).as("and many bad ones").isGreaterThan(30_000);
    }

    /// A cut line must not count as a request, unless nothing but text was lost: HAProxy itself
    /// cuts long lines, and then the request is all that is missing.
    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void aLineThatEndsEarlyIsNeverARequestWithCutNumbers(
            LogFormat format,
            Function<String, Optional<Row>> second,
            List<byte[]> lines,
            int others) {
        LineBench bench = new LineBench(format);
        for (byte[] line : lines) {
            Optional<Row> whole = second.apply(LineMutator.text(line));
            if (whole.isEmpty()) {
                continue;
            }
            for (int length = 1; length < line.length; length++) {
                Parsed cut = bench.parse(line, length);
                String text = LineMutator.text(line).substring(0, length);
                if (cut.verdict() == LineVerdict.REQUEST) {
                    Row row = withoutRegion(cut.request());
                    // The timed form begins as the combined one, which it is without its times.
                    boolean isCombinedPart =
                            second.apply(text.stripTrailing()).filter(row::equals).isPresent();
                    boolean isTextCut =
                            format == LogFormat.HAPROXY
                                    && numbers(row).equals(numbers(whole.get()));
                    assertThat(isCombinedPart || isTextCut).as(text).isTrue();
                } else {
                    assertThat(cut.verdict().kind())
                            .as("%s: %s", cut.verdict(), text)
                            .isEqualTo(LineVerdict.Kind.REJECT);
                }
            }
        }
    }

    private static List<Object> numbers(Row row) {
        return List.of(
                row.time(),
                row.client(),
                row.server(),
                row.status(),
                row.latencyMicros(),
                row.bytes(),
                row.attempt());
    }

    private static Row withoutRegion(Row row) {
        return new Row(
                row.time(),
                row.client(),
                "",
                row.server(),
                row.method(),
                row.route(),
                row.status(),
                row.latencyMicros(),
                row.bytes(),
                row.attempt());
    }
}
