package trafficinsights.alerts;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Severity;
import trafficinsights.model.alerts.Notice;

/// Whom a file of receivers names.
sealed interface Receiver {
    String name();

    /// The word in the file.
    String kind();

    /// What a receiver of notices wants to hear of.
    ///
    /// @param least severity
    record Wish(Set<Notice.State> states, Severity least) {
        public Wish {
            states = Set.copyOf(states);
        }

        boolean includes(Notice notice) {
            boolean isTest = notice.kind() == Notice.Kind.TEST;
            return isTest
                    || (states.contains(notice.state()) && notice.severity().compareTo(least) >= 0);
        }
    }

    /// Who takes notices.
    sealed interface OfNotices extends Receiver {
        Wish wish();
    }

    /// @param key name of the secret that signs; null for none
    /// @param authorization name of the secret that is sent as `Authorization`; null for none
    /// @param template null for the body that is described in `docs/alert.schema.json`
    record Webhook(
            String name,
            Wish wish,
            URI url,
            @Nullable String key,
            @Nullable String authorization,
            @Nullable NoticeTemplate template)
            implements OfNotices {
        @Override
        public String kind() {
            return "webhook";
        }
    }

    /// How syslog travels.
    enum Transport {
        UDP,
        TCP,
        TLS
    }

    /// @param isCef Common Event Format instead of RFC 5424
    /// @param facility 0 to 23
    /// @param trust file of certificates in PEM; null trusts what Java trusts
    record Syslog(
            String name,
            Wish wish,
            Transport transport,
            InetSocketAddress address,
            boolean isCef,
            int facility,
            @Nullable Path trust)
            implements OfNotices {
        @Override
        public String kind() {
            return isCef ? "cef" : "syslog";
        }
    }

    /// The notifications of the system that the program runs on.
    record Desktop(String name, Wish wish) implements OfNotices {
        @Override
        public String kind() {
            return "desktop";
        }
    }

    /// Takes figures by OTLP/HTTP, in JSON.
    record Otlp(String name, URI url, Duration every, @Nullable String authorization)
            implements Receiver {
        @Override
        public String kind() {
            return "otlp";
        }
    }

    /// Fetches figures as Prometheus text from this machine.
    ///
    /// @param port 0 takes a free one
    record Prometheus(String name, int port) implements Receiver {
        @Override
        public String kind() {
            return "prometheus";
        }
    }
}
