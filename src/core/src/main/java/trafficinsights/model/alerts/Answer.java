package trafficinsights.model.alerts;

/// What came back from one receiver to a notice that was sent as a test.
///
/// @param receiver its name
/// @param kind of receiver, as `webhook`
/// @param isDelivered whether it took the notice, as far as its way of sending can tell
/// @param text what came back, for people
/// @param millis from the first byte sent to the answer
public record Answer(
        String receiver, String kind, boolean isDelivered, String text, double millis) {}
