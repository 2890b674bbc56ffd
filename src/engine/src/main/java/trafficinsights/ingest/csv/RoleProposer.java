package trafficinsights.ingest.csv;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.csv.ColumnProfile.Kind;
import trafficinsights.ingest.csv.ColumnWords.Match;
import trafficinsights.ingest.csv.ColumnWords.Name;
import trafficinsights.model.CsvColumn;
import trafficinsights.model.CsvDialect;
import trafficinsights.model.CsvRole;

/// Proposes what the columns of a CSV file are, from their names and from their values.
///
/// Confidence is a rule of thumb and no probability: 0.95 a known name and values that all fit,
/// 0.75 a name that contains a known one, less where only the values speak, at most 0.6 where the
/// unit of a latency is guessed, 0.4 where day and month cannot be distinguished.
public final class RoleProposer {
    static final double WHOLE_NAME = 0.95;
    private static final double PART_NAME = 0.75;

    /// Share of the values that must fit where only they speak.
    public static final double FIT = 0.95;

    /// Share of the values that must fit where the name says the role, too. What does not fit
    /// lowers the confidence, so that a column is not left out without a word for some bad lines.
    static final double NAMED_FIT = 0.5;

    private static final int SAMPLES = 3;

    private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{N}._:%@/\\[\\]-]+");

    /// How the reason begins of a column that is not used although its name fits.
    static final String NAME_FITS = "its name fits ";

    private final List<String> names;
    private final List<ColumnProfile> profiles;
    private final List<Name> words;
    private final @Nullable KnownTable known;
    private final LatencyProposer latencies;

    private RoleProposer(CsvSample sample, CsvDialect dialect, String latencyUnit) {
        names = sample.names();
        words = ColumnWords.all(names, dialect.hasHeader());
        known = KnownTable.of(words);
        CsvSample requests = known == null ? sample : requests(known, sample);
        profiles = ColumnProfile.all(requests, dialect);
        latencies = new LatencyProposer(words, profiles, requests, dialect, latencyUnit);
    }

    /// The rows that are requests.
    private CsvSample requests(KnownTable table, CsvSample sample) {
        int column = table.kindColumn(words);
        return column < 0
                ? sample
                : new CsvSample(
                        sample.names(),
                        sample.headerBytes(),
                        sample.rows().stream()
                                .filter(row -> column < row.size())
                                .filter(row -> table.requestKinds().contains(row.get(column)))
                                .toList());
    }

    /// The columns in their order, each with at most one role, each role with at most one column.
    ///
    /// @param latencyUnit of a latency whose unit could only be guessed; empty if nobody said it
    static List<CsvColumn> columns(CsvSample sample, CsvDialect dialect, String latencyUnit) {
        RoleProposer proposer = new RoleProposer(sample, dialect, latencyUnit);
        Map<Integer, Proposal> chosen = proposer.chosen();
        List<CsvColumn> columns = new ArrayList<>();
        for (int i = 0; i < proposer.names.size(); i++) {
            columns.add(proposer.column(i, chosen, dialect.hasHeader()));
        }
        return columns;
    }

    private Map<Integer, Proposal> chosen() {
        List<Proposal> proposals = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Name name = words.get(i);
            for (CsvRole role : CsvRole.values()) {
                Proposal proposal = proposal(i, role, name);
                if (proposal != null) {
                    proposals.add(proposal);
                }
            }
        }
        List<Proposal> lengths =
                proposals.stream().filter(p -> p.role() == CsvRole.LATENCY).toList();
        if (known != null) {
            List<Integer> parts = known.latencyColumns(words);
            proposals.removeIf(p -> p.role() == CsvRole.LATENCY || parts.contains(p.column()));
            proposals.add(
                    new Proposal(
                            parts.getFirst(),
                            CsvRole.LATENCY,
                            known.unit(),
                            WHOLE_NAME,
                            known.writer() + " writes it so, in " + known.unit()));
        } else if (lengths.size() > 1) {
            proposals.removeAll(lengths);
            proposals.add(latencies.chosen(lengths));
        }
        proposals.sort(
                Comparator.comparingDouble(Proposal::confidence)
                        .reversed()
                        .thenComparingInt(Proposal::column));
        EnumMap<CsvRole, Proposal> byRole = assigned(proposals);
        Map<Integer, Proposal> byColumn = new HashMap<>();
        byRole.values().forEach(proposal -> byColumn.put(proposal.column(), proposal));
        return byColumn;
    }

    /// Best first; then roles that say the same twice are given up.
    private static EnumMap<CsvRole, Proposal> assigned(List<Proposal> proposals) {
        EnumMap<CsvRole, Proposal> byRole = new EnumMap<>(CsvRole.class);
        List<Integer> taken = new ArrayList<>();
        for (Proposal proposal : proposals) {
            if (!byRole.containsKey(proposal.role()) && !taken.contains(proposal.column())) {
                byRole.put(proposal.role(), proposal);
                taken.add(proposal.column());
            }
        }
        boolean hasBoth =
                byRole.containsKey(CsvRole.DATE) && byRole.containsKey(CsvRole.TIME_OF_DAY);
        if (byRole.containsKey(CsvRole.TIME) || !hasBoth) {
            byRole.remove(CsvRole.DATE);
            byRole.remove(CsvRole.TIME_OF_DAY);
        }
        keepBetter(byRole, CsvRole.TARGET, CsvRole.REQUEST);
        if (byRole.containsKey(CsvRole.REQUEST)) {
            byRole.remove(CsvRole.METHOD);
        }
        keepBetter(byRole, CsvRole.SERVER, CsvRole.UPSTREAMS);
        keepBetter(byRole, CsvRole.ATTEMPT, CsvRole.RETRIES);
        return byRole;
    }

    private static void keepBetter(
            EnumMap<CsvRole, Proposal> byRole, CsvRole first, CsvRole second) {
        Proposal one = byRole.get(first);
        Proposal other = byRole.get(second);
        if (one != null && other != null) {
            byRole.remove(one.confidence() >= other.confidence() ? second : first);
        }
    }

    private @Nullable Proposal proposal(int column, CsvRole role, Name name) {
        ColumnProfile profile = profiles.get(column);
        Match match = ColumnWords.match(role, name);
        double byName =
                switch (match) {
                    case WHOLE -> WHOLE_NAME;
                    case PART -> PART_NAME;
                    case NONE -> 0;
                };
        return switch (role) {
            case TIME -> TimeProposer.time(column, profile, name, byName);
            case DATE -> TimeProposer.date(column, profile, byName);
            case LATENCY ->
                    byName == 0
                            ? null
                            : latencies.of(
                                    column,
                                    byName,
                                    TimeProposer.isTime(column, profile, name, byName));
            case TIME_OF_DAY -> byKind(column, role, Kind.TIME_OF_DAY, byName, 0.6);
            case STATUS -> status(column, profile, byName);
            case METHOD -> byKind(column, role, Kind.METHOD, byName, 0.65);
            case REQUEST -> byKind(column, role, Kind.REQUEST_LINE, byName, 0.65);
            case TARGET -> target(column, profile, byName);
            case CLIENT, FORWARDED_FOR -> client(column, role, profile, byName);
            case UPSTREAMS -> byKind(column, role, Kind.SERVER_LIST, byName, 0, 0.02);
            case BYTES -> bytes(column, profile, byName);
            case ATTEMPT, RETRIES -> byKind(column, role, Kind.WHOLE_NUMBER, byName, 0);
            case SERVER, REGION, HOST, LISTENER, GROUP -> text(column, role, profile, byName);
        };
    }

    // --- numbers ---

    private @Nullable Proposal bytes(int column, ColumnProfile profile, double byName) {
        String doubt = profile.markDoubt();
        return byName > 0 && doubt != null
                ? new Proposal(column, CsvRole.BYTES, "", Proposal.DOUBTFUL, doubt)
                : byKind(column, CsvRole.BYTES, Kind.WHOLE_NUMBER, byName, 0);
    }

    /// Texts among statuses say that there was no answer.
    private @Nullable Proposal status(int column, ColumnProfile profile, double byName) {
        if (profile.isEmptyInEveryRow()) {
            // An export of requests without statuses: empty would be a failure in a read column.
            return null;
        }
        double fit = profile.share(Kind.STATUS);
        double texts = profile.share(Kind.STATUS_TEXT);
        boolean hasTexts =
                byName > 0
                        && texts > 0
                        && fit >= StatusTexts.LEAST_STATUSES
                        && fit + texts >= NAMED_FIT;
        if (!hasTexts) {
            return byKind(column, CsvRole.STATUS, Kind.STATUS, byName, likelyStatus(profile));
        }
        String reason =
                ColumnText.because(
                        byName,
                        "%s of its values are statuses, the others texts: no answer",
                        profile,
                        fit,
                        "");
        return new Proposal(column, CsvRole.STATUS, "", byName * (fit + texts), reason);
    }

    /// Numbers from 100 to 599 alone are a hint of statuses, if they are few.
    private static double likelyStatus(ColumnProfile profile) {
        long distinct = profile.values().stream().distinct().count();
        boolean isLikely = profile.least() >= 100 && profile.most() <= 599 && distinct <= 20;
        return isLikely && profile.values().stream().anyMatch(v -> v.startsWith("200")) ? 0.5 : 0;
    }

    private @Nullable Proposal byKind(
            int column, CsvRole role, Kind kind, double byName, double byValues) {
        return byKind(column, role, kind, byName, byValues, FIT);
    }

    /// @param byValues confidence where the name says nothing
    private @Nullable Proposal byKind(
            int column, CsvRole role, Kind kind, double byName, double byValues, double leastFit) {
        ColumnProfile profile = profiles.get(column);
        if (profile.values().isEmpty()) {
            return byName == 0 || byName < WHOLE_NAME
                    ? null
                    : new Proposal(column, role, "", 0.7, "its name; there are no values to check");
        }
        double fit = profile.share(kind);
        double confidence = byName > 0 ? byName : byValues;
        boolean isFit = fit >= (byName > 0 ? Math.min(leastFit, NAMED_FIT) : leastFit);
        if (!isFit || confidence == 0) {
            return null;
        }
        double scaled = leastFit < FIT ? confidence : confidence * fit;
        String reason =
                ColumnText.because(
                        byName, "%s of its values are " + kind.plural(), profile, fit, "");
        return new Proposal(column, role, "", scaled, reason);
    }

    // --- texts ---

    private @Nullable Proposal target(int column, ColumnProfile profile, double byName) {
        Proposal byPath = byKind(column, CsvRole.TARGET, Kind.PATH, byName, 0.55);
        if (byPath != null || byName == 0 || profile.share(Kind.NUMBER) > 0.5) {
            return byPath;
        }
        boolean isOther =
                profile.share(Kind.ADDRESS) > 0.5 || profile.share(Kind.REQUEST_LINE) > 0.5;
        return isOther
                ? null
                : new Proposal(
                        column, CsvRole.TARGET, "", byName * 0.9, "its name; its values are text");
    }

    private @Nullable Proposal client(
            int column, CsvRole role, ColumnProfile profile, double byName) {
        double byValues = role == CsvRole.CLIENT ? 0.5 : 0;
        Proposal byAddress = byKind(column, role, Kind.ADDRESS, byName, byValues);
        boolean isNumber = profile.share(Kind.NUMBER) > 0.5;
        if (byAddress != null || byName < WHOLE_NAME || isNumber) {
            return byAddress;
        }
        // A host has a name; what holds blanks, commas or braces is none.
        boolean areNames = profile.values().stream().allMatch(v -> HOST.matcher(v).matches());
        if (!areNames) {
            return null;
        }
        return new Proposal(column, role, "", 0.85, "its name; its values are texts");
    }

    private @Nullable Proposal text(
            int column, CsvRole role, ColumnProfile profile, double byName) {
        boolean isOther =
                profile.share(Kind.NUMBER) > 0.5
                        || profile.share(Kind.REQUEST_LINE) > 0.5
                        || (profile.share(Kind.PATH) > 0.5 && role != CsvRole.SERVER);
        if (byName == 0 || isOther) {
            return null;
        }
        String reason =
                profile.values().isEmpty()
                        ? "its name; there are no values to check"
                        : "its name; its values are text";
        return new Proposal(column, role, "", byName, reason);
    }

    // --- columns ---

    private CsvColumn column(int index, Map<Integer, Proposal> chosen, boolean hasHeader) {
        Proposal proposal = chosen.get(index);
        ColumnProfile profile = profiles.get(index);
        String type = ColumnText.type(profile);
        List<String> samples = profile.values().stream().distinct().limit(SAMPLES).toList();
        CsvColumn column =
                new CsvColumn(
                        index + 1,
                        hasHeader ? names.get(index) : "",
                        type,
                        ColumnText.evidence(profile),
                        samples,
                        null,
                        "",
                        0,
                        profile.values().isEmpty()
                                ? "it is empty"
                                : whyUnused(words.get(index), chosen));
        return proposal == null
                ? column
                : column.withProposal(
                        proposal.role(),
                        proposal.form(),
                        Math.round(proposal.confidence() * 100) / 100.0,
                        proposal.reason());
    }

    /// Why a column is not used.
    private static String whyUnused(Name name, Map<Integer, Proposal> chosen) {
        for (CsvRole role : CsvRole.values()) {
            boolean isWhole = ColumnWords.match(role, name) == Match.WHOLE;
            boolean isPart = role == CsvRole.LATENCY && ColumnWords.saysPart(role, name);
            if (!isWhole && !isPart) {
                continue;
            }
            String label = role.label().replace('_', ' ');
            boolean isTaken = chosen.values().stream().anyMatch(p -> p.role() == role);
            return NAME_FITS
                    + (isTaken
                            ? "%s, but another column is it".formatted(label)
                            : isPart && ColumnWords.match(role, name) == Match.NONE
                                    ? "a part of the %s only".formatted(label)
                                    : "%s, but its values do not".formatted(label));
        }
        return "no role fits its name and values";
    }
}
