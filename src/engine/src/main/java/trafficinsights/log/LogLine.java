package trafficinsights.log;

import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One line of the log, as a JSON object (RFC 8259). Written by hand: it must work where little
/// else does, and must not load a library into each start that logs.
final class LogLine {
    private static final String OWN = "trafficinsights.";

    private final StringBuilder json = new StringBuilder(200);

    private LogLine() {}

    static String of(
            Instant time,
            Level level,
            String who,
            String what,
            @Nullable Throwable cause,
            Redaction redaction) {
        LogLine line = new LogLine();
        line.put("time", time.toString());
        line.put("level", level.name().toLowerCase(Locale.ROOT));
        line.put("logger", who);
        line.put("thread", Thread.currentThread().getName());
        line.put("process", Long.toString(ProcessHandle.current().pid()));
        line.put("message", what);
        if (cause != null) {
            line.put(cause, redaction);
        }
        return line.json.append("}\n").toString();
    }

    private void put(Throwable cause, Redaction redaction) {
        Throwable root = cause;
        for (int depth = 0; root.getCause() != null && depth < 20; depth++) {
            root = root.getCause();
        }
        put("cause", root.getClass().getName());
        // What a database says repeats the statement, and the statement may hold anything.
        if (!isOfSql(root) && root.getMessage() != null) {
            put("causeMessage", redaction.of(root.getMessage()));
        }
        Stream.of(root, cause)
                .flatMap(e -> Arrays.stream(e.getStackTrace()))
                .filter(frame -> frame.getClassName().startsWith(OWN))
                .findFirst()
                .ifPresent(frame ->
                        put(
                                "where",
                                "%s.%s:%d"
                                        .formatted(
                                                frame.getClassName(),
                                                frame.getMethodName(),
                                                frame.getLineNumber())));
    }

    private static boolean isOfSql(Throwable e) {
        for (Class<?> c = e.getClass(); c != null; c = c.getSuperclass()) {
            if (c.getName().equals("java.sql.SQLException")) {
                return true;
            }
        }
        return false;
    }

    private void put(String name, String value) {
        json.append(json.isEmpty() ? "{\"" : ",\"").append(name).append("\":\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                default -> {
                    // Halves of a pair are no characters by themselves.
                    boolean isPlain = c >= ' ' && c != 0x7f && !isHalf(value, i);
                    json.append(isPlain ? String.valueOf(c) : "\\u%04x".formatted((int) c));
                }
            }
        }
        json.append('"');
    }

    private static boolean isHalf(String text, int i) {
        char c = text.charAt(i);
        boolean isPair =
                Character.isHighSurrogate(c)
                        ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                        : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
        return Character.isSurrogate(c) && !isPair;
    }
}
