package trafficinsights.run.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;

/// A real broker in a process of its own: one node, in KRaft mode, on the loopback address.
final class KafkaBroker implements AutoCloseable {
    private final Path folder;
    private final int port;
    private final Process process;

    /// Starts it with empty topics.
    KafkaBroker(Path folder, Map<String, Integer> partitionsByTopic) throws Exception {
        this.folder = folder;
        this.port = freePort();
        int controller = freePort();
        Path settings =
                Files.writeString(
                        folder.resolve("server.properties"),
                        """
                        process.roles=broker,controller
                        node.id=1
                        controller.quorum.voters=1@127.0.0.1:%2$d
                        listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                        advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                        controller.listener.names=CONTROLLER
                        listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                        log.dirs=%3$s
                        offsets.topic.replication.factor=1
                        offsets.topic.num.partitions=1
                        group.initial.rebalance.delay.ms=0
                        group.min.session.timeout.ms=1000
                        transaction.state.log.replication.factor=1
                        transaction.state.log.min.isr=1
                        auto.create.topics.enable=false
                        """
                                .formatted(port, controller, folder.resolve("data")));
        int code =
                java(
                                "kafka.tools.StorageTool",
                                "format",
                                "-t",
                                Uuid.randomUuid().toString(),
                                "-c",
                                settings.toString())
                        .waitFor();
        if (code != 0) {
            throw new IOException(
                    "the broker's storage: " + Files.readString(folder.resolve("kafka.out")));
        }
        process = java("kafka.Kafka", settings.toString());
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address()))) {
            List<NewTopic> topics = new ArrayList<>();
            partitionsByTopic.forEach(
                    (name, partitions) -> topics.add(new NewTopic(name, partitions, (short) 1)));
            admin.createTopics(topics).all().get(60, TimeUnit.SECONDS);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Process java(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("kafka.out").toFile()))
                .start();
    }

    /// `127.0.0.1:9092`
    String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
