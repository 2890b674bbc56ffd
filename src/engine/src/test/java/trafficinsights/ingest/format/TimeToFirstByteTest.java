package trafficinsights.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trafficinsights.ingest.log.LineBench;

/// The time until the first byte of the server's answer, by the documents of those who write it.
class TimeToFirstByteTest {
    /// The example of Amazon's "Access logs for your Application Load Balancer".
    private static final String ALB =
            "http 2018-07-02T22:23:00.186641Z app/my-loadbalancer/50dc6c495c0c9188"
                    + " 192.168.131.39:2817 10.0.0.1:80 0.000 TARGET 0.000 200 200 34 366"
                    + " \"GET http://www.example.com:80/ HTTP/1.1\" \"curl/7.46.0\" - -"
                    + " arn:aws:elasticloadbalancing:us-east-2:123456789012:targetgroup/t/73e2d6bc"
                    + " \"Root=1-58337262-36d228ad5d99923122bbe354\" \"-\" \"-\" 0"
                    + " 2018-07-02T22:22:48.364000Z \"forward\" \"-\" \"-\" \"10.0.0.1:80\" \"200\""
                    + " \"-\" \"-\"";

    @ParameterizedTest
    @CsvSource({"0.001, 1000, 1000", "0.000, 0, 0", "-1, -1, -1", "2.5, 2500000, 2500000"})
    void amazonsTargetProcessingTimeIsPartOfTheLatencyToo(
            String time, long ttfbMicros, long latencyMicros) {
        LineBench bench = new LineBench(LogFormat.ALB);
        LineBench.Row row = bench.parse(ALB.replace("TARGET", time)).request();
        assertThat(bench.ttfbMicros()).isEqualTo(ttfbMicros);
        assertThat(row.latencyMicros()).isEqualTo(latencyMicros);
    }

    /// ngx_http_upstream_module: several servers are separated by commas, groups by colons.
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0.004; 4000",
                "0.004, 0.010; 10000",
                "0.004 : 0.007; 7000",
                "0.004, -; -1",
                "-; -1",
                "; -1",
                "soon; -1"
            })
    void nginxNamesTheTimeOfEachServerThatItTried(String times, long ttfbMicros) {
        LineBench bench = new LineBench(LogFormat.JSON);
        String line =
                ("{\"time_iso8601\":\"2026-11-22T20:19:28+00:00\",\"remote_addr\":\"10.1.2.3\","
                                + "\"request\":\"GET / HTTP/1.1\",\"status\":200,\"request_time\":0.020,"
                                + "\"upstream_header_time\":\"%s\"}")
                        .formatted(times == null ? "" : times);
        LineBench.Row row = bench.parse(line).request();
        assertThat(row.latencyMicros()).isEqualTo(20_000);
        assertThat(bench.ttfbMicros()).isEqualTo(ttfbMicros);
    }

    @Test
    void aLogWithoutItLeavesItUnknown() {
        LineBench bench = new LineBench(LogFormat.APACHE);
        bench.parse(
                        "10.0.0.1 - - [22/Nov/2026:20:19:28 +0000] \"GET / HTTP/1.1\" 200 12 \"-\""
                                + " \"curl\"")
                .request();
        assertThat(bench.ttfbMicros()).isEqualTo(-1);
    }
}
