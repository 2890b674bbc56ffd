package trafficinsights.detect.kpi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Dimension;
import trafficinsights.model.Incident;
import trafficinsights.model.Incident.Cause;

/// Puts findings of many series together that have one cause, and says which part of the traffic it
/// is. Threads: one at a time.
final class IncidentGatherer {
    /// Findings whose starts are so near belong together; with long windows or in a long incident
    /// they may be further apart.
    private static final long NEAR_MICROS = 60_000_000;

    private static final int NEAR_WINDOWS = 4;
    private static final double NEAR_SHARE = 0.15;

    /// What comes again within it flaps.
    private static final long FLAPPING_MICROS = 120_000_000;

    /// Findings that begin within it of one another were found by the first of them.
    private static final long SAME_ONSET_MICROS = 300_000_000;

    /// Groups that a finding may still join.
    private static final int RECENT = 6;

    /// A part that says it nearly as loud as the whole is where it comes from.
    private static final double NAMES_PART = 0.75;

    /// The next part of its kind must say it less than this loud.
    private static final double STANDS_OUT = 0.5;

    /// A second cause must be at least so loud.
    private static final double SECOND_CAUSE = 0.6;

    /// Parts before the whole: a part may go on in an incident that the whole then joins.
    private static final Comparator<Finding> SPECIFIC_FIRST =
            Comparator.comparing(IncidentGatherer::isOfSeveral)
                    .thenComparing(Comparator.comparingDouble(Finding::worst).reversed());

    private final List<List<Finding>> groups = new ArrayList<>();

    /// Takes what was found in a window.
    void add(List<Finding> found) {
        found.stream().sorted(SPECIFIC_FIRST).forEach(this::add);
    }

    private void add(Finding finding) {
        int last = groups.size() - 1;
        for (int i = last; i > last - RECENT && i >= 0; i--) {
            if (belongs(finding, groups.get(i))) {
                groups.get(i).add(finding);
                return;
            }
        }
        List<Finding> group = new ArrayList<>();
        group.add(finding);
        groups.add(group);
    }

    private static boolean belongs(Finding finding, List<Finding> group) {
        long first = group.stream().mapToLong(f -> f.startMicros).min().orElseThrow();
        long end = group.stream().mapToLong(f -> f.endMicros).max().orElseThrow();
        if (group.stream().anyMatch(f -> goesOn(finding, f))) {
            return true;
        }
        if (finding.startMicros >= end + finding.windowMicros) {
            return false;
        }
        Finding lead = loudest(group);
        double slack =
                Math.max(
                        (double) Math.max(NEAR_MICROS, NEAR_WINDOWS * finding.windowMicros),
                        NEAR_SHARE * (end - first));
        boolean isNear =
                Math.abs(finding.startMicros - lead.startMicros) <= slack
                        || finding.startMicros - first <= slack;
        boolean isSame =
                isSameFigure(finding, lead)
                        && (finding.dimension == Dimension.TOTAL
                                || lead.dimension == Dimension.TOTAL);
        boolean isWithAnother =
                group.stream()
                        .filter(f -> isSameFigure(f, finding))
                        .anyMatch(
                                f -> Math.abs(f.startMicros - finding.startMicros) <= NEAR_MICROS);
        return isNear || isWithAnother || (isSame && finding.startMicros < end);
    }

    /// Whether a part changes in a further figure while it is in an incident, or in the same one
    /// again soon after: what flaps is one incident.
    private static boolean goesOn(Finding finding, Finding known) {
        if (!isSamePart(finding, known)) {
            return false;
        }
        long after = finding.startMicros - known.endMicros;
        long length = known.endMicros - known.startMicros;
        return after < 0
                || (finding.dimension != Dimension.TOTAL
                        && finding.question.isAbout(known.question)
                        && after <= Math.clamp(length, NEAR_MICROS, FLAPPING_MICROS));
    }

    private static Finding loudest(List<Finding> group) {
        return group.stream().max(Comparator.comparingDouble(Finding::worst)).orElseThrow();
    }

    private static boolean isSamePart(Finding a, Finding b) {
        return a.dimension == b.dimension && a.key.equals(b.key);
    }

    List<Incident> incidents() {
        List<Incident> incidents = new ArrayList<>();
        for (List<Finding> group : groups) {
            for (Finding lead : leads(group)) {
                incidents.add(incident(lead, group));
            }
        }
        incidents.sort(
                Comparator.comparingLong(Incident::startMicros)
                        .thenComparing(Incident::dimension)
                        .thenComparing(Incident::key)
                        .thenComparing(Incident::metric));
        return incidents;
    }

    /// What a group is about: its loudest finding, or the part that alone stands behind it; and
    /// further parts that stand out in another figure, which are causes of their own.
    private static List<Finding> leads(List<Finding> group) {
        List<Finding> byWeight =
                group.stream()
                        .sorted(Comparator.comparingDouble((Finding f) -> -f.weight()))
                        .toList();
        Finding lead = harm(lead(byWeight, group), byWeight);
        List<Finding> leads = new ArrayList<>();
        leads.add(lead);
        if (lead.dimension == Dimension.TOTAL) {
            return leads;
        }
        for (Finding other : byWeight) {
            boolean isCause =
                    !isOfSeveral(other)
                            && standsOut(other, group)
                            && other.question.isSecondCause()
                            && other.weight() >= SECOND_CAUSE * lead.weight()
                            && leads.stream()
                                    .allMatch(known ->
                                            !isSameFigure(other, known)
                                                    && other.dimension != known.dimension);
            if (isCause) {
                leads.add(other);
            }
        }
        return leads;
    }

