package trafficinsights.report.chart;

/// Widths of text in Roboto Regular, from a table: laying out a chart then needs no font system and
/// gives the same drawing on every machine. Other faces of the same size differ by a few percent.
final class TextWidth {
    /// Advance widths of U+0020 to U+007E in thousandths of the type size.
    private static final short[] ASCII = {
        248, 258, 320, 616, 562, 732, 622, 175, 342, 348, 431, 567, 197, 276, 264, 413, 562, 562,
        562, 562, 562, 562, 562, 562, 562, 562, 242, 211, 508, 549, 523, 473, 898, 652, 623, 651,
        656, 568, 553, 681, 713, 272, 552, 627, 539, 873, 713, 688, 631, 688, 616, 594, 597, 648,
        637, 887, 627, 601, 599, 265, 411, 265, 418, 451, 309, 544, 562, 523, 564, 530, 348, 562,
        551, 243, 239, 507, 243, 877, 552, 570, 562, 568, 339, 516, 327, 551, 484, 751, 496, 473,
        496, 338, 244, 338, 680
    };

    private static final int OTHER = 670;

    private TextWidth() {}

    static double of(String text, double size) {
        int sum = 0;
        for (int i = 0; i < text.length(); i++) {
            int index = text.charAt(i) - ' ';
            sum += index >= 0 && index < ASCII.length ? ASCII[index] : OTHER;
        }
        return sum * size / 1000;
    }

    /// The text, cut with an ellipsis where it is wider.
    static String fit(String text, double size, double width) {
        if (of(text, size) <= width) {
            return text;
        }
        int end = text.length();
        while (end > 1 && of(text.substring(0, end) + "…", size) > width) {
            end--;
        }
        return text.substring(0, end) + "…";
    }
}
