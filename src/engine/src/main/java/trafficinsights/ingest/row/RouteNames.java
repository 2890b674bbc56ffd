package trafficinsights.ingest.row;

import java.util.regex.Pattern;

/// Routes from request targets: `/users/123/cart` and `/users/77/cart` are one route.
public final class RouteNames {
    /// Characters of a route; what is longer is cut.
    static final int MAX_LENGTH = 200;

    /// A scheme and host in front, as proxies and AWS log them.
    private static final Pattern ORIGIN = Pattern.compile("^[a-zA-Z][a-zA-Z0-9+.-]*://[^/]*");

    /// Numbers, UUIDs and long hexadecimal words stand for one thing out of many.
    private static final Pattern ID =
            Pattern.compile(
                    "(?<=/)(?:\\d+|[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}|(?=[^/]*\\d)[0-9a-fA-F]{12,})(?=/|\\z)");

    private RouteNames() {}

    /// @param target path of a request without its query
    public static String routeOf(String target) {
        String path = ORIGIN.matcher(target).replaceFirst("");
        if (path.isEmpty()) {
            return "/";
        }
        String route = ID.matcher(path).replaceAll(":id");
        return route.length() <= MAX_LENGTH ? route : route.substring(0, MAX_LENGTH) + "…";
    }
}
