package trafficinsights.alerts;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;

/// What failed on the way to a receiver, in words.
final class Causes {
    private Causes() {}

    static String text(IOException e, String where) {
        return switch (e) {
            case HttpTimeoutException _, SocketTimeoutException _ ->
                    where + " did not answer in time";
            case UnknownHostException _ -> where + " is not a known host";
            case ConnectException c when c.getCause() instanceof UnresolvedAddressException ->
                    where + " is not a known host";
            case ConnectException _ -> where + " refuses connections";
            case NoRouteToHostException _ -> "no route to " + where;
            case SSLException ssl -> "no secure connection to " + where + ": " + message(ssl);
            default -> "the connection to " + where + " broke: " + message(e);
        };
    }

    private static String message(IOException e) {
        String message = e.getMessage();
        return message == null || message.isBlank()
                ? e.getClass().getSimpleName()
                : message.replaceAll("\\p{Cntrl}+", " ");
    }
}