    /// A part that is slow or fails loses traffic because of it: the harm is named, not where the
    /// traffic goes.
    private static Finding harm(Finding lead, List<Finding> byWeight) {
        if (!lead.question.isTraffic()) {
            return lead;
        }
        return byWeight.stream()
                .filter(f -> isSamePart(f, lead) && !f.question.isTraffic())
                .filter(f -> f.weight() >= STANDS_OUT * lead.weight())
                .findFirst()
                .orElse(lead);
    }

    /// The loudest finding, or a part of it that says it nearly as loud and stands out; where
    /// several parts of a kind say it, all of them.
    private static Finding lead(List<Finding> byWeight, List<Finding> group) {
        Finding loudest = byWeight.getFirst();
        List<Finding> asLoud =
                byWeight.stream()
                        .filter(f -> isSameFigure(f, loudest))
                        .filter(f -> f.worst() >= NAMES_PART * loudest.worst())
                        .toList();
        if (!isOfSeveral(loudest) && standsOut(loudest, group)) {
            return loudest;
        }
        return asLoud.stream()
                .filter(f -> !isOfSeveral(f) && standsOut(f, group))
                .findFirst()
                .or(() -> asLoud.stream().filter(f -> standsOut(f, group)).findFirst())
                .or(() -> asLoud.stream().filter(f -> f.dimension == Dimension.TOTAL).findFirst())
                .orElse(loudest);
    }

    /// Of all requests, or of a region.
    private static boolean isOfSeveral(Finding finding) {
        return finding.dimension == Dimension.TOTAL || finding.dimension == Dimension.REGION;
    }

    private static boolean isSameFigure(Finding a, Finding b) {
        return a.question.figure(false) == b.question.figure(false);
    }

    /// Whether it is the only region, server or route that changed so.
    private static boolean standsOut(Finding finding, List<Finding> group) {
        if (finding.dimension == Dimension.TOTAL) {
            return false;
        }
        return group.stream()
                .filter(f -> f.dimension == finding.dimension)
                .filter(f -> f.question.isAbout(finding.question))
                .filter(f -> !host(f).equals(host(finding)))
                .allMatch(f -> f.worst() < STANDS_OUT * finding.worst());
    }

    /// A server without its back end's name: `api/eu-1` and `static/eu-1` are one.
    private static String host(Finding finding) {
        return finding.dimension == Dimension.SERVER
                ? finding.key.substring(finding.key.lastIndexOf('/') + 1)
                : finding.key;
    }

    private Incident incident(Finding lead, List<Finding> group) {
        boolean isSeveral =
                group.stream()
                        .anyMatch(f ->
                                f.dimension == lead.dimension
                                        && !f.key.equals(lead.key)
                                        && host(f).equals(host(lead)));
        String key = isSeveral ? host(lead) : lead.key;
        List<Cause> causes = causes(lead);
        Cause leading =
                causes.stream()
                        .filter(c -> c.dimension() == lead.dimension && c.key().equals(lead.key))
                        .findFirst()
                        .orElse(null);
        List<Finding> ofLead =
                group.stream()
                        .filter(f -> isSamePart(f, lead))
                        .filter(f -> isSameFigure(f, lead) || goesBefore(f, lead))
                        .toList();
        long finest = ofLead.stream().mapToLong(f -> f.windowMicros).min().orElseThrow();
        List<Finding> span = ofLead.stream().filter(f -> f.windowMicros == finest).toList();
        long startMicros = startMicros(ofLead, span);
        long endMicros = span.stream().mapToLong(f -> f.endMicros).max().orElseThrow();
        return new Incident(
                startMicros,
                Math.max(endMicros, startMicros + 1),
                Math.max(detectedMicros(lead, group), startMicros + finest),
                group.stream().map(Finding::severity).max(Comparator.naturalOrder()).orElseThrow(),
                lead.metric(),
                lead.dimension,
                key,
                share(leading),
                lead.expected(),
                lead.observed(),
                lead.worst(),
                causes,
                group.size(),
                IncidentText.sentence(lead, leading));
    }

    /// That of the finest resolution, which knows it best, unless that one looked back too short.
    private static long startMicros(List<Finding> all, List<Finding> finest) {
        long start = finest.stream().mapToLong(f -> f.startMicros).min().orElseThrow();
        return all.stream()
                .filter(f -> start - f.startMicros > f.windowMicros / 2)
                .mapToLong(f -> f.startMicros)
                .min()
                .orElse(start);
    }

    /// Whether another figure of the part led to this one. Those of all requests have many reasons.
    private static boolean goesBefore(Finding finding, Finding lead) {
        return lead.dimension != Dimension.TOTAL && finding.endMicros > lead.startMicros;
    }

    /// Findings that begin later are news of the same incident.
    private static long detectedMicros(Finding lead, List<Finding> group) {
        return group.stream()
                .filter(f -> Math.abs(f.startMicros - lead.startMicros) <= SAME_ONSET_MICROS)
                .mapToLong(f -> f.detectedMicros)
                .min()
                .orElse(lead.detectedMicros);
    }

    private static double share(@Nullable Cause leading) {
        return leading == null ? 1 : Math.clamp(leading.share(), 0, 1);
    }

    private static List<Cause> causes(Finding lead) {
        if (lead.dimension != Dimension.TOTAL) {
            return lead.causes(lead.dimension);
        }
        return List.of(Dimension.SERVER, Dimension.REGION, Dimension.ROUTE).stream()
                .map(lead::causes)
                .filter(causes -> !causes.isEmpty())
                .findFirst()
                .orElse(List.of());
    }
}
