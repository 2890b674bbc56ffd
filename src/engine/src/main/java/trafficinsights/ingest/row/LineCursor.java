package trafficinsights.ingest.row;

import trafficinsights.ingest.text.Bytes;
import trafficinsights.ingest.text.LineBlock;

/// Walks over the fields of a line: words between blanks, and quoted texts. Remembers where the
/// field read last stands. Threads: one.
public final class LineCursor {
    public byte[] bytes = new byte[LineBlock.SLACK];

    /// Where the next field begins; the line's end when there is none.
    public int at;

    public int lineEnd;

    /// Whether one of the values between blanks had a tab in it.
    public boolean hasTab;

    /// The field read last, quotes excluded.
    public int start;

    public int end;

    public void reset(byte[] b, int from, int to) {
        bytes = b;
        at = from;
        lineEnd = to;
        start = from;
        end = from;
        hasTab = false;
    }

    public boolean isAtEnd() {
        return at >= lineEnd;
    }

    /// Moves behind a word and the blank after it.
    ///
    /// @return whether there was one
    public boolean word() {
        if (at >= lineEnd) {
            return false;
        }
        start = at;
        end = Bytes.wordEnd(bytes, at, lineEnd);
        at = Math.min(lineEnd, end + 1);
        return true;
    }

    /// Moves behind a word, or behind a list whose values have blanks between them (`a, b`, `a :
    /// b`).
    ///
    /// @return whether there was one
    public boolean list() {
        int from = at;
        if (!word()) {
            return false;
        }
        while (at < lineEnd && (bytes[end - 1] == ',' || isRedirect())) {
            if (isRedirect()) {
                at += 2;
            }
            word();
        }
        start = from;
        return true;
    }

    private boolean isRedirect() {
        return at + 1 < lineEnd && bytes[at] == ':' && bytes[at + 1] == ' ';
    }

    /// Moves behind a quoted text and the blank after it. A backslash takes the next byte's
    /// meaning: Apache writes a quote as `\"`, nginx as `\x22`.
    ///
    /// @return whether there was a text with both quotes, and a blank or the line's end behind it
    public boolean quoted() {
        if (at >= lineEnd || bytes[at] != '"') {
            return false;
        }
        int i = at + 1;
        while (i < lineEnd && bytes[i] != '"') {
            i += bytes[i] == '\\' ? 2 : 1;
        }
        if (i >= lineEnd) {
            at = lineEnd;
            return false;
        }
        if (i + 1 < lineEnd && bytes[i + 1] != ' ') {
            return false;
        }
        start = at + 1;
        end = i;
        at = Math.min(lineEnd, i + 2);
        return true;
    }

    /// Moves behind a value of a W3C log and what separates it from the next: a tab, or any number
    /// of blanks. A value in quotes may hold both; a quote in it is doubled.
    ///
    /// @return whether there was one
    public boolean value(byte separator) {
        int from = at;
        while (separator == ' ' && from < lineEnd && bytes[from] == ' ') {
            from++;
        }
        at = from;
        if (from >= lineEnd) {
            return false;
        }
        int close = bytes[from] == '"' ? closingQuote(separator) : -1;
        if (close >= 0) {
            start = from + 1;
            end = close;
            at = Math.min(lineEnd, close + 2);
            return true;
        }
        int found =
                separator == ' '
                        ? blank(from)
                        : Bytes.firstOf(bytes, from, lineEnd, separator, separator);
        start = from;
        end = found;
        at = Math.min(lineEnd, found + 1);
        return true;
    }

    /// The next blank, or the line's end; notes tabs in front of it.
    private int blank(int from) {
        int i = Bytes.firstBelow(bytes, from, lineEnd, ' ' + 1);
        while (i < lineEnd && bytes[i] != ' ') {
            hasTab |= bytes[i] == '\t';
            i = Bytes.firstBelow(bytes, i + 1, lineEnd, ' ' + 1);
        }
        return i;
    }

    /// The quote that ends the value beginning here, with a separator or the line's end behind it;
    /// -1 when the quote belongs to the value itself.
    private int closingQuote(byte separator) {
        int i = at + 1;
        if (i < lineEnd && bytes[i] == separator) {
            // A quote alone is a value like any other.
            return -1;
        }
        while (i < lineEnd) {
            hasTab |= bytes[i] == '\t';
            if (bytes[i] == '"') {
                boolean isDoubled = i + 1 < lineEnd && bytes[i + 1] == '"';
                if (!isDoubled) {
                    return i + 1 == lineEnd || bytes[i + 1] == separator ? i : -1;
                }
                i++;
            }
            i++;
        }
        return -1;
    }

    /// A quoted text or a word, whichever begins here.
    public boolean field() {
        boolean isQuoted = at < lineEnd && bytes[at] == '"';
        return isQuoted ? quoted() : word();
    }

    /// Whether the field is a dash: nothing to say.
    public boolean isDash() {
        return end - start == 1 && bytes[start] == '-';
    }

    /// The field as a number without sign, or -1.
    public long unsigned() {
        return Bytes.unsigned(bytes, start, end);
    }

    public void put(RequestFields fields, RequestFields.Text text) {
        fields.put(text, bytes, start, end);
    }
}
