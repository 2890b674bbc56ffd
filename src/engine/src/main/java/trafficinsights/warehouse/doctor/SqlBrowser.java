package trafficinsights.warehouse.doctor;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Asks the SQL Server Browser service for the port of a named instance (MS-SQLR, SSRP: UDP 1434).
///
/// @param port of the service; 1434
record SqlBrowser(int port, int waitMillis) {
    static final int USUAL_PORT = 1434;

    private static final byte ASK_ALL = 3;
    private static final byte ASK_INSTANCE = 4;
    private static final int ANSWER = 5;
    private static final int HEADER = 3;
    private static final int LARGEST = 65_535;

    /// What came back.
    sealed interface Answer {
        /// @param text as it came
        record Port(int port, String version, String text) implements Answer {}

        /// The instance is there, but listens to no TCP port.
        record NoTcp(String text) implements Answer {}

        /// The service answers, and knows others only.
        record OtherInstances(List<String> names) implements Answer {}

        record Silent() implements Answer {}

        /// @param text what can be shown of it
        record Unreadable(String text) implements Answer {}
    }

    Answer ask(InetAddress host, String instance) throws IOException {
        byte[] name = instance.getBytes(StandardCharsets.US_ASCII);
        byte[] question = new byte[name.length + 2];
        question[0] = ASK_INSTANCE;
        System.arraycopy(name, 0, question, 1, name.length);
        Optional<byte[]> answer = exchange(host, question);
        if (answer.isPresent()) {
            return read(answer.get(), instance);
        }
        // For an instance that it does not know the service is silent; for the list it is not.
        return exchange(host, new byte[] {ASK_ALL})
                .map(all -> read(all, instance))
                .orElse(new Answer.Silent());
    }

    private Optional<byte[]> exchange(InetAddress host, byte[] question) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(waitMillis);
            // Connected, so that the system tells when nobody listens there.
            socket.connect(host, port);
            socket.send(new DatagramPacket(question, question.length));
            DatagramPacket answer = new DatagramPacket(new byte[LARGEST], LARGEST);
            socket.receive(answer);
            byte[] bytes = new byte[answer.getLength()];
            System.arraycopy(answer.getData(), answer.getOffset(), bytes, 0, bytes.length);
            return Optional.of(bytes);
        } catch (SocketTimeoutException | java.net.PortUnreachableException e) {
            return Optional.empty();
        }
    }

    private static Answer read(byte[] bytes, String instance) {
        String text =
                bytes.length > HEADER
                        ? new String(
                                bytes, HEADER, bytes.length - HEADER, StandardCharsets.ISO_8859_1)
                        : "";
        if (bytes.length <= HEADER || bytes[0] != ANSWER || !text.startsWith("ServerName;")) {
            return new Answer.Unreadable(visible(text));
        }
        List<String> names = new ArrayList<>();
        for (String part : text.split(";;")) {
            Map<String, String> values = values(part);
            String name = values.getOrDefault("instancename", "");
            if (name.equalsIgnoreCase(instance)) {
                return port(values, visible(part));
            }
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return new Answer.OtherInstances(names);
    }

    private static Answer port(Map<String, String> values, String text) {
        String port = values.getOrDefault("tcp", "");
        boolean isPort = port.matches("[0-9]{1,5}") && Integer.parseInt(port) <= LARGEST;
        return isPort
                ? new Answer.Port(Integer.parseInt(port), values.getOrDefault("version", ""), text)
                : new Answer.NoTcp(text);
    }

    private static Map<String, String> values(String part) {
        Map<String, String> values = new LinkedHashMap<>();
        String[] texts = part.split(";");
        for (int i = 0; i + 1 < texts.length; i += 2) {
            values.put(texts[i].toLowerCase(Locale.ROOT), texts[i + 1]);
        }
        return values;
    }

    private static String visible(String text) {
        String clean = text.replaceAll("[^\\x20-\\x7e]", "?");
        return clean.length() > 200 ? clean.substring(0, 200) + "…" : clean;
    }
}
