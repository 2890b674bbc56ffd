package trafficinsights.run.base;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import trafficinsights.analyze.shift.SpanTally;
import trafficinsights.model.Anomaly;
import trafficinsights.model.Incident;
import trafficinsights.model.Scorecard;
import trafficinsights.model.alerts.Delivery;
import trafficinsights.model.report.RunReport;
import trafficinsights.model.rules.RuleVerdicts;
import trafficinsights.model.shift.WhatChanged;

/// What a finished run found.
///
/// @param lines requests + others + rejects
/// @param byStatus requests by status as logged; -1: no answer, 0: not known
/// @param byServer requests by server as logged
/// @param notes for each input which format was taken and why, and what had to be left out
/// @param files written, in the order they were finished
/// @param report null when the run did not analyse
/// @param rules what the rules say; null when the run was checked against none
/// @param changed what differs between two spans; null when none were asked for
/// @param tally the series of the whole run, for comparing it with another; null when the run did
///   not analyse
/// @param deliveries what became of alerts that were sent out, by receiver; empty without receivers
public record RunSummary(
        long lines,
        long requests,
        long others,
        long rejects,
        long windows,
        long anomalies,
        long incidents,
        double seconds,
        double rowsPerSecond,
        SortedMap<String, Long> byStatus,
        SortedMap<String, Long> byServer,
        List<String> notes,
        List<Path> files,
        @Nullable RunReport report,
        @Nullable RuleVerdicts rules,
        @Nullable WhatChanged changed,
        @Nullable SpanTally tally,
        List<Delivery> deliveries) {

    public RunSummary withDeliveries(List<Delivery> newDeliveries) {
        return new RunSummary(
                lines,
                requests,
                others,
                rejects,
                windows,
                anomalies,
                incidents,
                seconds,
                rowsPerSecond,
                byStatus,
                byServer,
                notes,
                files,
                report,
                rules,
                changed,
                tally,
                newDeliveries);
    }

    /// The incidents of the report, in order of their start; none when the run did not analyse.
    public List<Incident> foundIncidents() {
        return report == null ? List.of() : report.incidents();
    }

    /// The anomalies of the report, in order of their start.
    public List<Anomaly> foundAnomalies() {
        return report == null ? List.of() : report.anomalies();
    }

    /// What was found against what really happened; [Scorecard#NONE] where that is not known.
    public Scorecard scorecard() {
        return report == null ? Scorecard.NONE : report.scorecard();
    }
}
