package trafficinsights.ingest.row;

import trafficinsights.ingest.text.Bytes;

/// nginx's list of upstream values: `a, b` where it tried several servers, `a : b` after an
/// internal redirect. The last server answered; the others were attempts before it. The name of a
/// group of which no server could be chosen is not a server (ngx_http_upstream_module,
/// `$upstream_addr`).
///
/// Threads: one.
public final class UpstreamList {
    /// How many servers were tried; 0 where none could be.
    int servers;

    /// The last of them; an empty span without one.
    int serverStart;

    int serverEnd;

    /// Reads the list that begins at `from`.
    ///
    /// @return where the next field begins: behind the blank, or `to`
    public int read(byte[] b, int from, int to) {
        servers = 0;
        serverStart = from;
        serverEnd = from;
        int at = from;
        while (true) {
            int end = Bytes.wordEnd(b, at, to);
            boolean hasComma = end > at && b[end - 1] == ',';
            int valueEnd = hasComma ? end - 1 : end;
            if (Addresses.isServer(b, at, valueEnd)) {
                servers++;
                serverStart = at;
                serverEnd = valueEnd;
            }
            at = Math.min(to, end + 1);
            boolean hasRedirect = at + 1 < to && b[at] == ':' && b[at + 1] == ' ';
            if (hasRedirect) {
                at += 2;
            }
            if ((!hasComma && !hasRedirect) || at >= to) {
                return at;
            }
        }
    }

    /// Where the last value of a list of times begins.
    static int lastItem(byte[] b, int from, int to) {
        int at = to;
        while (at > from && b[at - 1] != ' ' && b[at - 1] != ',') {
            at--;
        }
        return at;
    }

    /// Notes the server, and which attempt its answer was.
    public void put(RequestFields fields, byte[] b) {
        fields.put(RequestFields.Text.SERVER, b, serverStart, serverEnd);
        fields.attempt = Math.max(1, servers);
    }
}
