package trafficinsights.cli;

import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.model.warehouse.Secret;
import trafficinsights.model.warehouse.WarehouseProfile;
import trafficinsights.run.home.UserFolder;
import trafficinsights.run.scenario.ScenarioInfo;
import trafficinsights.run.scenario.Scenarios;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.serve.Serving;
import trafficinsights.serve.http.ServeSettings;
import trafficinsights.serve.run.ServedSource;

/// Shows a run to many viewers, in their browsers.
@Command(
        name = "serve",
        description = {
            "Shows a run in the browsers of many viewers, and to other programs (REST).",
            "Viewers only read. Ctrl+C stops."
        },
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    /// Environment variable with the password of the keystore.
    static final String TLS_PASSWORD = "TI_TLS_PASSWORD";

    /// Its name in the system's keystore.
    private static final String TLS_SECRET = "serve.tls";

    /// Event seconds in a second of the clock: half an hour passes in three minutes.
    private static final double SPEED = 10;

    private static final int LARGEST_PORT = 65_535;

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    @Mixin private CommonOptions common = new CommonOptions();
    @Mixin private InputOptions input = new InputOptions();
    @Mixin private InputOptions.Events events = new InputOptions.Events();
    @Mixin private ScenarioOptions scenario = new ScenarioOptions();

    @Option(
            names = "--from-start",
            description = "With --follow: also read the existing content, not only new lines.")
    private boolean isFromStart;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description = "Address to listen at (127.0.0.1: this machine only).")
    private String bind = "127.0.0.1";

    @Option(names = "--port", paramLabel = "N", description = "Port, 0 for any free one (8095).")
    private int port = 8095;

    @Option(
            names = "--tls",
            paramLabel = "KEYSTORE",
            description = {
                "Keystore with the certificate and its key (.p12, .pfx, .jks). Its password is read",
                "from TI_TLS_PASSWORD or the system's keystore (serve.tls), or asked for."
            })
    private @Nullable Path tls;

    @Option(
            names = "--users",
            paramLabel = "FILE",
            description = "Only users and tokens of this file; `workbench serve-user` writes it.")
    private @Nullable Path users;

    @Option(
            names = "--insecure",
            description = "Allow other machines without TLS or users. Anyone can then read along.")
    private boolean isInsecure;

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description = "Another name under which viewers ask for this server. Can be repeated.")
    private List<String> hosts = List.of();

    @Option(
            names = "--trusted-proxy",
            paramLabel = "ADDRESS",
            description = "Proxy whose X-Forwarded-* headers are believed. Can be repeated.")
    private List<String> proxies = List.of();

    @Option(
            names = "--user-header",
            paramLabel = "NAME",
            description = "Header in which a trusted proxy names the user that it signed in.")
    private String userHeader = "";

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Requests per second that each viewer may send in the long run (50).")
    private double perSecond = 50;

    /// Exactly one of them.
    static final class Source {
        @Option(
                names = "--store",
                paramLabel = "FILE.duckdb",
                description = "All requests of a store, and the report of each run in it.")
        private @Nullable Path store;

        @Option(
                names = "--warehouse",
                paramLabel = "PROFILE",
                description = "The newest reports of this profile's warehouse.")
        private @Nullable String warehouse;

        @Option(names = "--run", paramLabel = "DIR", description = "Folder of a finished run.")
        private @Nullable Path run;

        @Option(
                names = "--follow",
                arity = "1..*",
                paramLabel = "FILE|ADDRESS",
                description =
                        "Log files that grow, or addresses such as kafka://127.0.0.1:9092/requests.")
        private @Nullable List<String> follow;

        @Option(
                names = "--scenario",
                paramLabel = "NAME|FILE",
                description = "Generated traffic, ten times as fast as the clock (see --speed).")
        private @Nullable String scenario;
    }

    @Override
    public Integer call() {
        RunConsole console = new RunConsole(common);
        try {
            return switch (Serving.start(source(), settings())) {
                case Outcome.Ok<Serving>(Serving serving) -> serve(serving);
                case Outcome.Rejected<Serving>(Problem problem) -> console.failed(problem);
            };
        } catch (ProblemException e) {
            return console.failed(e.problem());
        }
    }

    private int serve(Serving serving) {
        CountDownLatch stopped = new CountDownLatch(1);
        Thread onInterrupt =
                new Thread(
                        () -> {
                            serving.close();
                            stopped.countDown();
                        },
                        "stop-serving");
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        say(serving);
        try {
            stopped.await();
            return RunConsole.CANCELLED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            RunConsole.removeHook(onInterrupt);
            serving.close();
            return RunConsole.CANCELLED;
        }
    }

    private void say(Serving serving) {
        PrintWriter err = common.spec().commandLine().getErr();
        PrintWriter out = common.spec().commandLine().getOut();
        if (isInsecure) {
            err.println(
                    "workbench: WARNING: --insecure: whoever reaches this server may be able to read"
                            + " all that it shows and, without TLS, what others are shown.");
        }
        if (common.isJson()) {
            out.println(
                    JsonText.object(
                            json -> json.writeStringProperty("address", serving.address())));
        } else {
            out.println("Open " + serving.address() + " in a browser. Ctrl+C stops the server.");
        }
        out.flush();
    }

    private ServedSource source() {
        Path store = source.store;
        if (store != null) {
            return new ServedSource.Store(store, spec(new RunSource.Stored(store)));
        }
        String warehouse = source.warehouse;
        if (warehouse != null) {
            WarehouseProfile profile = WarehouseOptions.profile(warehouse).withReadOnly(true);
            return new ServedSource.Warehouse(profile, WarehouseOptions.secret(profile));
        }
        Path run = source.run;
        if (run != null) {
            return new ServedSource.Folder(run);
        }
        List<String> follow = source.follow;
        if (follow != null) {
            return new ServedSource.Followed(spec(input.followed(follow, isFromStart)));
        }
        return new ServedSource.Followed(generated(String.valueOf(source.scenario)));
    }

    private RunSpec spec(RunSource of) {
        return RunSpec.inMemory(of)
                .withWindow(common.window())
                .withThreads(common.threads())
                .withEvents(events.files(input))
                .withOutlook(true);
    }

    /// @throws ProblemException when there is no such scenario
    private RunSpec generated(String name) {
        if (Scenarios.describe(name) instanceof Outcome.Rejected<ScenarioInfo>(Problem problem)) {
            throw problem.asException();
        }
        double speed = scenario.speed(common);
        return spec(scenario.source(name, common)).withSpeed(speed == 0 ? SPEED : speed);
    }

    private ServeSettings settings() {
        if (port < 0 || port > LARGEST_PORT) {
            throw common.wrong("--port is %d, must be 0 to %d".formatted(port, LARGEST_PORT));
        }
        if (!(perSecond > 0)) {
            throw common.wrong("--rate is " + perSecond + ", must be above 0");
        }
        if (!userHeader.isEmpty() && (proxies.isEmpty() || users == null)) {
            throw common.wrong("--user-header requires --trusted-proxy and --users");
        }
        Set<InetAddress> trusted = new HashSet<>();
        proxies.forEach(proxy -> trusted.add(address("--trusted-proxy", proxy)));
        Path keystore = tls;
        return new ServeSettings(
                address("--bind", bind),
                port,
                keystore == null ? null : new ServeSettings.Tls(keystore, password(keystore)),
                users,
                isInsecure,
                hosts,
                trusted,
                userHeader,
                perSecond,
                UserFolder.logs());
    }

    private InetAddress address(String option, String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw common.wrong(
                    "%s is %s, which is not an address such as 127.0.0.1".formatted(option, text));
        }
    }

    private static Secret password(Path keystore) {
        return SecretCommand.password(
                "the keystore " + keystore, TLS_PASSWORD, TLS_SECRET, "serve.keystore-password");
    }
}
