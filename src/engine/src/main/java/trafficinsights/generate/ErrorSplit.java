package trafficinsights.generate;

import java.util.Arrays;

/// Splits the 5xx answers of a log between servers and routes, so that a scenario, in which a
/// request's server and route are independent, has the log's share for every server and in all.
///
/// A request is answered without error with probability `(1 - a) (1 - b)`, with `a` of its server
/// and `b` of its route. With the means `A` and `B`, a server's share is `1 - (1 - a) (1 - B)` and
/// a route's `1 - (1 - A) (1 - b)`. `B` is the share of the server with the fewest errors. Where a
/// route has fewer errors than its servers bring along, its `b` is 0 and those of the others
/// shrink, so a route's share is met less exactly than a server's.
///
/// @param ofServer errors that a server brings along
/// @param ofRoute errors that a route brings along
record ErrorSplit(double[] ofServer, double[] ofRoute) {

    /// @param serverErrors share of 5xx answers of each server
    /// @param routeErrors of each route
    /// @param routeShare of all requests; sums to 1
    /// @param allErrors share of 5xx answers in all
    static ErrorSplit of(
            double[] serverErrors, double[] routeErrors, double[] routeShare, double allErrors) {
        double meanOfRoutes = Arrays.stream(serverErrors).min().orElse(0);
        double[] ofServer = new double[serverErrors.length];
        for (int s = 0; s < ofServer.length; s++) {
            ofServer[s] = beyond(serverErrors[s], meanOfRoutes);
        }
        double meanOfServers = beyond(allErrors, meanOfRoutes);
        double[] ofRoute = new double[routeErrors.length];
        double mean = 0;
        for (int k = 0; k < ofRoute.length; k++) {
            ofRoute[k] = Math.max(0, beyond(routeErrors[k], meanOfServers));
            mean += routeShare[k] * ofRoute[k];
        }
        for (int k = 0; k < ofRoute.length; k++) {
            ofRoute[k] = mean > 0 ? Math.min(1, ofRoute[k] * meanOfRoutes / mean) : meanOfRoutes;
        }
        return new ErrorSplit(ofServer, ofRoute);
    }

    /// `x` of `1 - (1 - x) (1 - other) = whole`.
    private static double beyond(double whole, double other) {
        return other >= 1 ? 0 : 1 - (1 - whole) / (1 - other);
    }
}
