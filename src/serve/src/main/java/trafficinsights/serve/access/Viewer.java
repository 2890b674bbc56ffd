package trafficinsights.serve.access;

/// Somebody who asks.
///
/// @param name as in the file of users; empty where there is no such file
public record Viewer(String name, Role role) {
    /// Without a file of users everybody who reaches the server may see everything.
    public static final Viewer ANYBODY = new Viewer("", Role.OPERATOR);

    public boolean isOperator() {
        return role == Role.OPERATOR;
    }
}
