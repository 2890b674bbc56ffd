package trafficinsights.ui.common;

import java.util.Locale;

/// Which marks are in the numbers of the window. Files and reports keep theirs.
public enum NumberMarks {
    POINT("1,234.5", ',', '.'),
    COMMA("1.234,5", '.', ','),
    BLANK("1 234,5", '\u202f', ',');

    private final String example;
    private final char group;
    private final char decimal;

    NumberMarks(String example, char group, char decimal) {
        this.example = example;
        this.group = group;
        this.decimal = decimal;
    }

    public String example() {
        return example;
    }

    /// The name in the settings file.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// A text with numbers as the program makes them (`1,234.5`), with these marks.
    String in(String text) {
        if (this == POINT) {
            return text;
        }
        char[] marked = text.toCharArray();
        for (int i = 1; i + 1 < marked.length; i++) {
            boolean isInNumber =
                    Character.isDigit(text.charAt(i - 1)) && Character.isDigit(text.charAt(i + 1));
            if (isInNumber && text.charAt(i) == ',') {
                marked[i] = group;
            } else if (isInNumber && text.charAt(i) == '.') {
                marked[i] = decimal;
            }
        }
        return new String(marked);
    }
}
