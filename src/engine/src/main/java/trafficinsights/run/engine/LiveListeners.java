package trafficinsights.run.engine;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.file.LiveLines;
import trafficinsights.ingest.live.KafkaLines;
import trafficinsights.ingest.live.LiveAddress;
import trafficinsights.ingest.live.MetricsPoller;
import trafficinsights.ingest.live.SyslogListener;
import trafficinsights.ingest.log.LogTail;
import trafficinsights.model.Names;
import trafficinsights.model.Problem;
import trafficinsights.model.warehouse.Secret;
import trafficinsights.system.Secrets;
import trafficinsights.system.ServerKeys;

/// Opens what an address names. Threads: any.
final class LiveListeners {
    private static final Pattern SECRET = Pattern.compile("\\$\\{((?:env|keystore):[^}]+)}");

    private LiveListeners() {}

    /// @param isFromStart whether a source that has a beginning is read from there
    /// @param store that the rows go to; null for none
    /// @throws trafficinsights.model.ProblemException when it cannot be opened
    static LiveLines open(LiveAddress address, boolean isFromStart, @Nullable Path store)
            throws InterruptedException {
        return switch (address.kind()) {
            case KAFKA ->
                    KafkaLines.open(
                            address,
                            settings(address),
                            isFromStart,
                            store == null ? "" : store.toAbsolutePath().normalize().toString());
            case SYSLOG_TLS ->
                    SyslogListener.open(
                            address,
                            ServerKeys.context(
                                            Path.of(address.required("keystore")),
                                            password(address))
                                    .getServerSocketFactory());
            case SYSLOG_UDP, SYSLOG_TCP ->
                    SyslogListener.open(address, ServerSocketFactory.getDefault());
            case HAPROXY_PAGE, HAPROXY_PAGE_TLS, PROMETHEUS_PAGE, PROMETHEUS_PAGE_TLS ->
                    throw new IllegalArgumentException(address + " has no lines");
        };
    }

    /// The settings of a consumer, from the file that the address names. `${env:NAME}` and
    /// `${keystore:NAME}` in a value stand for a secret.
    private static Properties settings(LiveAddress address) throws InterruptedException {
        Properties settings = new Properties();
        String file = address.option("config").orElse("");
        if (file.isEmpty()) {
            return settings;
        }
        try (Reader reader = Files.newBufferedReader(Path.of(file))) {
            settings.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw Problem.of(
                            "live.config",
                            "The file of settings %s could not be read as properties (name=value, a line each). Check the path and its content."
                                    .formatted(file),
                            e)
                    .asException();
        }
        Secrets secrets = Secrets.ofSystem();
        for (String name : settings.stringPropertyNames()) {
            settings.setProperty(name, revealed(settings.getProperty(name), secrets));
        }
        return settings;
    }

    private static String revealed(String value, Secrets secrets) throws InterruptedException {
        Matcher matcher = SECRET.matcher(value);
        StringBuilder revealed = new StringBuilder();
        while (matcher.find()) {
            String secret = secrets.find(matcher.group(1)).reveal();
            matcher.appendReplacement(revealed, Matcher.quoteReplacement(secret));
        }
        return matcher.appendTail(revealed).toString();
    }

    /// @throws trafficinsights.model.ProblemException when an option of the address is not valid
    static MetricsPoller page(LiveAddress address, Names names) throws InterruptedException {
        Secret password = address.option("user").isPresent() ? password(address) : Secret.NONE;
        return new MetricsPoller(address, password, names);
    }

    private static Secret password(LiveAddress address) throws InterruptedException {
        String name = address.required("password");
        address.check();
        return Secrets.ofSystem().find(name);
    }

    static void close(List<LogTail.Listened> listened) {
        for (LogTail.Listened source : listened) {
            try {
                source.lines().close();
            } catch (IOException e) {
                // Nothing was written, so a failed close loses nothing.
                System.getLogger(LiveListeners.class.getName())
                        .log(System.Logger.Level.DEBUG, "closing a listener failed", e);
            }
        }
    }
}
