package trafficinsights.ingest.csv;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.csv.ColumnProfile.Kind;
import trafficinsights.ingest.csv.ColumnWords.Match;
import trafficinsights.ingest.csv.ColumnWords.Name;
import trafficinsights.model.CsvColumn;
import trafficinsights.model.CsvDialect;
import trafficinsights.model.CsvRole;

/// Proposes which column is the latency and in which unit. Of several it is the whole, which no
/// part of it exceeds; where none is the whole, they are in doubt.
final class LatencyProposer {
    private static final double GUESSED_UNIT = 0.6;
    private static final double WRITERS_UNIT = 0.85;

    /// How the reason begins of a latency whose unit nothing tells.
    static final String GUESSED = "its unit is guessed from its values: ";

    /// Share of the rows in which the whole must not be exceeded by a part.
    private static final double LEAST_WHOLE = 0.99;

    /// Words of what is a part of the latency where another column is the whole.
    private static final Set<String> PARTS =
            Set.of(
                    "server",
                    "target",
                    "origin",
                    "dns",
                    "tls",
                    "ssl",
                    "handshake",
                    "first",
                    "ttfb",
                    "connection",
                    "network",
                    "client",
                    "db",
                    "database",
                    "sql",
                    "cpu",
                    "header",
                    "headers",
                    "blocked",
                    "sending",
                    "receiving",
                    "render",
                    "processing",
                    "proxy",
                    "app",
                    "gateway",
                    "integration");

    private static final Set<String> WHOLES =
            Set.of("total", "whole", "overall", "elapsed", "taken", "gesamt", "gesamtdauer");

    private final List<Name> names;
    private final List<ColumnProfile> profiles;
    private final CsvSample sample;
    private final NumberMarks marks;
    private final String givenUnit;

    /// @param givenUnit of a latency whose unit could only be guessed; empty if nobody said it
    LatencyProposer(
            List<Name> names,
            List<ColumnProfile> profiles,
            CsvSample sample,
            CsvDialect dialect,
            String givenUnit) {
        this.givenUnit = givenUnit;
        this.names = names;
        this.profiles = profiles;
        this.sample = sample;
        this.marks = new NumberMarks(dialect);
    }

    /// @param byName confidence that the name gives; above 0
    /// @param isTime whether the column is a time by its name and its values
    @Nullable Proposal of(int column, double byName, boolean isTime) {
        ColumnProfile profile = profiles.get(column);
        String unit = names.get(column).unit();
        String doubt = profile.markDoubt();
        if (doubt != null) {
            String form = unit.isEmpty() ? "ms" : unit;
            return new Proposal(column, CsvRole.LATENCY, form, Proposal.DOUBTFUL, doubt);
        }
        double texts = profile.share(Kind.DURATION);
        double numbers = profile.share(Kind.NUMBER);
        if (texts > 0 && texts + numbers >= RoleProposer.FIT) {
            String reason =
                    ColumnText.because(byName, "%s of its values carry a unit", profile, texts, "");
            return new Proposal(column, CsvRole.LATENCY, "text", byName, reason);
        }
        if (numbers < RoleProposer.NAMED_FIT || profile.least() < -1 || isTime) {
            return null;
        }
        if (!unit.isEmpty()) {
            String reason =
                    ColumnText.because(
                            byName,
                            "%s of its values are numbers; its name says " + unit,
                            profile,
                            numbers,
                            "");
            return new Proposal(column, CsvRole.LATENCY, unit, byName * numbers, reason);
        }
        return unitless(column, byName);
    }

    /// Some writers' units are known; otherwise the size of the values is a hint.
    private Proposal unitless(int column, double byName) {
        ColumnProfile profile = profiles.get(column);
        String words = names.get(column).words();
        if (words.equals("time taken") && profile.share(Kind.WHOLE_NUMBER) == 1) {
            return new Proposal(
                    column, CsvRole.LATENCY, "ms", WRITERS_UNIT, "IIS calls it so, and writes ms");
        }
        if (words.equals("time taken") && isAzure()) {
            return new Proposal(
                    column,
                    CsvRole.LATENCY,
                    "s",
                    WRITERS_UNIT,
                    "Azure's gateways call it so, and write seconds with decimals");
        }
        if (words.equals("request time") && profile.hasThreeDecimals()) {
            return new Proposal(
                    column,
                    CsvRole.LATENCY,
                    "s",
                    WRITERS_UNIT,
                    "nginx calls it so, and writes seconds with three decimals");
        }
        double numbers = profile.share(Kind.NUMBER);
        if (!givenUnit.isEmpty()) {
            String reason =
                    ColumnText.because(
                            byName,
                            "%s of its values are numbers, in the unit that was given: "
                                    + givenUnit,
                            profile,
                            numbers,
                            "");
            return new Proposal(column, CsvRole.LATENCY, givenUnit, byName * numbers, reason);
        }
        boolean isWhole = profile.share(Kind.WHOLE_NUMBER) >= RoleProposer.FIT;
        String unit =
                !isWhole && profile.median() < 30 ? "s" : profile.median() > 20_000 ? "us" : "ms";
        return new Proposal(
                column,
                CsvRole.LATENCY,
                unit,
                Math.min(byName * numbers, GUESSED_UNIT),
                String.format(
                        Locale.ROOT,
                        GUESSED + "%s, because their median is %s",
                        unit,
                        ColumnText.plain(profile.median())));
    }

