package trafficinsights.ingest.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.row.FieldRole;
import trafficinsights.ingest.row.FieldTable;
import trafficinsights.ingest.row.LogOptions;

/// Finds out in which unit a W3C log has `time-taken`, from a file's first lines. The W3C draft has
/// seconds, Microsoft's products have milliseconds, Amazon CloudFront has seconds with decimals.
///
/// @param role what `time-taken` is; [FieldRole#IGNORED] where nothing tells its unit
/// @param note what a user should know of it; empty when there is nothing to say
record W3cGuess(FieldRole role, String note) {
    private static final List<String> MICROSOFT =
            List.of("internet information services", "http api", "forefront", "isa server", "tmg");

    /// @param lines first lines of a file
    /// @return null where no line names the fields
    static @Nullable W3cGuess of(List<String> lines) {
        String software = "";
        boolean hasStart = false;
        List<String> names = List.of();
        for (String line : lines) {
            String small = line.startsWith("#") ? line.toLowerCase(Locale.ROOT) : "";
            if (small.startsWith("#software:")) {
                software = small;
            } else if (small.startsWith("#start-date:")) {
                hasStart = true;
            } else if (line.startsWith(W3cParser.FIELDS)) {
                names = names(line);
            }
        }
        if (names.isEmpty()) {
            return null;
        }
        if (!names.contains(FieldTable.TIME_TAKEN) || isOfMicrosoft(software, names)) {
            return new W3cGuess(FieldRole.LATENCY_MILLIS, "");
        }
        // Microsoft "W3CLogger in ASP.NET Core": the names of IIS, but no line with the software.
        boolean isAspNet = hasStart && software.isEmpty() && names.contains("cs-uri-stem");
        return isAspNet
                ? new W3cGuess(
                        FieldRole.LATENCY_MILLIS,
                        "time-taken in milliseconds, as ASP.NET Core has it")
                : ofOthers(names, values(lines));
    }

    private static List<String> names(String line) {
        return FieldTable.w3cNames(line.substring(W3cParser.FIELDS.length()));
    }

    /// The numbers that the lines have as `time-taken`.
    private static List<String> values(List<String> lines) {
        List<String> names = List.of();
        List<String> values = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith(W3cParser.FIELDS)) {
                names = names(line);
            } else if (!line.startsWith("#")) {
                int index = names.indexOf(FieldTable.TIME_TAKEN);
                String[] fields = line.split(line.indexOf('\t') >= 0 ? "\t" : " +");
                // Values in quotes may hold blanks: what stands there counts only if it is a
                // number.
                if (index >= 0 && index < fields.length && fields[index].matches("[\\d.]+")) {
                    values.add(fields[index]);
                }
            }
        }
        return values;
    }

    private static boolean isOfMicrosoft(String software, List<String> names) {
        return MICROSOFT.stream().anyMatch(software::contains)
                || FieldTable.timeTaken(names) == FieldRole.LATENCY_MILLIS;
    }

    /// The field whose unit nothing tells; empty where it is known, or given.
    String doubtfulUnit() {
        return role == FieldRole.IGNORED ? FieldTable.TIME_TAKEN : "";
    }

    /// With the unit that the user named.
    W3cGuess given(String unit) {
        return doubtfulUnit().isEmpty() || unit.isEmpty() || unit.equals(LogOptions.NO_UNIT)
                ? this
                : new W3cGuess(
                        FieldRole.latencyIn(unit),
                        "time-taken in the unit that was given: " + unit);
    }

    private static W3cGuess ofOthers(List<String> names, List<String> values) {
        if (FieldTable.timeTaken(names) == FieldRole.LATENCY_SECONDS) {
            return new W3cGuess(
                    FieldRole.LATENCY_SECONDS,
                    "time-taken in seconds, as Amazon CloudFront has it");
        }
        // More than milliseconds of a second could be parts of a millisecond.
        boolean isFine = values.stream().anyMatch(value -> value.matches("\\d*\\.\\d{4,}"));
        if (!isFine && values.stream().anyMatch(value -> value.contains("."))) {
            return new W3cGuess(
                    FieldRole.LATENCY_SECONDS,
                    "time-taken in seconds, because it has decimals, as the W3C draft has it");
        }
        return new W3cGuess(
                FieldRole.IGNORED,
                "time-taken is not used, because nothing tells whether it is in seconds or in"
                        + " milliseconds (a line `#Software:` would); no latency is known");
    }
}
