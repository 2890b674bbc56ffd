package trafficinsights.ingest.events;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.csv.ColumnProfile;
import trafficinsights.ingest.csv.CsvSample;
import trafficinsights.ingest.csv.TableTimeReader;
import trafficinsights.ingest.csv.TimeGuess;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.CsvDialect;
import trafficinsights.model.Problem;
import trafficinsights.model.TimeForm;

/// Reads times of one form, which is chosen by the first values as it is for tables of requests.
/// Threads: one.
final class EventTimes {
    /// Answer for a time that cannot be read.
    static final long INVALID = TableTimeReader.INVALID;

    private final TableTimeReader reader;
    private final TimeForm form;

    EventTimes(TimeForm form, EventOptions options) {
        this.form = form;
        this.reader = new TableTimeReader(options.zone());
    }

    /// The form of the values.
    ///
    /// @param values without those that are empty
    static TimeGuess guess(List<String> values) {
        List<List<String>> rows = new ArrayList<>();
        for (String value : values) {
            rows.add(List.of(cleaned(value)));
        }
        CsvSample sample = new CsvSample(List.of("1"), new byte[0], rows);
        return TimeGuess.ofTimes(ColumnProfile.all(sample, CsvDialect.USUAL).getFirst());
    }

    /// The form that values are read in.
    ///
    /// @param agreed the form of another column of the same table; null for none
    /// @param place in words: `column 2 (Date and Time)`
    /// @throws trafficinsights.model.ProblemException when nobody can tell whether day or month
    ///   comes first
    static TimeForm form(
            TimeGuess guess,
            @Nullable TimeForm agreed,
            EventOptions options,
            Path file,
            String place) {
        if (!guess.isDoubtful()) {
            return guess.form();
        }
        TimeForm given = agreed == null ? options.dates() : agreed;
        if (given == null) {
            throw Problem.of(
                            "events.day-or-month",
                            "In %s of %s it is uncertain whether day or month comes first: no number is above 12. Use --event-dates day-first or --event-dates month-first, or write the times as 2026-11-22 20:19:28."
                                    .formatted(place, file))
                    .asException();
        }
        return given;
    }

    /// Programs of other languages put blanks that do not break, and marks of direction, into
    /// times.
    static String cleaned(String text) {
        String plain = text.replace('\u202f', ' ').replace('\u00a0', ' ');
        return plain.replaceAll("[\u200e\u200f]", "").strip();
    }

    /// µs since 1970 UTC, or [#INVALID].
    long epochMicros(String text) {
        byte[] bytes = cleaned(text).getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(bytes, bytes.length + LineBlock.SLACK);
        return reader.epochMicros(form, padded, 0, bytes.length);
    }
}
