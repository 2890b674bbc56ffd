package trafficinsights.model;

import java.util.regex.Pattern;

/// A client as one `long`, so that millions of clients need no text in memory.
///
/// The top byte says what the rest is: 0 a numbered client (generated traffic), 1 an IPv4 address
/// in the low 32 bits, 2 a code of [Names#clients()] (IPv6, host names, anything else).
public final class ClientId {
    private static final int TAG_SHIFT = 56;
    private static final long NUMBER = 0;
    private static final long IPV4 = 1;
    private static final long NAMED = 2;

    /// Numbers below 2^56 have up to 17 digits; of 17 only some do.
    private static final Pattern NUMBERED = Pattern.compile("c\\d{1,16}");

    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern ADDRESS =
            Pattern.compile(BYTE + "\\." + BYTE + "\\." + BYTE + "\\." + BYTE);

    /// No client is known for this row.
    public static final long NONE = NAMED << TAG_SHIFT;

    private ClientId() {}

    /// @param number of a generated client, 0 to 2^56 - 1
    public static long ofNumber(long number) {
        if (number < 0 || number >>> TAG_SHIFT != 0) {
            throw new IllegalArgumentException("client number " + number + " is not in 0..2^56-1");
        }
        return number;
    }

    /// @param address the four bytes of an IPv4 address, most significant first
    public static long ofIpv4(int address) {
        return IPV4 << TAG_SHIFT | Integer.toUnsignedLong(address);
    }

    /// @param code in [Names#clients()]
    public static long ofName(int code) {
        return NAMED << TAG_SHIFT | Integer.toUnsignedLong(code);
    }

    /// Whether the client is a numbered one, so that the id is its number.
    public static boolean isNumber(long clientId) {
        return clientId >>> TAG_SHIFT == NUMBER;
    }

    /// Whether the client is a code of [Names#clients()], which [#nameCode(long)] gives.
    public static boolean isName(long clientId) {
        return clientId >>> TAG_SHIFT == NAMED;
    }

    /// @param clientId of which [#isName(long)] holds
    public static int nameCode(long clientId) {
        return (int) clientId;
    }

    /// The client of a text as [#text] writes it; `-` and an empty text are none.
    ///
    /// @param clients gets the texts that are neither numbered clients nor IPv4 addresses
    public static long ofText(String text, Dictionary clients) {
        if (text.isEmpty() || text.equals(Dictionary.NONE)) {
            return NONE;
        }
        if (NUMBERED.matcher(text).matches()) {
            return ofNumber(Long.parseLong(text, 1, text.length(), 10));
        }
        if (!ADDRESS.matcher(text).matches()) {
            return ofName(clients.code(text));
        }
        int address = 0;
        for (String part : text.split("\\.")) {
            address = address << 8 | Integer.parseInt(part);
        }
        return ofIpv4(address);
    }

    /// `c1234`, `10.0.0.7` or the text of the dictionary.
    public static String text(long clientId, Dictionary clients) {
        return switch ((int) (clientId >>> TAG_SHIFT)) {
            case (int) NUMBER -> "c" + clientId;
            case (int) IPV4 -> {
                int a = (int) clientId;
                yield (a >>> 24) + "." + (a >>> 16 & 255) + "." + (a >>> 8 & 255) + "." + (a & 255);
            }
            case (int) NAMED -> clients.text((int) clientId);
            default ->
                    throw new IllegalArgumentException(
                            "client id %x has no known kind".formatted(clientId));
        };
    }
}
