package trafficinsights.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import trafficinsights.ingest.LineBench.Parsed;
import trafficinsights.ingest.LineBench.Row;

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
        LineMutator mutator = new LineMutator(20261122, lines);
        LineBench bench = new LineBench(format);
        int accepted = 0;
        int refused = 0;
        for (int i = 0; i < MUTATED_LINES; i++) {
            bench = i % LINES_A_BENCH == 0 ? new LineBench(format) : bench;
            byte[] line = mutator.next();
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
        assertThat(accepted).as("the comparison saw many good lines").isGreaterThan(30_000);
        assertThat(refused).as("and many bad ones").isGreaterThan(30_000);
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
