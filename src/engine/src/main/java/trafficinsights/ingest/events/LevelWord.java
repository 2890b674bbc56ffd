package trafficinsights.ingest.events;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.events.EventLevel;

/// Finds the level in the first words of a log line: in capitals, in brackets, as `level=`, or at
/// the very start with a mark behind it.
final class LevelWord {
    private static final int MAX_FRONT = 120;

    private static final String WORDS =
            "TRACE|VERBOSE|FINEST|FINER|FINE|CONFIG|DEBUG|INFO|INFORMATION|NOTICE|LOG|WARN|WARNING"
                    + "|ERROR|ERR|SEVERE|FATAL|CRITICAL|CRIT|ALERT|EMERG|PANIC";

    private static final Pattern LEVEL =
            Pattern.compile(
                    "^(?i:(%1$s))(?::| {2,}|\\t|\\|)|\\[(?:\\w+:)?\\s*((?i:%1$s))\\s*\\]:?|(?<![\\w./-])(%1$s)(?![\\w./-]):?|\\blevel=\"?(\\w+)\"?"
                            .formatted(WORDS));

    private LevelWord() {}

    /// Empty when the text names none.
    static String of(String text) {
        Matcher found = find(text);
        return found == null ? "" : label(found);
    }

    /// The text without the level that it names.
    static String without(String text) {
        Matcher found = find(text);
        if (found == null) {
            return text;
        }
        String before = text.substring(0, found.start()).stripTrailing();
        String after = text.substring(found.end()).stripLeading();
        return before.isEmpty() || before.equals("-") ? after : before + " " + after;
    }

    private static @Nullable Matcher find(String text) {
        String front = text.length() <= MAX_FRONT ? text : text.substring(0, MAX_FRONT);
        Matcher matcher = LEVEL.matcher(front);
        while (matcher.find()) {
            if (!label(matcher).isEmpty()) {
                return matcher;
            }
        }
        return null;
    }

    private static String label(Matcher found) {
        for (int group = 1; group <= found.groupCount(); group++) {
            if (found.group(group) != null) {
                return EventLevel.ofWord(found.group(group)).map(EventLevel::label).orElse("");
            }
        }
        return "";
    }
}
