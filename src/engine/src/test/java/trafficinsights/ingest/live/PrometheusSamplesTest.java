package trafficinsights.ingest.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import trafficinsights.ingest.live.PrometheusSamples.Sample;

/// By the example of the document of the text format ("Exposition formats", version 0.0.4).
class PrometheusSamplesTest {
    private static final String DOCUMENT =
            """
            # HELP http_requests_total The total number of HTTP requests.
            # TYPE http_requests_total counter
            http_requests_total{method="post",code="200"} 1027 1395066363000
            http_requests_total{method="post",code="400"}    3 1395066363000

            # Escaping in label values:
            msdos_file_access_time_seconds{path="C:\\\\DIR\\\\FILE.TXT",error="Cannot find file:\\n\\"FILE.TXT\\""} 1.458255915e9

            # Minimalistic line:
            metric_without_timestamp_and_labels 12.47

            # A weird metric from before the epoch:
            something_weird{problem="division by zero"} +Inf -3982045

            # A histogram, which has a pretty complex representation in the text format:
            http_request_duration_seconds_bucket{le="0.05"} 24054
            http_request_duration_seconds_bucket{le="+Inf"} 144320
            http_request_duration_seconds_sum 53423
            """;

    private static List<Sample> read(String text) {
        List<Sample> samples = new ArrayList<>();
        PrometheusSamples.read(text, samples::add);
        return samples;
    }

    @Test
    void theExampleOfTheDocumentIsReadWhole() {
        assertThat(read(DOCUMENT))
                .containsExactly(
                        new Sample(
                                "http_requests_total",
                                Map.of("method", "post", "code", "200"),
                                1027),
                        new Sample(
                                "http_requests_total", Map.of("method", "post", "code", "400"), 3),
                        new Sample(
                                "msdos_file_access_time_seconds",
                                Map.of(
                                        "path",
                                        "C:\\DIR\\FILE.TXT",
                                        "error",
                                        "Cannot find file:\n\"FILE.TXT\""),
                                1.458255915e9),
                        new Sample("metric_without_timestamp_and_labels", Map.of(), 12.47),
                        new Sample(
                                "something_weird",
                                Map.of("problem", "division by zero"),
                                Double.POSITIVE_INFINITY),
                        new Sample(
                                "http_request_duration_seconds_bucket",
                                Map.of("le", "0.05"),
                                24054),
                        new Sample(
                                "http_request_duration_seconds_bucket",
                                Map.of("le", "+Inf"),
                                144320),
                        new Sample("http_request_duration_seconds_sum", Map.of(), 53423));
    }

    @Test
    void blanksAndACommaBehindTheLastLabelAreAllowed() {
        assertThat(read("a { b = \"c\" , } 1\n"))
                .containsExactly(new Sample("a", Map.of("b", "c"), 1));
    }

    @Test
    void whatIsNotASampleIsLeftOut() {
        assertThat(read("<html>\na{b=\"c 1\nx\na 1.2.3\n{} \n\"\n")).isEmpty();
    }
}