    /// Azure Application Gateway v2 and Front Door in Log Analytics.
    private boolean isAzure() {
        return sample.names().stream().anyMatch(name -> name.startsWith("TimeGenerated"));
    }

    // --- one of several ---

    /// @param candidates at least one, each a proposal of this class
    Proposal chosen(List<Proposal> candidates) {
        List<Proposal> wholes =
                candidates.stream().filter(candidate -> !isPart(candidate)).toList();
        List<Proposal> left = wholes.isEmpty() ? candidates : wholes;
        if (left.size() == 1) {
            return left.getFirst();
        }
        List<Proposal> ordered =
                left.stream()
                        .sorted(
                                Comparator.comparingInt((Proposal p) -> isNamedWhole(p) ? 0 : 1)
                                        .thenComparingDouble(p -> -p.confidence())
                                        .thenComparingInt(Proposal::column))
                        .toList();
        for (Proposal candidate : ordered) {
            boolean isWhole =
                    left.stream().allMatch(o -> o.equals(candidate) || isNeverBelow(candidate, o));
            if (isWhole && (isNamedWhole(candidate) || isWholeName(candidate))) {
                return candidate;
            }
        }
        String named =
                left.stream()
                        .map(p -> CsvColumn.title(p.column() + 1, sample.names().get(p.column())))
                        .collect(Collectors.joining(" and "));
        return ordered.getFirst().doubted("which of them is the latency is not certain: " + named);
    }

    private boolean isPart(Proposal proposal) {
        return hasWord(proposal, PARTS) && !hasWord(proposal, WHOLES);
    }

    private boolean isNamedWhole(Proposal proposal) {
        return hasWord(proposal, WHOLES);
    }

    private boolean isWholeName(Proposal proposal) {
        return ColumnWords.match(CsvRole.LATENCY, names.get(proposal.column())) == Match.WHOLE;
    }

    private boolean hasWord(Proposal proposal, Set<String> wanted) {
        for (String word : names.get(proposal.column()).words().split(" ")) {
            if (wanted.contains(word)) {
                return true;
            }
        }
        return false;
    }

    /// Whether the values of one are at least as large as those of another, row by row.
    private boolean isNeverBelow(Proposal one, Proposal other) {
        double scale = scale(one);
        double otherScale = scale(other);
        boolean isSameUnknown =
                names.get(one.column()).unit().isEmpty()
                        && names.get(other.column()).unit().isEmpty();
        boolean areKnown = isKnown(one) && isKnown(other);
        if (!isSameUnknown && !areKnown) {
            return false;
        }
        int rows = 0;
        int above = 0;
        for (List<String> row : sample.rows()) {
            double first = number(row, one.column()) * (areKnown ? scale : 1);
            double second = number(row, other.column()) * (areKnown ? otherScale : 1);
            // Not numbers, or nothing.
            if (first >= 0 && second >= 0) {
                rows++;
                above += first >= second * 0.999 ? 1 : 0;
            }
        }
        return rows > 0 && above >= LEAST_WHOLE * rows;
    }

    private boolean isKnown(Proposal proposal) {
        return !names.get(proposal.column()).unit().isEmpty()
                || proposal.confidence() > GUESSED_UNIT;
    }

    private static double scale(Proposal proposal) {
        return switch (proposal.form()) {
            case "s" -> 1e6;
            case "ms" -> 1e3;
            case "ns" -> 1e-3;
            default -> 1;
        };
    }

    private double number(List<String> row, int column) {
        String plain = column < row.size() ? marks.plain(row.get(column)) : null;
        if (plain == null || !plain.matches("[+]?\\d*\\.?\\d+([eE][-+]?\\d+)?")) {
            return Double.NaN;
        }
        return Double.parseDouble(plain);
    }
}
