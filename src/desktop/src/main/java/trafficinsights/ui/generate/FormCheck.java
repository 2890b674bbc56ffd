package trafficinsights.ui.generate;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import trafficinsights.run.scenario.Scenarios;

/// The fields of the form, each read and judged.
///
/// @param rows empty: as many as the scenario's own rate gives
/// @param seed empty: the scenario's own
/// @param out empty: nothing is written
/// @param store empty: nothing is kept
/// @param events empty: no events are shown
record FormCheck(
        Checked<OptionalLong> rows,
        Checked<OptionalLong> seed,
        Checked<Optional<Path>> out,
        Checked<Optional<Path>> store,
        Checked<List<Path>> events) {

    // 1000000, 1,000,000, 1 000 000, 2.5 M, 500k
    private static final Pattern AMOUNT =
            Pattern.compile("(\\d[\\d, _']*(?:\\.\\d+)?)\\s*([kKmMgG]?)");

    /// Between files of events.
    static final String SEPARATOR = ";";

    static FormCheck of(
            boolean ownVolume, String rows, String seed, String out, String store, String events) {
        return new FormCheck(
                ownVolume ? new Checked.Valid<>(OptionalLong.empty()) : rows(rows),
                seed(seed),
                folder(out),
                storeFile(store),
                files(events));
    }

    boolean isValid() {
        return firstMessage().isEmpty();
    }

    /// The first thing that is wrong; empty when nothing is.
    String firstMessage() {
        return Stream.of(rows, seed, out, store, events)
                .map(Checked::message)
                .filter(message -> !message.isEmpty())
                .findFirst()
                .orElse("");
    }

    static Checked<OptionalLong> rows(String text) {
        if (text.isBlank()) {
            return new Checked.Invalid<>(
                    "Enter a number of requests, for example 1,000,000 or 2.5 M.");
        }
        Matcher amount = AMOUNT.matcher(text.strip());
        if (!amount.matches()) {
            return new Checked.Invalid<>(
                    "“"
                            + text.strip()
                            + "” is not a valid number. Enter it like 1,000,000 or 2.5 M.");
        }
        BigDecimal number =
                new BigDecimal(amount.group(1).replaceAll("[, _']", ""))
                        .multiply(factor(amount.group(2)));
        if (number.compareTo(BigDecimal.ONE) < 0) {
            return new Checked.Invalid<>("Enter at least 1 request.");
        }
        if (number.compareTo(BigDecimal.valueOf(Scenarios.MAX_ROWS)) > 0) {
            return new Checked.Invalid<>("A run can have at most 10 G requests.");
        }
        return new Checked.Valid<>(OptionalLong.of(number.longValue()));
    }

    private static BigDecimal factor(String suffix) {
        return BigDecimal.valueOf(
                switch (suffix.toLowerCase(Locale.ROOT)) {
                    case "k" -> 1_000;
                    case "m" -> 1_000_000;
                    case "g" -> 1_000_000_000;
                    default -> 1;
                });
    }

    static Checked<OptionalLong> seed(String text) {
        if (text.isBlank()) {
            return new Checked.Valid<>(OptionalLong.empty());
        }
        try {
            return new Checked.Valid<>(OptionalLong.of(Long.parseLong(text.strip())));
        } catch (NumberFormatException notWhole) {
            return new Checked.Invalid<>("The seed must be a whole number, for example 42.");
        }
    }

    static Checked<Optional<Path>> folder(String text) {
        if (text.isBlank()) {
            return new Checked.Valid<>(Optional.empty());
        }
        try {
            Path folder = Path.of(text.strip());
            if (Files.exists(folder) && !Files.isDirectory(folder)) {
                return new Checked.Invalid<>("This is a file. Choose a folder.");
            }
            return new Checked.Valid<>(Optional.of(folder));
        } catch (InvalidPathException unusable) {
            return new Checked.Invalid<>("This is not a valid path.");
        }
    }

    /// Files that must be there, with semicolons between them.
    static Checked<List<Path>> files(String text) {
        List<Path> files = new ArrayList<>();
        for (String part : text.split(SEPARATOR)) {
            if (part.isBlank()) {
                continue;
            }
            try {
                Path file = Path.of(part.strip());
                if (!Files.isRegularFile(file)) {
                    return new Checked.Invalid<>(
                            "“%s” is not a file. Choose a file of events.".formatted(part.strip()));
                }
                files.add(file);
            } catch (InvalidPathException unusable) {
                return new Checked.Invalid<>("This is not a valid path.");
            }
        }
        return new Checked.Valid<>(List.copyOf(files));
    }

    static Checked<Optional<Path>> storeFile(String text) {
        if (text.isBlank()) {
            return new Checked.Valid<>(Optional.empty());
        }
        try {
            Path file = Path.of(text.strip());
            if (Files.isDirectory(file)) {
                return new Checked.Invalid<>(
                        "This is a folder. Enter a file in it, for example traffic.duckdb.");
            }
            return new Checked.Valid<>(Optional.of(file));
        } catch (InvalidPathException unusable) {
            return new Checked.Invalid<>("This is not a valid path.");
        }
    }
}
