package trafficinsights.ingest.format;

import trafficinsights.ingest.row.Addresses;
import trafficinsights.ingest.row.RequestFields;
import trafficinsights.ingest.row.RequestFields.Text;
import trafficinsights.ingest.text.Bytes;

/// Finds the client in front of a common log's time: `client ident user [`. A virtual host, a time,
/// a pod or a stream's name may stand in front of it, separated by blanks, tabs or bars; a list of
/// addresses may stand in its place, and a user's name may have blanks.
///
/// The client is an address or a host's name: never a text with a blank, a tab, a comma or a
/// bracket. Threads: one.
final class ClientPlace {
    private static final int MOST_WORDS = 32;

    /// Characters of ` - - `.
    private static final int DASHES = 5;

    private final int[] starts = new int[MOST_WORDS];
    private final int[] ends = new int[MOST_WORDS];
    private int words;

    /// Notes client and virtual host of the text `[from, bracket)`, whose last byte is a blank.
    void put(RequestFields fields, byte[] b, int from, int bracket) {
        int dashes = bracket - DASHES;
        if (dashes > from
                && b[dashes] == ' '
                && b[dashes + 1] == '-'
                && b[dashes + 2] == ' '
                && b[dashes + 3] == '-'
                && Addresses.ipv4(b, from, dashes) >= 0) {
            // Nearly every line: an address alone, no user.
            fields.put(Text.CLIENT, b, from, dashes);
            return;
        }
        int end = Bytes.wordEnd(b, from, bracket);
        int ident = Bytes.wordEnd(b, Math.min(bracket, end + 1), bracket);
        int user = Bytes.wordEnd(b, Math.min(bracket, ident + 1), bracket);
        boolean isPlain = user + 1 == bracket && ident > end + 1;
        if (isPlain && isOneWord(b, from, end)) {
            Addresses.putClientOfAddress(fields, b, Addresses.behindFile(b, from, end), end);
            return;
        }
        split(b, from, bracket);
        int client = client(b);
        if (client < 0) {
            return;
        }
        int first = firstOfList(b, client);
        int listEnd = Addresses.listItemEnd(b, starts[first], ends[first]);
        int address = Addresses.firstAddress(b, starts[first], ends[client]);
        if (address >= 0) {
            Addresses.putClientOfAddress(
                    fields, b, address, Addresses.listItemEnd(b, address, ends[client]));
        } else {
            Addresses.putClientOfAddress(fields, b, starts[first], listEnd);
        }
        if (first == 1) {
            putHost(fields, b);
        }
    }

    private static boolean isOneWord(byte[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            if (b[i] == ',' || b[i] == '\t' || b[i] == '|' || b[i] == '{') {
                return false;
            }
        }
        return to > from;
    }

    /// What stands alone in front of the client is the virtual host, if it is a name.
    private void putHost(RequestFields fields, byte[] b) {
        int colon = Bytes.indexOf(b, starts[0], ends[0], (byte) ':');
        int end = colon > starts[0] ? colon : ends[0];
        boolean isName = Bytes.indexOf(b, starts[0], end, (byte) '.') > 0 || colon > starts[0];
        if (isName && !Bytes.isDigit(b[starts[0]])) {
            fields.put(Text.HOST, b, starts[0], end);
        }
    }

    private void split(byte[] b, int from, int to) {
        words = 0;
        int at = from;
        while (at < to && words < MOST_WORDS) {
            while (at < to && isMark(b[at])) {
                at++;
            }
            int start = at;
            while (at < to && !isMark(b[at])) {
                at++;
            }
            if (at > start) {
                starts[words] = start;
                ends[words] = at;
                words++;
            }
        }
    }

    private static boolean isMark(byte c) {
        return c == ' ' || c == '\t' || c == '|';
    }

    /// The word of the client, or its list's last; -1 where there is none for sure.
    private int client(byte[] b) {
        int usual = words - 3;
        if (usual >= 0 && isAddress(b, usual)) {
            return usual;
        }
        // A user's name with blanks: ident is nearly always a dash.
        for (int i = words - 4; i >= 0; i--) {
            if (isAddress(b, i) && isDash(b, i + 1)) {
                return i;
            }
        }
        for (int i = words - 4; i >= 0; i--) {
            if (isAddress(b, i)) {
                return i;
            }
        }
        for (int i = 0; i < words - 2; i++) {
            if (isDash(b, i + 1) && !isDash(b, i) && isHostName(b, i)) {
                return i;
            }
        }
        boolean isAlone = usual < 0 && words > 0 && isAddress(b, 0);
        return isAlone || (usual == 0 && isHostName(b, 0)) ? 0 : -1;
    }

    private boolean isAddress(byte[] b, int word) {
        return Addresses.firstAddress(b, starts[word], ends[word]) >= 0;
    }

    private boolean isDash(byte[] b, int word) {
        return ends[word] - starts[word] == 1 && b[starts[word]] == '-';
    }

    private boolean isHostName(byte[] b, int word) {
        for (int i = starts[word]; i < ends[word]; i++) {
            int letter = b[i] | 0x20;
            boolean isPart =
                    (letter >= 'a' && letter <= 'z')
                            || Bytes.isDigit(b[i])
                            || b[i] == '.'
                            || b[i] == '-'
                            || b[i] == '_'
                            || b[i] < 0;
            if (!isPart) {
                return false;
            }
        }
        return true;
    }

    /// The first of `a, b, c`, whose commas stand behind the words.
    private int firstOfList(byte[] b, int last) {
        int first = last;
        while (first > 0 && b[ends[first - 1] - 1] == ',') {
            first--;
        }
        return first;
    }
}
