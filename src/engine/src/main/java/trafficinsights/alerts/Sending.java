package trafficinsights.alerts;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Backoff;
import trafficinsights.model.Dimension;
import trafficinsights.model.Severity;
import trafficinsights.model.alerts.Answer;
import trafficinsights.model.alerts.Delivery;
import trafficinsights.model.alerts.Notice;
import trafficinsights.model.alerts.Sample;
import trafficinsights.system.Secrets;
import trafficinsights.system.SystemProgram;

/// All receivers of a file, open for one run. Nothing here fails a run or makes it wait, but
/// [#close(Duration)], which has a limit. Threads: any.
public final class Sending {
    private static final Backoff BACKOFF = new Backoff(500, 30_000, 6);

    private final ReceiverFile file;
    private final HttpClient client;
    private final List<Outlet> outlets = new ArrayList<>();
    private final List<Channel> channels = new ArrayList<>();
    private final List<DesktopChannel> desktops = new ArrayList<>();
    private final List<MetricsPush> pushes = new ArrayList<>();
    private final List<MetricsEndpoint> endpoints = new ArrayList<>();

    private Sending(ReceiverFile file) {
        this.file = file;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(5))
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
    }

    /// Finds the secrets and opens every receiver.
    ///
    /// @param version of this program
    /// @param samples gives the newest figures, from any thread
    /// @throws trafficinsights.model.ProblemException when a secret is not there
    public static Sending open(ReceiverFile file, String version, Supplier<List<Sample>> samples)
            throws InterruptedException {
        return open(file, version, samples, Secrets.ofSystem(), SystemProgram.ofSystem(), BACKOFF);
    }

    static Sending open(
            ReceiverFile file,
            String version,
            Supplier<List<Sample>> samples,
            Secrets secrets,
            SystemProgram command,
            Backoff backoff)
            throws InterruptedException {
        Sending sending = new Sending(file);
        try {
            for (Receiver receiver : file.receivers()) {
                sending.add(receiver, version, samples, secrets, command, backoff);
            }
        } catch (RuntimeException | InterruptedException e) {
            sending.closeNow();
            throw e;
        }
        sending.pushes.forEach(MetricsPush::start);
        return sending;
    }

    private void add(
            Receiver receiver,
            String version,
            Supplier<List<Sample>> samples,
            Secrets secrets,
            SystemProgram command,
            Backoff backoff)
            throws InterruptedException {
        String program = "Traffic Insights Workbench " + version;
        switch (receiver) {
            case Receiver.Webhook webhook ->
                    add(
                            webhook,
                            new WebhookChannel(
                                    client,
                                    webhook,
                                    secrets.find(webhook.key()),
                                    secrets.find(webhook.authorization()),
                                    program),
                            backoff);
            case Receiver.Syslog syslog -> add(syslog, new SyslogChannel(syslog, version), backoff);
            case Receiver.Desktop desktop -> {
                DesktopChannel channel =
                        new DesktopChannel(command, System.getProperty("os.name", ""));
                desktops.add(channel);
                add(desktop, channel, backoff);
            }
            case Receiver.Otlp otlp ->
                    pushes.add(
                            new MetricsPush(
                                    client,
                                    otlp,
                                    secrets.find(otlp.authorization()),
                                    version,
                                    samples));
            case Receiver.Prometheus prometheus ->
                    endpoints.add(new MetricsEndpoint(prometheus, samples));
        }
    }

    private void add(Receiver.OfNotices receiver, Channel channel, Backoff backoff) {
        channels.add(channel);
        outlets.add(new Outlet(receiver, channel, backoff));
    }

    /// Hands a notice to every receiver that wants it; one that was handed over before is not sent
    /// again.
    public void offer(Notice notice) {
        outlets.forEach(outlet -> outlet.offer(notice));
    }

    /// The name that the file gives the run's source; null when it gives none.
    public @Nullable String source() {
        return file.source();
    }

    /// What was sent so far, by receiver.
    public List<Delivery> deliveries() {
        return Stream.of(
                        outlets.stream().map(Outlet::delivery),
                        pushes.stream().map(MetricsPush::delivery),
                        endpoints.stream().map(MetricsEndpoint::delivery))
                .flatMap(each -> each)
                .toList();
    }

    /// Where the figures can be read; empty without such a receiver, or when its port is not free.
    List<Integer> ports() {
        return endpoints.stream().map(MetricsEndpoint::port).toList();
    }

    /// Sends what waits, within the file's limit, and closes every receiver.
    public List<Delivery> close() throws InterruptedException {
        return close(file.flush());
    }

    private List<Delivery> close(Duration limit) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + limit.toNanos();
        outlets.forEach(Outlet::end);
        pushes.forEach(MetricsPush::end);
        try {
            List<Delivery> deliveries = new ArrayList<>();
            for (Outlet outlet : outlets) {
                deliveries.add(outlet.await(deadlineNanos));
            }
            for (MetricsPush push : pushes) {
                deliveries.add(push.await(deadlineNanos));
            }
            endpoints.forEach(endpoint -> deliveries.add(endpoint.delivery()));
            return deliveries;
        } finally {
            endpoints.forEach(MetricsEndpoint::close);
            desktops.forEach(DesktopChannel::close);
            client.shutdownNow();
        }
    }

    /// Closes every receiver within a second: the run failed, or was cancelled by an interrupt.
    public void closeNow() {
        boolean wasInterrupted = Thread.interrupted();
        try {
            close(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            wasInterrupted = true;
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Sends a test to every receiver, once, and reports what came back. Instead of [#offer], not
    /// beside it.
    public List<Answer> probe(List<Sample> samples) throws InterruptedException {
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < outlets.size(); i++) {
            answers.add(probe(outlets.get(i).receiver(), channels.get(i)));
        }
        for (MetricsPush push : pushes) {
            answers.add(push.probe(samples));
        }
        endpoints.forEach(endpoint -> answers.add(endpoint.probe()));
        return answers;
    }

    private static Answer probe(Receiver receiver, Channel channel) throws InterruptedException {
        long start = System.nanoTime();
        boolean isDelivered = true;
        String text;
        try {
            text = channel.send(testNotice("test of " + receiver.name()));
        } catch (DeliveryException e) {
            isDelivered = false;
            text = String.valueOf(e.getMessage());
        }
        double millis = (System.nanoTime() - start) / 1e6;
        channel.rest();
        return new Answer(receiver.name(), receiver.kind(), isDelivered, text, millis);
    }

    /// A notice that says of itself that it is a test.
    static Notice testNotice(String source) {
        long nowMicros = System.currentTimeMillis() * 1000;
        return new Notice(
                Notice.Kind.TEST,
                Notice.State.FIRING,
                Notice.idOf(
                        source,
                        Notice.Kind.TEST,
                        "test",
                        Dimension.TOTAL,
                        Dimension.ALL,
                        nowMicros),
                Severity.MINOR,
                "test",
                Dimension.TOTAL,
                Dimension.ALL,
                nowMicros - 60_000_000,
                nowMicros,
                1,
                0.5,
                "share",
                "A test of Traffic Insights Workbench: nothing is wrong.",
                source);
    }
}
