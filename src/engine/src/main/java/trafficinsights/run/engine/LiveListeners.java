package trafficinsights.run.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.net.ServerSocketFactory;
import trafficinsights.ingest.live.LiveAddress;
import trafficinsights.ingest.live.LiveKind;
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
    private LiveListeners() {}

    /// @throws trafficinsights.model.ProblemException when it cannot be opened
    static LogTail.Listened open(LiveAddress address) throws InterruptedException {
        ServerSocketFactory sockets =
                address.kind() == LiveKind.SYSLOG_TLS
                        ? ServerKeys.load(Path.of(address.required("keystore")), password(address))
                                .getServerSocketFactory()
                        : ServerSocketFactory.getDefault();
        return new LogTail.Listened(
                address.toString(), address.fileName(), SyslogListener.open(address, sockets));
    }

    /// @throws trafficinsights.model.ProblemException when an option of the address is not valid
    static MetricsPoller page(LiveAddress address, Names names) throws InterruptedException {
        Secret password = address.option("user").isPresent() ? password(address) : Secret.NONE;
        return new MetricsPoller(address, password, names);
    }

    private static Secret password(LiveAddress address) throws InterruptedException {
        String name = address.required("password");
        if (!Secrets.isName(name)) {
            throw Problem.of(
                            "live.password",
                            "The password for %s is never part of the address. Put it into an environment variable or the system's keystore, and name it with password=env:NAME or password=keystore:NAME."
                                    .formatted(address))
                    .asException();
        }
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
