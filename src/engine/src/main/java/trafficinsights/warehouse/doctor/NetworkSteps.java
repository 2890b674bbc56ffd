package trafficinsights.warehouse.doctor;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.warehouse.DoctorStep;
import trafficinsights.model.warehouse.Encryption;
import trafficinsights.model.warehouse.WarehouseProfile;
import trafficinsights.warehouse.doctor.Doctor.Limits;
import trafficinsights.warehouse.doctor.Doctor.Step;

/// The steps before any driver: name, port, connection, TLS, each with sockets of its own.
final class NetworkSteps implements AutoCloseable {
    private final WarehouseProfile profile;
    private final Limits limits;
    private final Lookup lookup;
    private List<InetAddress> addresses = List.of();
    private int port;
    private @Nullable Socket socket;
    private String serverVersion = "";

    /// What a name service says of a host.
    interface Lookup {
        InetAddress[] all(String host) throws UnknownHostException;
    }

    NetworkSteps(WarehouseProfile profile, Limits limits, Lookup lookup) {
        this.lookup = lookup;
        this.profile = profile;
        this.limits = limits;
        this.port = profile.port();
    }

    /// The port that was found.
    int port() {
        return port;
    }

    String serverVersion() {
        return serverVersion;
    }

    DoctorStep name() throws InterruptedException {
        String host = profile.host();
        FutureTask<InetAddress[]> look = new FutureTask<>(() -> lookup.all(host));
        Thread.ofPlatform().name("doctor name").daemon().start(look);
        try {
            addresses = List.of(look.get(limits.nameMillis(), TimeUnit.MILLISECONDS));
            return Step.NAME.passed(
                    host
                            + " is "
                            + addresses.stream()
                                    .map(InetAddress::getHostAddress)
                                    .collect(Collectors.joining(", ")));
        } catch (TimeoutException e) {
            return Step.NAME.failed(
                    "silent",
                    "no answer for " + host + " within " + limits.nameMillis() + " ms",
                    "The name service does not respond.",
                    "Check the network or VPN, or use the server's IP address"
                            + " instead of its name.",
                    "nslookup " + host);
        } catch (ExecutionException e) {
            boolean isUnknown = e.getCause() instanceof UnknownHostException;
            return Step.NAME.failed(
                    "unknown",
                    host + (isUnknown ? " has no address" : " cannot be looked up"),
                    "No computer with this name is known here.",
                    "Check the spelling. From another network, add the domain"
                            + " (server.company.example) or connect to the VPN.",
                    "nslookup " + host);
        }
    }

    DoctorStep browser() {
        if (profile.instance().isEmpty()) {
            port = port == 0 ? WarehouseProfile.DEFAULT_PORT : port;
            return Step.BROWSER.skipped("no instance given; port " + port);
        }
        SqlBrowser browser = new SqlBrowser(limits.browserPort(), share(limits.browserMillis()));
        SqlBrowser.@Nullable Answer answer = null;
        for (InetAddress address : addresses) {
            if (answer == null || answer instanceof SqlBrowser.Answer.Silent) {
                try {
                    answer = browser.ask(address, profile.instance());
                } catch (IOException e) {
                    // No way to this address; the next may have one.
                }
            }
        }
        return answer != null
                ? told(answer)
                : Step.BROWSER.failed(
                        "unreachable",
                        "UDP %d cannot be sent to".formatted(limits.browserPort()),
                        "This machine has no route to the server.",
                        "Check the network or VPN.",
                        "UDP 1434 from this client to the server");
    }

    /// Of a time limit, for one of the server's addresses.
    private int share(int millis) {
        return millis / Math.max(1, addresses.size());
    }

