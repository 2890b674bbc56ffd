package trafficinsights.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import trafficinsights.ingest.log.LineBench;
import trafficinsights.ingest.log.LineBench.Parsed;

/// Whether a line of a W3C log is separated by tabs is seen in the line itself, not in its
/// neighbours: one tab anywhere is enough.
class W3cTabsTest {
    private static final String FIELDS =
            "#Fields: date time s-ip cs-method cs-uri-stem cs(User-Agent) sc-status time-taken";
    private static final String BLANKS =
            "2026-03-02 09:10:39 10.0.0.5 GET /a Mozilla/5.0+(X11) 200 15";

    private static LineBench bench() {
        LineBench bench = new LineBench(LogFormat.IIS);
        bench.parse(FIELDS);
        return bench;
    }

    private static List<String> lines() {
        SplittableRandom random = new SplittableRandom(5);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            StringBuilder line = new StringBuilder(BLANKS);
            if (random.nextInt(3) == 0) {
                line = new StringBuilder(BLANKS.replace(' ', '\t'));
            }
            if (random.nextInt(3) == 0) {
                line.replace(32, 48, "\"Mozilla 5.0\tX\"");
            }
            for (int n = random.nextInt(3); n > 0; n--) {
                int at = random.nextInt(line.length());
                line.setCharAt(at, "\t \"+-x".charAt(random.nextInt(6)));
            }
            lines.add(line.toString());
        }
        return lines;
    }

    @Test
    void aLineIsReadAloneAsItIsAmongOthers() {
        LineBench among = bench();
        int requests = 0;
        for (String line : lines()) {
            Parsed alone = bench().parse(line);
            assertThat(among.parse(line)).as(line.replace('\t', '→')).isEqualTo(alone);
            requests += alone.row() == null ? 0 : 1;
        }
        assertThat(requests).isBetween(500, 2_900);
    }

    @Test
    void aTabInAValueMakesTheLineOneOfTabs() {
        LineBench bench = bench();
        assertThat(bench.parse(BLANKS).request().status()).isEqualTo(200);
        assertThat(bench.parse(BLANKS.replace("(X11)", "\t(X11)")).row()).isNull();
        assertThat(bench.parse(BLANKS.replace("Mozilla/5.0+(X11)", "\"a\tb\"")).row()).isNull();
        assertThat(bench.parse(BLANKS.replace(' ', '\t')).request().latencyMicros())
                .isEqualTo(15_000);
        assertThat(bench.parse(BLANKS).request().route()).isEqualTo("/a");
    }
}
