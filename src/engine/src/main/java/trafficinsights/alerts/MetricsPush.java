package trafficinsights.alerts;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import trafficinsights.model.alerts.Answer;
import trafficinsights.model.alerts.Delivery;
import trafficinsights.model.alerts.Sample;
import trafficinsights.model.warehouse.Secret;

/// Sends the figures to a collector by OTLP/HTTP, again and again, and once more at the end.
/// Figures that were not taken are not kept: the next ones are newer.
final class MetricsPush {
    private final HttpClient client;
    private final Receiver.Otlp receiver;
    private final Secret authorization;
    private final String version;
    private final Supplier<List<Sample>> samples;
    private final long startMillis = System.currentTimeMillis();
    private final Thread thread;
    private volatile boolean isClosing;
    private volatile long sent;
    private volatile long failed;
    private volatile String cause = "";

    MetricsPush(
            HttpClient client,
            Receiver.Otlp receiver,
            Secret authorization,
            String version,
            Supplier<List<Sample>> samples) {
        this.client = client;
        this.receiver = receiver;
        this.authorization = authorization;
        this.version = version;
        this.samples = samples;
        this.thread =
                Thread.ofPlatform()
                        .daemon()
                        .name("alerts-" + receiver.name())
                        .unstarted(this::work);
    }

    void start() {
        thread.start();
    }

    private void work() {
        try {
            do {
                synchronized (this) {
                    if (!isClosing) {
                        wait(receiver.every().toMillis());
                    }
                }
                pushCounted();
            } while (!isClosing);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes.
    private void pushCounted() throws InterruptedException {
        try {
            push(samples.get());
            sent++;
        } catch (DeliveryException e) {
            failed++;
            cause = String.valueOf(e.getMessage());
        }
    }

    private String push(List<Sample> now) throws DeliveryException, InterruptedException {
        String body = OtlpJson.of(now, version, startMillis, System.currentTimeMillis());
        return WebhookChannel.exchange(
                client,
                WebhookChannel.post(
                                receiver.url(),
                                body,
                                authorization,
                                "Traffic Insights Workbench " + version)
                        .build());
    }

    /// Sends figures at once and reports what came back.
    Answer probe(List<Sample> now) throws InterruptedException {
        long start = System.nanoTime();
        boolean isDelivered = true;
        String text;
        try {
            text = push(now);
        } catch (DeliveryException e) {
            isDelivered = false;
            text = String.valueOf(e.getMessage());
        }
        double millis = (System.nanoTime() - start) / 1e6;
        return new Answer(receiver.name(), receiver.kind(), isDelivered, text, millis);
    }

    /// The last figures are sent from now on.
    synchronized void end() {
        isClosing = true;
        notifyAll();
    }

    Delivery await(long deadlineNanos) throws InterruptedException {
        end();
        long millis = Math.max(1, (deadlineNanos - System.nanoTime()) / 1_000_000);
        if (!thread.join(Duration.ofMillis(millis))) {
            thread.interrupt();
            thread.join(Duration.ofSeconds(1));
            return new Delivery(
                    receiver.name(), sent, failed + 1, 0, "sending the figures timed out");
        }
        return delivery();
    }

    Delivery delivery() {
        return new Delivery(receiver.name(), sent, failed, 0, cause);
    }
}