    private DoctorStep told(SqlBrowser.Answer answer) {
        String instance = profile.instance();
        return switch (answer) {
            case SqlBrowser.Answer.Port(int found, String version, String text) -> {
                port = found;
                yield Step.BROWSER.passed(
                        "%s listens on port %d, version %s (%s)"
                                .formatted(instance, found, version, text));
            }
            case SqlBrowser.Answer.NoTcp(String text) ->
                    Step.BROWSER.failed(
                            "no-tcp",
                            text,
                            "The instance runs, but does not accept network connections.",
                            "Ask the DBA to enable TCP/IP for it and restart it."
                                    + " In Express, TCP/IP is off by default.",
                            "SQL Server Configuration Manager: Protocols for %s: TCP/IP: Enabled"
                                    .formatted(instance));
            case SqlBrowser.Answer.OtherInstances(List<String> names) ->
                    Step.BROWSER.failed(
                            "no-instance",
                            "the server has: " + String.join(", ", names),
                            "The instance %s does not exist on this server, or it is stopped."
                                    .formatted(instance),
                            "Use one of the instances listed here, or ask to have"
                                    + " the instance started.",
                            "Get-Service MSSQL$" + instance);
            case SqlBrowser.Answer.Silent _ ->
                    Step.BROWSER.failed(
                            "silent",
                            "no answer to UDP %d within %d ms"
                                    .formatted(limits.browserPort(), limits.browserMillis()),
                            "No answer: the Browser service is off, or UDP 1434 is blocked.",
                            "Use the port instead of the instance: --server %s,PORT."
                                    .formatted(profile.host()),
                            "Start-Service SQLBrowser; firewall: UDP 1434 in; or set a fixed port");
            case SqlBrowser.Answer.Unreadable(String text) ->
                    Step.BROWSER.failed(
                            "unreadable",
                            text.isEmpty() ? "an empty answer" : text,
                            "The service at UDP 1434 is not the SQL Server Browser.",
                            "Use the port instead of the instance: --server %s,PORT."
                                    .formatted(profile.host()),
                            "Which process listens on UDP 1434 on the server?");
        };
    }

    /// To the first of the server's addresses that takes it; a name often stands for one of IPv6
    /// and one of IPv4, and the server listens to one of them.
    DoctorStep tcp() {
        List<DoctorStep> failures = new ArrayList<>();
        for (InetAddress address : addresses) {
            DoctorStep step = tcp(address);
            if (step.verdict() == DoctorStep.Verdict.PASSED) {
                return failures.isEmpty() ? step : Step.TCP.passed(evidence(failures, step));
            }
            failures.add(step);
        }
        DoctorStep last = failures.getLast();
        return last.withEvidence(evidence(failures.subList(0, failures.size() - 1), last));
    }

    private static String evidence(List<DoctorStep> before, DoctorStep last) {
        return Stream.concat(before.stream(), Stream.of(last))
                .map(DoctorStep::evidence)
                .collect(Collectors.joining("; "));
    }

    private DoctorStep tcp(InetAddress address) {
        String where = new InetSocketAddress(address, port).toString().replaceFirst("^[^/]*/", "");
        int limitMillis = share(limits.tcpMillis());
        close();
        Socket opened = new Socket();
        socket = opened;
        try {
            opened.setTcpNoDelay(true);
            opened.connect(new InetSocketAddress(address, port), limitMillis);
            opened.setSoTimeout(limits.tlsMillis());
            return Step.TCP.passed("connected to " + where);
        } catch (SocketTimeoutException e) {
            return Step.TCP.failed(
                    "silent",
                    "no answer from %s within %d ms".formatted(where, limitMillis),
                    "A firewall blocks the connection, or the server is off.",
                    "Check that the server is running and that port %d is open for this machine."
                            .formatted(port),
                    "Firewall: TCP %d in".formatted(port));
        } catch (ConnectException e) {
            return Step.TCP.failed(
                    "refused",
                    where + " refuses the connection",
                    "The server is reachable, but nothing listens on port %d.".formatted(port),
                    ("Check the port, and whether SQL Server is running. If it is"
                                    + " a named instance, use --server %s\\INSTANCE.")
                            .formatted(profile.host()),
                    "Is the service running, TCP/IP enabled, and the port %d?".formatted(port));
        } catch (NoRouteToHostException e) {
            return unreachable(where);
        } catch (IOException e) {
            return unreachable(where);
        }
    }

