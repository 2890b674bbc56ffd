package trafficinsights.ui.common;

import java.util.Locale;

/// How well a text fits what was typed: all its letters, in their order, anywhere.
///
/// Letters at the start of words and letters in a row weigh more, so that `gd` finds "Guided demo"
/// before "Bad deploy". Threads: stateless.
public final class FuzzyMatch {
    /// The text does not fit.
    public static final int NONE = -1;

    private static final int WORD_START = 8;
    private static final int IN_A_ROW = 5;

    private FuzzyMatch() {}

    /// @return larger is better; [#NONE] when a letter is missing; 0 when nothing was typed
    public static int score(String typed, String text) {
        String wanted = typed.strip().toLowerCase(Locale.ROOT).replace(" ", "");
        if (wanted.isEmpty()) {
            return 0;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        int best = NONE;
        for (int start = lower.indexOf(wanted.charAt(0));
                start >= 0;
                start = lower.indexOf(wanted.charAt(0), start + 1)) {
            best = Math.max(best, from(start, wanted, lower));
        }
        // Of two that fit alike the shorter one says less else.
        return best == NONE ? NONE : Math.max(0, best * 10 - Math.min(text.length(), 90) / 10);
    }

    private static int from(int start, String wanted, String text) {
        int score = 0;
        int last = start - 1;
        for (int i = 0; i < wanted.length(); i++) {
            int at = i == 0 ? start : next(text, wanted.charAt(i), last + 1);
            if (at < 0) {
                return NONE;
            }
            score += 1;
            if (isWordStart(text, at)) {
                score += WORD_START;
            }
            if (i > 0 && at == last + 1) {
                score += IN_A_ROW;
            }
            last = at;
        }
        return score;
    }

    /// The next place of a letter; the start of a word before any other, unless it follows at once.
    private static int next(String text, char letter, int from) {
        int first = text.indexOf(letter, from);
        if (first == from || first < 0) {
            return first;
        }
        for (int at = first; at >= 0; at = text.indexOf(letter, at + 1)) {
            if (isWordStart(text, at)) {
                return at;
            }
        }
        return first;
    }

    private static boolean isWordStart(String text, int at) {
        return at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
    }
}
