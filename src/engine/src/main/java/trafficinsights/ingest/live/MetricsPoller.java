package trafficinsights.ingest.live;

import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.row.LineVerdict;
import trafficinsights.ingest.table.MetricsRows;
import trafficinsights.model.Names;
import trafficinsights.model.Problem;
import trafficinsights.model.ServerMetricBatch;
import trafficinsights.model.warehouse.Secret;

/// Asks a page for the metrics of servers, again and again: HAProxy's statistics as CSV, or an
/// exporter's page in Prometheus' text format.
///
/// A page that does not answer is asked again at the next turn; meanwhile [#trouble()] says why.
/// Metrics are of the time at which their answer came. Threads: it has one of its own; callers any.
public final class MetricsPoller implements Closeable {
    private static final Pattern LENGTH = Pattern.compile("(\\d{1,4})(s|m)");
    private static final Duration USUAL = Duration.ofSeconds(5);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);
    private static final int MOST_WAITING = 1_000;

    private final LiveAddress address;
    private final Duration every;
    private final HttpRequest request;
    private final HttpClient client;
    private final Names names;
    private final ScrapedServers scraped;
    private final MetricsRows rows;
    private final BlockingQueue<ServerMetricBatch> arrived = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread thread;
    private volatile String trouble = "";
    private final AtomicLong answers = new AtomicLong();
    private volatile long answeredNanos;

    /// Begins to ask.
    ///
    /// @param password of the user that the address names; [Secret#NONE] for none
    /// @throws trafficinsights.model.ProblemException when an option is not valid
    public MetricsPoller(LiveAddress address, Secret password, Names names) {
        this.address = address;
        this.names = names;
        this.every = address.option("every").map(this::length).orElse(USUAL);
        this.request = request(password);
        this.client = HttpClient.newBuilder().connectTimeout(LONGEST_ANSWER).build();
        this.scraped = new ScrapedServers(address.option("server").orElse(address.host()), names);
        this.rows = new MetricsRows(null, names);
        this.thread = Thread.ofVirtual().name("metrics-" + address).start(this::ask);
    }

    private Duration length(String text) {
        Matcher matcher = LENGTH.matcher(text);
        long seconds =
                matcher.matches()
                        ? Long.parseLong(matcher.group(1)) * (matcher.group(2).equals("m") ? 60 : 1)
                        : 0;
        if (seconds < 1) {
            throw Problem.of(
                            "live.address",
                            "%s cannot be followed: every=%s is not a length such as 5s or 1m."
                                    .formatted(address, text))
                    .asException();
        }
        return Duration.ofSeconds(seconds);
    }

    private HttpRequest request(Secret password) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(address.page()).timeout(LONGEST_ANSWER);
        address.option("user")
                .ifPresent(user -> {
                    byte[] pair = (user + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8);
                    builder.header(
                            "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
                });
        return builder.build();
    }

    private void ask() {
        try (HttpClient closed = client) {
            while (!Thread.interrupted()) {
                long begin = System.nanoTime();
                askOnce(closed);
                long left = every.toNanos() - (System.nanoTime() - begin);
                Thread.sleep(Duration.ofNanos(Math.max(0, left)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void askOnce(HttpClient of) throws InterruptedException {
        try {
            HttpResponse<String> answer =
                    of.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            trouble = answer.statusCode() == 200 ? take(answer.body()) : refused(answer);
        } catch (IOException e) {
            trouble = reason(e) + "; it is asked again every " + every.toSeconds() + " s";
        }
    }

    private String refused(HttpResponse<String> answer) {
        return switch (answer.statusCode()) {
            case 401, 403 ->
                    "the page wants a user: add user=NAME&password=env:NAME to the address";
            case 404 -> "there is no page at this path; check the path";
            default -> "the page answers with status " + answer.statusCode();
        };
    }

    private static String reason(IOException e) {
        return switch (e) {
            case ConnectException _ -> "nothing listens at this address";
            case HttpTimeoutException _ -> "no answer came in 10 s";
            case SSLException _ -> "its certificate is not trusted, or it does not speak TLS";
            default -> "the page could not be read";
        };
    }

    /// @return what is wrong with the page; empty when it has metrics
    private String take(String body) {
        long now = System.currentTimeMillis() * 1000;
        ServerMetricBatch batch =
                address.kind().isPrometheus() ? scraped.read(body, now) : ofHaproxy(body, now);
        if (batch.size() == 0) {
            return address.kind().isPrometheus()
                    ? "the page has no metrics of node_exporter, windows_exporter, HAProxy or nginx"
                    : "the page is not HAProxy's statistics as CSV; its address ends with ;csv";
        }
        answers.incrementAndGet();
        answeredNanos = System.nanoTime();
        // Nobody takes them while a run is paused: the oldest go then.
        while (!arrived.offer(batch)) {
            arrived.poll();
        }
        return "";
    }

    /// A row with its time in front, as a file of statistics has it.
    private ServerMetricBatch ofHaproxy(String body, long now) {
        List<String> lines = new ArrayList<>(body.lines().toList());
        ServerMetricBatch batch = ServerMetricBatch.allocate(lines.size(), names);
        int size = 0;
        for (String line : lines) {
            LineVerdict verdict =
                    line.isBlank() ? LineVerdict.BLANK : rows.read(now + "," + line, batch, size);
            size += verdict == LineVerdict.METRICS ? 1 : 0;
        }
        return batch.withSize(size);
    }

    public LiveAddress address() {
        return address;
    }

    /// The next metrics that have come; null when none wait.
    public @Nullable ServerMetricBatch poll() {
        return arrived.poll();
    }

    /// Pages read so far.
    public long answers() {
        return answers.get();
    }

    /// [System#nanoTime()] of the last page; 0 before the first.
    public long answeredNanos() {
        return answeredNanos;
    }

    /// Why no metrics come, for people; empty while all is well.
    public String trouble() {
        return trouble;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
