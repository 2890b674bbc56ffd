package trafficinsights.serve;

import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.serve.http.ServeSettings;
import trafficinsights.serve.http.WebServer;
import trafficinsights.serve.run.ServedRuns;
import trafficinsights.serve.run.ServedSource;

/// Runs and the server that shows them: the one way in, for the command line and the window.
/// Threads: any.
public final class Serving implements AutoCloseable {
    private final ServedRuns runs;
    private final WebServer server;

    private Serving(ServedRuns runs, WebServer server) {
        this.runs = runs;
        this.server = server;
    }

    /// Opens a source and serves it until [#close()].
    ///
    /// @return rejected where the source cannot be read, the address is not safe or not free, or
    ///   the certificate or the file of users cannot be used
    public static Outcome<Serving> start(ServedSource source, ServeSettings settings) {
        return switch (ServedRuns.open(source)) {
            case Outcome.Ok<ServedRuns>(ServedRuns runs) -> started(runs, settings);
            case Outcome.Rejected<ServedRuns>(Problem problem) -> Outcome.rejected(problem);
        };
    }

    private static Outcome<Serving> started(ServedRuns runs, ServeSettings settings) {
        return switch (WebServer.start(settings, runs)) {
            case Outcome.Ok<WebServer>(WebServer server) -> Outcome.ok(new Serving(runs, server));
            case Outcome.Rejected<WebServer>(Problem problem) -> {
                runs.close();
                yield Outcome.rejected(problem);
            }
        };
    }

    /// `http://127.0.0.1:8095/`
    public String address() {
        return server.address();
    }

    public ServedRuns runs() {
        return runs;
    }

    public WebServer server() {
        return server;
    }

    /// Stops the server, then the runs.
    @Override
    public void close() {
        server.close();
        runs.close();
    }
}
