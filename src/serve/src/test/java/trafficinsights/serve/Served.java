package trafficinsights.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.serve.http.ServeSettings;
import trafficinsights.serve.run.ServedRun;
import trafficinsights.serve.run.ServedSource;

/// A server for tests, at a free port of this machine.
final class Served implements AutoCloseable {
    static final JsonMapper JSON = new JsonMapper();
    private static final long ROWS = 30_000;

    final Serving serving;
    final HttpClient client =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    private Served(Serving serving) {
        this.serving = serving;
    }

    /// Half an hour of a bad deploy, as fast as possible.
    static RunSpec badDeploy() {
        return RunSpec.inMemory(
                        new RunSource.Generated(
                                "bad-deploy", OptionalLong.of(ROWS), OptionalLong.of(7)))
                .withThreads(2)
                .withOutlook(true);
    }

    static Outcome<Serving> tried(ServedSource source, ServeSettings settings) {
        return Serving.start(source, settings);
    }

    static Served start(ServedSource source, ServeSettings settings) {
        return switch (tried(source, settings)) {
            case Outcome.Ok<Serving>(Serving serving) -> new Served(serving);
            case Outcome.Rejected<Serving>(Problem problem) -> throw problem.asException();
        };
    }

    /// A finished run, once it has ended.
    static Served ended(Path logs) {
        Served served = start(new ServedSource.Followed(badDeploy()), settings(logs));
        served.await(() -> served.run().snapshot().isEnded());
        return served;
    }

    static ServeSettings settings(Path logs) {
        return settings(logs, null, 10_000);
    }

    static ServeSettings settings(Path logs, @Nullable Path users, double perSecond) {
        return new ServeSettings(
                InetAddress.getLoopbackAddress(),
                0,
                null,
                users,
                false,
                List.of(),
                Set.of(),
                "",
                perSecond,
                logs);
    }

    ServedRun run() {
        return serving.runs().all().getFirst();
    }

    void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("did not happen in a minute");
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    URI uri(String path) {
        return URI.create(serving.address()).resolve(path);
    }

    HttpResponse<String> get(String path) {
        return get(path, request -> request);
    }

    HttpResponse<String> get(String path, UnaryOperator<HttpRequest.Builder> more) {
        return send(more.apply(HttpRequest.newBuilder(uri(path))).build());
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    HttpResponse<String> post(String path, String form, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    JsonNode json(String path) {
        return JSON.readTree(get(path).body());
    }

    @Override
    public void close() {
        // Connections that are kept open would be waited for.
        client.shutdownNow();
        serving.close();
    }
}