    private static DoctorStep unreachable(String where) {
        return Step.TCP.failed(
                "no-route",
                "no route to " + where,
                "This machine is not in the server's network.",
                "Check the network or VPN.",
                "Route and firewall between client and server");
    }

    DoctorStep tls() {
        Socket opened = socket;
        if (opened == null) {
            throw new IllegalStateException("there is no connection");
        }
        boolean isStrict = profile.encryption() == Encryption.STRICT;
        try {
            if (!isStrict) {
                PreLogin answer =
                        PreLogin.exchange(opened.getInputStream(), opened.getOutputStream());
                serverVersion = answer.version();
                if (!answer.canEncrypt() || profile.encryption() == Encryption.OFF) {
                    return unencrypted(answer);
                }
            }
            TlsLook look =
                    TlsLook.at(
                            opened.getInputStream(),
                            opened.getOutputStream(),
                            profile.host(),
                            isStrict ? TlsLook.Framing.PLAIN : TlsLook.Framing.PACKETS);
            return CertificateStep.of(look, profile);
        } catch (PreLogin.ForeignAnswer e) {
            return Step.TLS.failed(
                    "not-sql-server",
                    "port %d answered: %s".formatted(port, e.getMessage()),
                    "The service on this port is not SQL Server.",
                    "Check the port.",
                    "Which process listens on TCP %d?".formatted(port));
        } catch (SocketTimeoutException e) {
            return Step.TLS.failed(
                    "silent",
                    "connected, and then no answer within %d ms".formatted(limits.tlsMillis()),
                    "The connection is accepted but there is no response: a proxy"
                            + " in between, or a server that hangs.",
                    "Check the port; try again in a minute; ask the DBA whether the server hangs.",
                    "Worker threads exhausted? A load balancer without a backend?");
        } catch (SSLException | GeneralSecurityException e) {
            return isStrict ? noStrict() : noHandshake();
        } catch (EOFException | SocketException e) {
            return isStrict ? noStrict() : closed();
        } catch (IOException e) {
            return closed();
        }
    }

    private static DoctorStep closed() {
        return Step.TLS.failed(
                "closed",
                "connected, and then closed by the other side",
                "The service closes the connection at once: it is not SQL Server,"
                        + " is starting or stopping, or does not accept more connections.",
                "Check the port and try again in a minute.",
                "Error log of the server: errors 17809, 17189, 17830");
    }

    private static DoctorStep noStrict() {
        return Step.TLS.failed(
                "no-strict",
                "the server does not begin with TLS",
                "This server does not support strict encryption (TDS 8): it is"
                        + " older than SQL Server 2022, or has no certificate for it.",
                "Use --encrypt on.",
                "SQL Server 2022 and later, with a certificate set in Configuration Manager");
    }

    private static DoctorStep noHandshake() {
        return Step.TLS.failed(
                "handshake",
                "client and server have no TLS version in common",
                "The server supports only old, unsafe TLS versions or ciphers.",
                "Ask the DBA to install the updates for TLS 1.2.",
                "TLS 1.2 in Schannel, and a certificate with an RSA or EC key");
    }

    private DoctorStep unencrypted(PreLogin answer) {
        if (profile.encryption() == Encryption.OFF) {
            return Step.TLS.warned(
                    "off",
                    "version %s; encryption is turned off here".formatted(answer.version()),
                    "Anyone on the network path can read the data.",
                    "Remove --encrypt off, unless the server is this machine.",
                    "");
        }
        return Step.TLS.failed(
                "not-supported",
                "version %s; the server reports that it cannot encrypt".formatted(answer.version()),
                "Encryption is turned off on the server.",
                "Ask the DBA to install a certificate. Only if the server is this"
                        + " machine, use --encrypt off.",
                "A certificate in SQL Server Configuration Manager");
    }

    @Override
    public void close() {
        Socket opened = socket;
        if (opened != null) {
            try {
                opened.close();
            } catch (IOException e) {
                System.getLogger(NetworkSteps.class.getName())
                        .log(System.Logger.Level.DEBUG, "closing a socket failed");
            }
        }
    }
}
