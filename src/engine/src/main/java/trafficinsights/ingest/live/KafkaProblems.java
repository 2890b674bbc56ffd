package trafficinsights.ingest.live;

import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import trafficinsights.model.Problem;

/// What goes wrong with a Kafka cluster, in words. Threads: stateless.
final class KafkaProblems {
    private static final int MOST_TOPICS = 8;

    private KafkaProblems() {}

    static Problem of(LiveAddress address, KafkaException e) {
        Throwable cause = e.getCause() instanceof KafkaException inner ? inner : e;
        String reason =
                switch (cause) {
                    case AuthenticationException _ ->
                            "the cluster refuses the user, the password or the certificate. Check the file of settings (config=FILE)";
                    case AuthorizationException _ ->
                            "the user may not read these topics in the group %s. Ask the cluster's administrator for read access to both"
                                    .formatted(KafkaLines.group(address));
                    case TimeoutException _ ->
                            "no broker answers at %s:%d. Check host and port, and whether the listener needs TLS or SASL (config=FILE)"
                                    .formatted(address.host(), address.port());
                    case ConfigException _ ->
                            "a setting is not valid, or the host is not known. Check the host, and the file of settings if there is one";
                    default -> "the cluster answers with an error. Details are in the program log";
                };
        return Problem.of("live.kafka", "%s cannot be followed: %s.".formatted(address, reason), e);
    }

    static void requireTopics(LiveAddress address, Set<String> wanted, Set<String> existing) {
        Set<String> missing = new TreeSet<>(wanted);
        missing.removeAll(existing);
        if (missing.isEmpty()) {
            return;
        }
        Set<String> shown = new TreeSet<>(existing);
        shown.removeIf(name -> name.startsWith("__"));
        String there =
                shown.isEmpty()
                        ? "This user sees no topic there"
                        : "This user sees %s%s"
                                .formatted(
                                        String.join(
                                                ", ", shown.stream().limit(MOST_TOPICS).toList()),
                                        shown.size() > MOST_TOPICS ? " and others" : "");
        throw Problem.of(
                        "live.kafka",
                        "%s cannot be followed: the topic %s does not exist. %s."
                                .formatted(address, String.join(", ", missing), there))
                .asException();
    }

    static void requireFrom(LiveAddress address, String from) {
        if (!from.equals("earliest") && !from.equals("latest")) {
            throw Problem.of(
                            "live.address",
                            "%s cannot be followed: from=%s is not earliest or latest."
                                    .formatted(address, from))
                    .asException();
        }
    }
}
