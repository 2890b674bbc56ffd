package trafficinsights.report.chart;

import java.util.Locale;

/// Builds SVG source. Coordinates have one decimal; text is escaped.
public final class SvgText {
    private final StringBuilder text = new StringBuilder(1 << 14);
    private final Look look;

    SvgText(Look look) {
        this.look = look;
    }

    SvgText raw(String source) {
        text.append(source);
        return this;
    }

    /// Where text is relative to its point.
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    void rect(double x, double y, double width, double height, Ink ink, double opacity) {
        text.append("<rect").append(box(x, y, width, height)).append(fill(ink));
        if (opacity < 1) {
            text.append(" fill-opacity=\"").append(opacity).append('"');
        }
        text.append("/>\n");
    }

    void patternRect(double x, double y, double width, double height, String patternId) {
        text.append("<rect").append(box(x, y, width, height));
        text.append(" fill=\"url(#").append(patternId).append(")\"/>\n");
    }

    /// A horizontal or vertical line, one pixel wide, on the pixel grid.
    void hairline(double x1, double y1, double x2, double y2, Ink ink) {
        line(sharp(x1), sharp(y1), sharp(x2), sharp(y2), ink, 1);
    }

    void line(double x1, double y1, double x2, double y2, Ink ink, double width) {
        text.append("<line x1=\"").append(n(x1)).append("\" y1=\"").append(n(y1));
        text.append("\" x2=\"").append(n(x2)).append("\" y2=\"").append(n(y2)).append('"');
        stroke(ink, width);
        text.append("/>\n");
    }

    void strokePath(CharSequence path, Ink ink, double width) {
        text.append("<path d=\"").append(path).append("\" fill=\"none\"");
        stroke(ink, width);
        text.append(" stroke-linejoin=\"round\" stroke-linecap=\"round\"/>\n");
    }

    void fillPath(CharSequence path, Ink ink, double opacity) {
        text.append("<path d=\"").append(path).append('"').append(fill(ink));
        text.append(" fill-opacity=\"").append(opacity).append("\"/>\n");
    }

    void text(double x, double y, String words, double size, Ink ink, Anchor anchor) {
        words(x, y, words, size, ink, anchor, false);
    }

    void heading(double x, double y, String words, double size) {
        words(x, y, words, size, Ink.TEXT, Anchor.START, true);
    }

    private void words(
            double x, double y, String words, double size, Ink ink, Anchor anchor, boolean medium) {
        text.append("<text x=\"").append(n(x)).append("\" y=\"").append(n(y)).append('"');
        text.append(" font-size=\"").append(n(size)).append('"').append(look.face(medium));
        if (anchor != Anchor.START) {
            text.append(" text-anchor=\"").append(anchor.name().toLowerCase(Locale.ROOT));
            text.append('"');
        }
        text.append(fill(ink)).append('>').append(escape(words)).append("</text>\n");
    }

    /// Diagonal lines for ground truth.
    void hatchPattern(String id, Ink ink) {
        text.append("<defs><pattern id=\"").append(id);
        text.append("\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\">");
        text.append("<path d=\"M-1,1 l2,-2 M0,7 l7,-7 M6,8 l2,-2\" fill=\"none\"");
        stroke(ink, 1);
        text.append(" stroke-opacity=\"0.4\"/></pattern></defs>\n");
    }

    private void stroke(Ink ink, double width) {
        text.append(" stroke=\"").append(look.color(ink));
        text.append("\" stroke-width=\"").append(n(width)).append('"');
    }

    private String fill(Ink ink) {
        return " fill=\"" + look.color(ink) + '"';
    }

    private static String box(double x, double y, double width, double height) {
        return " x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\""
                .formatted(n(x), n(y), n(Math.max(0, width)), n(Math.max(0, height)));
    }

    private static double sharp(double coordinate) {
        return Math.floor(coordinate) + 0.5;
    }

    /// One decimal, none where it is zero.
    static String n(double value) {
        long tenths = Math.round(value * 10);
        String sign = tenths < 0 ? "-" : "";
        long size = Math.abs(tenths);
        return size % 10 == 0 ? sign + size / 10 : sign + size / 10 + "." + size % 10;
    }

    /// Text for an element or an attribute; what XML forbids becomes U+FFFD.
    public static String escape(String words) {
        StringBuilder escaped = new StringBuilder(words.length() + 16);
        words.codePoints()
                .forEach(c -> {
                    switch (c) {
                        case '&' -> escaped.append("&amp;");
                        case '<' -> escaped.append("&lt;");
                        case '>' -> escaped.append("&gt;");
                        case '"' -> escaped.append("&quot;");
                        case '\'' -> escaped.append("&#39;");
                        default -> escaped.appendCodePoint(isXml(c) ? c : 0xFFFD);
                    }
                });
        return escaped.toString();
    }

    private static boolean isXml(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c < 0xD800)
                || (c >= 0xE000 && c < 0xFFFE)
                || c >= 0x10000;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
