package trafficinsights.ingest.events;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.csv.TimeGuess;
import trafficinsights.ingest.text.Envelope;
import trafficinsights.ingest.text.InputFiles;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.TimeForm;
import trafficinsights.model.events.Event;

/// Events of an application's log: lines that begin with a time. Lines without one, such as those
/// of a stack trace, belong to the event before. Threads: one.
final class LogEvents {
    /// A line of two that `java.util.logging` writes: `SEVERE: Connection refused`.
    private static final Pattern SECOND_LINE = Pattern.compile("^([A-Z]+): (.*)$");

    private static final int MAX_LINE = 1 << 16;

    private final EventFile file;
    private final boolean isWrapped;
    private final Map<TimeForm, EventTimes> times = new EnumMap<>(TimeForm.class);
    private final LocalDate newest;
    private final boolean isWithoutYear;

    /// The event whose lines are being read.
    private @Nullable Open open;

    private static final class Open {
        private final long micros;
        private final String kind;
        private final String server;
        private final StringBuilder text;
        private int lines = 1;

        Open(long micros, String kind, String server, String text) {
            this.micros = micros;
            this.kind = kind;
            this.server = server;
            this.text = new StringBuilder(text);
        }
    }

    private LogEvents(
            EventFile file,
            boolean isWrapped,
            LocalDate newest,
            TimeForm digits,
            EventOptions options) {
        this.file = file;
        this.isWrapped = isWrapped;
        this.newest = newest;
        times.put(TimeForm.ISO, new EventTimes(TimeForm.ISO, options));
        times.put(TimeForm.CLF, new EventTimes(TimeForm.CLF, options));
        times.put(TimeForm.DAY_FIRST, new EventTimes(digits, options));
        isWithoutYear = file.lines().stream().anyMatch(LogHead::isWithoutYear);
    }

    /// Null when no line begins with a time.
    ///
    /// @throws trafficinsights.model.ProblemException when nobody can tell whether day or month
    ///   comes first
    static @Nullable LogEvents of(EventFile file, EventOptions options) {
        LocalDate newest = newest(file, options);
        List<String> lines = file.lines();
        List<String> inner = lines.stream().map(line -> unwrapped(line, newest)).toList();
        long heads = count(lines, newest);
        if (heads == 0 && count(inner, newest) == 0) {
            return null;
        }
        boolean isWrapped =
                !inner.equals(lines)
                        && (heads == 0 || 2 * bothBegin(lines, inner, newest) >= heads);
        List<String> digits =
                (isWrapped ? inner : lines)
                        .stream()
                                .map(line -> LogHead.of(line, newest))
                                .filter(Objects::nonNull)
                                .filter(head -> head.form() == TimeForm.DAY_FIRST)
                                .map(LogHead::time)
                                .toList();
        TimeForm form = TimeForm.DAY_FIRST;
        if (!digits.isEmpty()) {
            TimeGuess guess = EventTimes.guess(digits);
            form = EventTimes.form(guess, null, options, file.path(), "the times");
        }
        return new LogEvents(file, isWrapped, newest, form, options);
    }

    private static long count(List<String> lines, LocalDate newest) {
        return lines.stream().filter(line -> LogHead.of(line, newest) != null).count();
    }

    /// Lines that begin with a time, and again with one behind what a collector put in front.
    private static long bothBegin(List<String> lines, List<String> inner, LocalDate newest) {
        long both = 0;
        for (int i = 0; i < lines.size(); i++) {
            boolean isWrapped = !inner.get(i).equals(lines.get(i));
            both += isWrapped && LogHead.of(inner.get(i), newest) != null ? 1 : 0;
        }
        return both;
    }

    /// The line from its last time on; without one, behind all that a collector put in front.
    private static String unwrapped(String line, LocalDate newest) {
        byte[] bytes = EventFile.padded(line);
        int to = bytes.length - LineBlock.SLACK;
        String inner = line;
        int at = 0;
        for (int next = Envelope.one(bytes, 0, to); next > at; next = Envelope.one(bytes, at, to)) {
            String rest = new String(bytes, next, to - next, StandardCharsets.UTF_8);
            if (LogHead.of(inner, newest) != null && at > 0 && LogHead.of(rest, newest) == null) {
                return inner;
            }
            inner = rest;
            at = next;
        }
        return inner;
    }

    private static LocalDate newest(EventFile file, EventOptions options) {
        try {
            return LogHead.dayAfter(
                    LocalDateTime.ofInstant(
                            Files.getLastModifiedTime(file.path()).toInstant(), options.zone()));
        } catch (IOException e) {
            throw InputFiles.unreadable(file.path(), e);
        }
    }

    String words() {
        return "a log, each event begins with a time"
                + (isWithoutYear ? ", the year is that of the file's last change" : "");
    }

    void read(EventSink sink) {
        try {
            file.each(file.blocks(), (block, line) -> lines(block, line, sink));
        } catch (IOException e) {
            throw InputFiles.unreadable(file.path(), e);
        }
        close(sink);
    }

    private long lines(LineBlock block, long line, EventSink sink) {
        int at = block.withoutMark();
        long number = line;
        while (at < block.to) {
            int end = block.lineEnd(at);
            String text = EventFile.text(block, at, Math.min(end, at + MAX_LINE));
            if (!text.isBlank()) {
                line(isWrapped ? unwrapped(text, newest) : text, number, sink);
            }
            number++;
            at = end + 1;
        }
        return number - line;
    }

    private void line(String line, long number, EventSink sink) {
        LogHead head = LogHead.of(line, newest);
        if (head == null) {
            more(line, number, sink);
            return;
        }
        close(sink);
        long micros = Objects.requireNonNull(times.get(head.form())).epochMicros(head.time());
        if (micros == EventTimes.INVALID) {
            sink.reject(number, "the time cannot be read", line);
            return;
        }
        String level = LevelWord.of(head.message());
        open =
                new Open(
                        micros,
                        level.isEmpty() ? head.kind() : level,
                        head.server(),
                        LevelWord.without(head.message()));
    }

    private void more(String line, long number, EventSink sink) {
        Open event = open;
        if (event == null) {
            sink.reject(number, "no time at the start of the line", line);
            return;
        }
        Matcher second = SECOND_LINE.matcher(line);
        boolean isSecond =
                event.lines == 1
                        && event.kind.isEmpty()
                        && second.matches()
                        && !LevelWord.of(line).isEmpty();
        if (isSecond) {
            open = new Open(event.micros, LevelWord.of(line), event.server, second.group(2));
            return;
        }
        event.lines++;
        if (event.text.length() < Event.MAX_TEXT) {
            event.text.append('\n').append(line.stripTrailing());
        }
    }

    private void close(EventSink sink) {
        Open event = open;
        open = null;
        if (event != null) {
            sink.event(
                    event.micros,
                    OptionalLong.empty(),
                    event.kind,
                    event.text.toString(),
                    event.server);
        }
    }
}
