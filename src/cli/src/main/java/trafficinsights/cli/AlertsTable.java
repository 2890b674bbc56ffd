package trafficinsights.cli;

import java.io.PrintWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import trafficinsights.model.NumberText;
import trafficinsights.model.alerts.Delivery;

/// What became of what was sent out, on a terminal and in the summary.
final class AlertsTable {
    private AlertsTable() {}

    static void print(List<Delivery> deliveries, PrintWriter out) {
        if (!deliveries.isEmpty()) {
            out.println();
        }
        for (Delivery delivery : deliveries) {
            out.println(TextCells.visible(sentence(delivery)));
        }
    }

    /// `tickets: 3 sent, 2 failed (HTTP 503)`
    static String sentence(Delivery delivery) {
        StringBuilder text = new StringBuilder(delivery.receiver()).append(": ");
        text.append(NumberText.count(delivery.sent())).append(" sent");
        if (delivery.failed() > 0) {
            text.append(", ").append(NumberText.count(delivery.failed())).append(" failed");
        }
        if (delivery.dropped() > 0) {
            text.append(", ").append(NumberText.count(delivery.dropped())).append(" not tried");
        }
        return delivery.cause().isEmpty()
                ? text.toString()
                : text.append(" (").append(delivery.cause()).append(')').toString();
    }

    static void write(List<Delivery> deliveries, JsonGenerator json) {
        if (deliveries.isEmpty()) {
            return;
        }
        json.writeArrayPropertyStart("alertsOut");
        for (Delivery delivery : deliveries) {
            json.writeStartObject();
            json.writeStringProperty("receiver", delivery.receiver());
            json.writeNumberProperty("sent", delivery.sent());
            json.writeNumberProperty("failed", delivery.failed());
            json.writeNumberProperty("dropped", delivery.dropped());
            json.writeStringProperty("cause", delivery.cause());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
