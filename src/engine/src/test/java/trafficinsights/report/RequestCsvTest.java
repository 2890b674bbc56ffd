package trafficinsights.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import trafficinsights.model.ClientId;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;
import trafficinsights.store.StoredRequests;

/// The fast rows against rows put together from strings.
class RequestCsvTest {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private static String slowRows(List<RequestBatch> batches) {
        StringBuilder rows = new StringBuilder();
        for (RequestBatch b : batches) {
            for (int i = 0; i < b.size(); i++) {
                rows.append(slowRow(b, i));
            }
        }
        return rows.toString();
    }

    private static String slowRow(RequestBatch b, int i) {
        Names names = b.names();
        return String.join(
                        ",",
                        TIME.format(Instant.EPOCH.plus(b.epochMicros()[i], ChronoUnit.MICROS)),
                        Long.toString(b.requestId()[i]),
                        field(ClientId.text(b.clientId()[i], names.clients())),
                        field(names.regions().text(b.region()[i])),
                        field(names.servers().text(b.server()[i])),
                        field(names.methods().text(b.method()[i])),
                        field(names.routes().text(b.route()[i])),
                        Integer.toString(b.status()[i]),
                        b.latencyMicros()[i] < 0 ? "" : Long.toString(b.latencyMicros()[i]),
                        b.bytes()[i] < 0 ? "" : Long.toString(b.bytes()[i]),
                        Integer.toString(b.attempt()[i]),
                        Long.toString(b.firstRequestId()[i]),
                        b.ttfbMicros()[i] < 0 ? "" : Long.toString(b.ttfbMicros()[i]),
                        b.scenario()[i] == 0 ? "" : field(names.scenarios().text(b.scenario()[i])))
                + "\n";
    }

    private static String field(String text) {
        return text.contains(",") || text.contains("\"")
                ? '"' + text.replace("\"", "\"\"") + '"'
                : text;
    }

    @Test
    void rowsEqualRowsPutTogetherFromStrings() {
        List<RequestBatch> batches = StoredRequests.batches(31, Names.create(), 40_000, 0);
        RequestCsv csv = new RequestCsv();
        batches.forEach(csv::add);
        assertThat(text(csv.take())).isEqualTo(slowRows(batches));
    }

    @Test
    void takenRowsAreNotTakenAgain() {
        List<RequestBatch> batches = StoredRequests.batches(32, Names.create(), 60_000, 0);
        RequestCsv csv = new RequestCsv();
        assertThat(csv.take().hasRemaining()).isFalse();
        for (RequestBatch batch : batches) {
            csv.add(batch);
            ByteBuffer rows = csv.take();
            csv.add(batch);
            assertThat(text(rows)).isEqualTo(slowRows(List.of(batch)));
            csv.take();
        }
        csv.add(RequestBatch.allocate(5, Names.create()));
        assertThat(csv.take().hasRemaining()).isFalse();
    }

    @Test
    void textsFarLongerThanARowFindRoom() {
        Names names = Names.create();
        RequestBatch batch = RequestBatch.allocate(2, names).withSize(2);
        String path = "/" + "long ü ".repeat(50_000);
        batch.route()[1] = (short) names.routes().code(path);
        batch.clientId()[1] = ClientId.ofName(names.clients().code("c,".repeat(70_001)));
        batch.requestId()[0] = Long.MAX_VALUE;
        RequestCsv csv = new RequestCsv();
        csv.add(batch);
        assertThat(text(csv.take())).isEqualTo(slowRows(List.of(batch)));
    }

    @Test
    void aLineBreakInATextStaysWithinTheLine() {
        Names names = Names.create();
        RequestBatch batch = RequestBatch.allocate(1, names).withSize(1);
        batch.route()[0] = (short) names.routes().code("/a\r\nb");
        RequestCsv csv = new RequestCsv();
        csv.add(batch);
        assertThat(text(csv.take())).contains(",/a  b,").hasLineCount(1);
    }

    private static String text(ByteBuffer rows) {
        return StandardCharsets.UTF_8.decode(rows).toString();
    }
}
