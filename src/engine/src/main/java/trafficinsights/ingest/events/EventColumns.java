package trafficinsights.ingest.events;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.csv.ColumnProfile;
import trafficinsights.ingest.csv.ColumnWords;
import trafficinsights.ingest.csv.TimeGuess;
import trafficinsights.model.CsvColumn;
import trafficinsights.model.Problem;
import trafficinsights.model.TimeForm;
import trafficinsights.model.events.EventLevel;

/// Which column of a table says what of an event, by names and values.
///
/// @param names of the columns; places from 1 where one has no name
/// @param places of the columns, from 0
/// @param start form of the start
/// @param end form of the end; null without one
/// @param rest columns that make up the text where no column is one
record EventColumns(
        List<String> names,
        Map<EventRole, Integer> places,
        TimeForm start,
        @Nullable TimeForm end,
        List<Integer> rest) {
    /// Share of the values that must be times in a column whose name says so, and in another one.
    private static final double NAMED_FIT = 0.5;

    private static final double FIT = 0.9;

    /// Chooses the columns.
    ///
    /// @param rows the first ones, without a header
    /// @throws trafficinsights.model.ProblemException when no column has times, or day and month
    ///   cannot be told apart
    static EventColumns of(
            List<String> names, List<List<String>> rows, EventOptions options, Path file) {
        return new Choice(names, rows, options, file).made();
    }

    /// A cell; empty when the row has none, or one that says nothing.
    String cell(List<String> cells, EventRole role) {
        Integer place = places.get(role);
        return place == null ? "" : cell(cells, place);
    }

    private static String cell(List<String> cells, int place) {
        String cell = place < cells.size() ? cells.get(place) : "";
        return ColumnProfile.isNothing(cell) ? "" : cell;
    }

    /// The start as it is written, of one column or of a day and a time.
    String startText(List<String> cells) {
        return places.containsKey(EventRole.START)
                ? cell(cells, EventRole.START)
                : (cell(cells, EventRole.DATE) + " " + cell(cells, EventRole.TIME_OF_DAY)).strip();
    }

    String text(List<String> cells) {
        if (places.containsKey(EventRole.TEXT)) {
            return cell(cells, EventRole.TEXT);
        }
        List<String> parts = new ArrayList<>();
        for (int place : rest) {
            parts.add(cell(cells, place));
        }
        parts.removeIf(String::isEmpty);
        return String.join(" ", parts);
    }

    /// `column 2 (Date and Time)`
    String title(EventRole role) {
        Integer place = places.get(role);
        return place == null ? "" : CsvColumn.title(place + 1, names.get(place));
    }

    /// Unit of the duration, by its name; empty without one.
    String durationUnit() {
        Integer place = places.get(EventRole.DURATION);
        return place == null ? "" : ColumnWords.of(names.get(place)).unit();
    }

    /// `start is time, kind is level, text is message`
    String words() {
        List<String> words = new ArrayList<>();
        new TreeMap<>(places)
                .forEach((role, place) ->
                        words.add(
                                role.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                                        + " is "
                                        + names.get(place)));
        return String.join(", ", words);
    }

    /// A choice at work.
    private static final class Choice {
        private final List<String> names;
        private final List<List<String>> rows;
        private final EventOptions options;
        private final Path file;
        private final Map<EventRole, Integer> places = new EnumMap<>(EventRole.class);
        private final Set<Integer> used = new HashSet<>();

        Choice(List<String> names, List<List<String>> rows, EventOptions options, Path file) {
            this.names = names;
            this.rows = rows;
            this.options = options;
            this.file = file;
        }

        EventColumns made() {
            TimeGuess start = start();
            if (start == null) {
                throw Problem.of(
                                "events.no-time",
                                "%s has no column with times, so it has no events. These are read: `2026-11-22T20:19:28.123Z`, `2026-11-22 20:19:28`, `22.11.2026 20:19:28`, `11/22/2026 8:19:28 PM`, and s, ms, µs or ns since 1970."
                                        .formatted(file))
                        .asException();
            }
            TimeGuess end = end();
            TimeForm agreed =
                    end != null && start.isDoubtful() && !end.isDoubtful() ? end.form() : null;
            TimeForm startForm = EventTimes.form(start, agreed, options, file, startTitle());
            TimeForm endForm =
                    end == null ? null : EventTimes.form(end, startForm, options, file, "the end");
            chooseTexts();
            return new EventColumns(names, Map.copyOf(places), startForm, endForm, rest());
        }

        private List<String> values(int place) {
            return rows.stream()
                    .map(row -> cell(row, place))
                    .filter(value -> !value.isEmpty())
                    .toList();
        }

        private void use(EventRole role, int place) {
            places.put(role, place);
            used.add(place);
        }

        /// Columns whose names say the role, the best first.
        private List<Integer> named(EventRole role) {
            Map<Integer, Integer> byRank = new TreeMap<>();
            for (int place = 0; place < names.size(); place++) {
                int rank = role.rank(names.get(place));
                if (rank >= 0 && !used.contains(place)) {
                    byRank.putIfAbsent(rank, place);
                }
            }
            return List.copyOf(byRank.values());
        }

        private @Nullable TimeGuess timed(EventRole role, List<Integer> candidates, double fit) {
            for (int place : candidates) {
                TimeGuess guess = EventTimes.guess(values(place));
                if (guess.fit() >= fit) {
                    use(role, place);
                    return guess;
                }
            }
            return null;
        }

        private @Nullable TimeGuess start() {
            TimeGuess named = timed(EventRole.START, named(EventRole.START), NAMED_FIT);
            if (named != null) {
                return named;
            }
            TimeGuess joined = dateAndTime();
            if (joined != null) {
                return joined;
            }
            List<Integer> others = new ArrayList<>();
            for (int place = 0; place < names.size(); place++) {
                boolean isNumber =
                        values(place).stream().allMatch(value -> value.matches("[\\d.]*"));
                if (!isNumber) {
                    others.add(place);
                }
            }
            return timed(EventRole.START, others, FIT);
        }

        private @Nullable TimeGuess dateAndTime() {
            for (int date : named(EventRole.DATE)) {
                for (int time : named(EventRole.TIME_OF_DAY)) {
                    List<String> joined =
                            rows.stream()
                                    .map(row -> (cell(row, date) + " " + cell(row, time)).strip())
                                    .toList();
                    TimeGuess guess = EventTimes.guess(joined);
                    if (date != time && guess.fit() >= NAMED_FIT) {
                        use(EventRole.DATE, date);
                        use(EventRole.TIME_OF_DAY, time);
                        return guess;
                    }
                }
            }
            return null;
        }

        private String startTitle() {
            Integer place = places.get(EventRole.START);
            int shown = place == null ? places.getOrDefault(EventRole.DATE, 0) : place;
            return CsvColumn.title(shown + 1, names.get(shown));
        }

        private @Nullable TimeGuess end() {
            return timed(EventRole.END, named(EventRole.END), NAMED_FIT);
        }

        private void chooseTexts() {
            first(EventRole.DURATION);
            first(EventRole.KIND);
            if (!places.containsKey(EventRole.KIND)) {
                levels();
            }
            first(EventRole.TEXT);
            boolean isWindows = names.stream().anyMatch(EventColumns::isOfWindows);
            for (int place : named(EventRole.SERVER)) {
                // The source of Windows' log is a program.
                boolean isProgram = isWindows && names.get(place).equalsIgnoreCase("source");
                if (!isProgram && !places.containsKey(EventRole.SERVER)) {
                    use(EventRole.SERVER, place);
                }
            }
            int last = names.size() - 1;
            boolean isUnnamed = names.get(last).equals(Integer.toString(last + 1));
            if (!places.containsKey(EventRole.TEXT) && isUnnamed && used.add(last)) {
                places.put(EventRole.TEXT, last);
            }
        }

        private void first(EventRole role) {
            for (int place : named(role)) {
                if (!values(place).isEmpty() && !places.containsKey(role)) {
                    use(role, place);
                }
            }
        }

        /// A column whose values are levels is the kind, whatever its name.
        private void levels() {
            for (int place = 0; place < names.size(); place++) {
                List<String> values = values(place);
                long levels =
                        values.stream()
                                .filter(value -> EventLevel.ofWord(value).isPresent())
                                .count();
                if (!used.contains(place) && !values.isEmpty() && levels >= FIT * values.size()) {
                    use(EventRole.KIND, place);
                    return;
                }
            }
        }

        private List<Integer> rest() {
            List<Integer> rest = new ArrayList<>();
            for (int place = 0; place < names.size(); place++) {
                if (!used.contains(place)) {
                    rest.add(place);
                }
            }
            return List.copyOf(rest);
        }
    }

    private static boolean isOfWindows(String name) {
        String words = ColumnWords.of(name).words();
        return words.equals("event id") || words.equals("provider name");
    }
}
