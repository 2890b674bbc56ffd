package trafficinsights.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trafficinsights.ingest.log.LineBench;
import trafficinsights.ingest.log.LineBench.Parsed;
import trafficinsights.ingest.log.LineBench.Row;

/// Every sample against a table of what each of its lines says, which is beside it.
class SampleTableTest {
    private static final String FOLDER = "samples/";

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "alb_odd, ALB",
        "apache_combined, APACHE",
        "apache_combined_small, NGINX",
        "apache_vhost, APACHE",
        "aws_alb, ALB",
        "aws_elb, ELB",
        "caddy_json, CADDY",
        "common, COMMON",
        "elb_odd, ELB",
        "envoy, ENVOY",
        "haproxy_syslog, HAPROXY",
        "haproxy_variants, HAPROXY",
        "iis_changed, IIS",
        "iis_w3c, IIS",
        "iis_w3c_small, IIS",
        "ingress_nginx, NGINX",
        "nginx_json, JSON",
        "nginx_pool, NGINX",
        "traefik, TRAEFIK"
    })
    void everyLineIsWhatItsTableSays(String sample, LogFormat format) throws Exception {
        LineBench bench = new LineBench(format);
        List<String> actual = new ArrayList<>();
        int number = 0;
        for (byte[] line : LineBench.lines(FOLDER + sample + ".log")) {
            actual.add(++number + "\t" + text(bench.parseLine(line)));
        }
        String table = LineBench.text(FOLDER + sample + ".tsv");
        String expected =
                new String(table.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        assertThat(actual).containsExactlyElementsOf(expected.lines().toList());
    }

    private static String text(Parsed parsed) {
        Row row = parsed.row();
        if (row == null) {
            return parsed.verdict().kind() + "\t" + parsed.verdict().label();
        }
        return String.join(
                "\t",
                "REQUEST",
                row.time().toString(),
                row.client(),
                row.region(),
                row.server(),
                row.method(),
                row.route(),
                Integer.toString(row.status()),
                Long.toString(row.latencyMicros()),
                Long.toString(row.bytes()),
                Integer.toString(row.attempt()));
    }
}
