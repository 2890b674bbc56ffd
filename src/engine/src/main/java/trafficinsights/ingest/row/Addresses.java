package trafficinsights.ingest.row;

import trafficinsights.ingest.row.RequestFields.Text;
import trafficinsights.ingest.text.Bytes;

/// Reads addresses as logs write them: `10.0.0.7:5000`, `2001:db8::1`, `[fe80::1%eth0]:5000`.
public final class Addresses {
    private Addresses() {}

    /// The four bytes of a dotted address in the low 32 bits, or -1.
    public static long ipv4(byte[] bytes, int from, int to) {
        long address = 0;
        int part = 0;
        int digits = 0;
        int dots = 0;
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (Bytes.isDigit(b)) {
                part = part * 10 + (b - '0');
                if (++digits > 3 || part > 255) {
                    return -1;
                }
            } else if (b == '.' && digits > 0 && dots < 3) {
                address = address << 8 | part;
                part = 0;
                digits = 0;
                dots++;
            } else {
                return -1;
            }
        }
        return dots == 3 && digits > 0 ? address << 8 | part : -1;
    }

    /// Notes the client of an address with a port behind its last colon; brackets go.
    public static void putClientOfSocket(RequestFields fields, byte[] b, int from, int to) {
        int end = to;
        for (int i = to - 1; i >= from; i--) {
            if (b[i] == ':') {
                end = i;
                break;
            }
        }
        putClient(fields, b, from, end);
    }

    /// Notes the client of an address that has a port only if that can be reported: behind
    /// brackets, or as a number behind the only colon.
    public static void putClientOfAddress(RequestFields fields, byte[] b, int from, int to) {
        int colon = Bytes.indexOf(b, from, to, (byte) ':');
        boolean hasPort = colon > from && Bytes.unsigned(b, colon + 1, to) >= 0;
        int bracket = from < to && b[from] == '[' ? Bytes.indexOf(b, from, to, (byte) ']') : -1;
        if (bracket >= 0) {
            fields.put(Text.CLIENT, b, from + 1, bracket);
        } else {
            fields.put(Text.CLIENT, b, from, hasPort ? colon : to);
        }
    }

    /// Notes an address without a port; brackets go.
    public static void putClient(RequestFields fields, byte[] b, int from, int to) {
        boolean isBracketed = to - from > 2 && b[from] == '[' && b[to - 1] == ']';
        fields.put(Text.CLIENT, b, isBracketed ? from + 1 : from, isBracketed ? to - 1 : to);
    }

    /// Where the address begins in front of which `grep` put a file and a number
    /// (`access.log:12:192.0.2.1`); `from` for anything else.
    public static int behindFile(byte[] b, int from, int to) {
        if (isAddress(b, from, to)) {
            return from;
        }
        int colon = Bytes.indexOf(b, from, to, (byte) ':');
        while (colon >= 0) {
            if (isAddress(b, colon + 1, to)) {
                return colon + 1;
            }
            colon = Bytes.indexOf(b, colon + 1, to, (byte) ':');
        }
        return from;
    }

    /// Whether a text is an address, with a port or without: of four numbers, or of hexadecimal
    /// groups between colons, in brackets or not.
    public static boolean isAddress(byte[] b, int from, int to) {
        if (from >= to) {
            return false;
        }
        if (b[from] == '[') {
            int close = Bytes.indexOf(b, from, to, (byte) ']');
            return close > 0 && isIpv6(b, from + 1, close);
        }
        int colon = Bytes.indexOf(b, from, to, (byte) ':');
        if (ipv4(b, from, colon < 0 ? to : colon) >= 0) {
            return colon < 0 || Bytes.unsigned(b, colon + 1, to) >= 0;
        }
        return isIpv6(b, from, to);
    }

    private static boolean isIpv6(byte[] b, int from, int to) {
        int colons = 0;
        for (int i = from; i < to; i++) {
            int letter = b[i] | 0x20;
            if (b[i] == ':') {
                colons++;
            } else if (b[i] == '%' && colons > 1) {
                return true;
            } else if (!Bytes.isDigit(b[i]) && b[i] != '.' && (letter < 'a' || letter > 'f')) {
                return false;
            }
        }
        // Two at least; a time of day has two as well, and no more than six digits.
        return colons > 2 || (colons == 2 && Bytes.indexOf(b, from, to, "::") >= 0);
    }

    /// Where the first address of a list begins, or -1: `unknown` and names are passed over.
    public static int firstAddress(byte[] b, int from, int to) {
        int at = from;
        while (at < to) {
            int end = listItemEnd(b, at, to);
            if (isAddress(b, at, end)) {
                return at;
            }
            at = end + 1;
        }
        return -1;
    }

    /// The first of `client, proxy1, proxy2`.
    public static int listItemEnd(byte[] b, int from, int to) {
        int end = from;
        while (end < to && b[end] != ',' && b[end] != ' ') {
            end++;
        }
        return end;
    }

    /// Whether an upstream is a server and not the name of a group of which none could be chosen:
    /// nginx logs a server as `address:port` or `unix:path`.
    static boolean isServer(byte[] b, int from, int to) {
        return Bytes.indexOf(b, from, to, (byte) ':') >= 0;
    }
}
