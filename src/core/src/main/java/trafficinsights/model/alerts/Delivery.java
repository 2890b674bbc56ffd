package trafficinsights.model.alerts;

/// What became of all notices for one receiver.
///
/// @param receiver its name
/// @param sent notices it took
/// @param failed notices it did not take, or not in time
/// @param dropped notices that were not tried, because too many waited
/// @param cause of the newest failure; empty without one
public record Delivery(String receiver, long sent, long failed, long dropped, String cause) {
    public boolean isWhole() {
        return failed == 0 && dropped == 0;
    }
}
