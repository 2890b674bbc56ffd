package trafficinsights.run.alert;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import trafficinsights.alerts.ReceiverFile;
import trafficinsights.alerts.Sending;
import trafficinsights.analyze.KpiMerger;
import trafficinsights.analyze.rules.RuleEvaluation;
import trafficinsights.analyze.rules.RuleSet;
import trafficinsights.model.Dimension;
import trafficinsights.model.Incident;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.alerts.Delivery;
import trafficinsights.model.alerts.Notice;
import trafficinsights.model.events.Event;
import trafficinsights.model.events.EventBefore;
import trafficinsights.model.report.RunReport;
import trafficinsights.model.rules.Alert;
import trafficinsights.model.rules.AlertState;
import trafficinsights.model.rules.RuleVerdicts;
import trafficinsights.run.base.RunProgress;
import trafficinsights.run.home.ToolVersion;
import trafficinsights.run.spec.RunSpec;

/// Tells the receivers of a run what is found: of a run that follows its source (a growing log,
/// traffic played in time) while it goes on, of any run what is still to be reported at its end.
///
/// While a run goes on its rules are judged a second time, window by window, when all workers have
/// handed over what they had of it; rows that come later change the report but not what was
/// reported. An alert of the end that overlaps one that was reported is that one. Threads: the
/// merger's, then the run's; figures are read by any.
public final class RunAlerts implements AutoCloseable {
    private static final long LEAST_SETTLE_MICROS = 30_000_000;
    private static final int SETTLE_WINDOWS = 4;

    private record Subject(Notice.Kind kind, String name, Dimension dimension, String key) {}

    /// One alert that was reported.
    private record Told(long startMicros, long endMicros, String alertId) {}

    private final @Nullable Sending sending;
    private final boolean isFollowing;
    private final String source;
    private final @Nullable RuleEvaluation evaluation;
    private final long windowMicros;
    private final List<Event> events;
    private final RunFigures figures;
    private final Map<Subject, List<Told>> told = new HashMap<>();
    private long shownMicros = Long.MIN_VALUE / 2;
    private boolean isFlushed;

    private RunAlerts(
            @Nullable Sending sending,
            RunSpec spec,
            String source,
            @Nullable RuleSet rules,
            List<Event> events,
            RunFigures figures) {
        this.events = events;
        this.sending = sending;
        this.isFollowing =
                sending != null
                        && spec.judging().analyze()
                        && (spec.reading().source().isFollowed() || spec.reading().speed() > 0);
        this.source = source;
        this.windowMicros = spec.reading().windowMicros();
        this.evaluation =
                rules == null || !isFollowing ? null : new RuleEvaluation(rules, windowMicros);
        this.figures = figures;
    }

    /// @param title of the run's source
    /// @param events of the run, of which a notice of an incident names the one just before
    /// @throws trafficinsights.model.ProblemException when the file of receivers has a mistake, or
    ///   a secret is not there
    public static RunAlerts open(
            RunSpec spec,
            String title,
            @Nullable RuleSet rules,
            List<Event> events,
            Supplier<RunProgress> progress)
            throws InterruptedException {
        Path file = spec.judging().alerts();
        RunFigures figures = new RunFigures(progress);
        if (file == null) {
            return new RunAlerts(null, spec, title, rules, events, figures);
        }
        ReceiverFile receivers = ReceiverFile.read(file);
        Sending sending = Sending.open(receivers, ToolVersion.text(), figures::samples);
        figures.sending(sending);
        String named = receivers.source();
        return new RunAlerts(sending, spec, named == null ? title : named, rules, events, figures);
    }

    /// Whether [#follow] is to be called while the run goes on.
    public boolean isFollowing() {
        return isFollowing;
    }

    /// Judges what is complete by now and reports what is new.
    ///
    /// @param changed the newest state of windows
    /// @param untilMicros up to which every window is complete
    public void follow(
            KpiMerger windows,
            List<KpiWindow> changed,
            List<Incident> incidents,
            long untilMicros) {
        if (!isFollowing) {
            return;
        }
        figures.accept(changed, untilMicros);
        long complete = Math.floorDiv(untilMicros, windowMicros) * windowMicros;
        if (complete <= shownMicros) {
            return;
        }
        if (evaluation != null) {
            windows.showOpen(shownMicros, complete, evaluation);
            tellAlerts(evaluation.verdicts().alerts());
        }
        tellIncidents(incidents, events, complete);
        shownMicros = complete;
    }

    /// The run has ended: reports what was not reported yet.
    ///
    /// @param report null when the run did not analyse
    public void finish(@Nullable RunReport report) {
        if (sending == null || report == null) {
            return;
        }
        figures.accept(report.series(), Long.MAX_VALUE);
        RuleVerdicts rules = report.insights().rules();
        if (rules != null) {
            tellAlerts(rules.alerts());
        }
        tellIncidents(report.incidents(), report.events(), report.endMicros());
    }

    private void tellAlerts(List<Alert> alerts) {
        figures.firing(alerts.stream().filter(a -> a.state() == AlertState.FIRING).count());
        for (Alert alert : alerts) {
            if (!alert.hasFired()) {
                continue;
            }
            Subject subject =
                    new Subject(Notice.Kind.ALERT, alert.rule(), alert.dimension(), alert.key());
            String id = idOf(subject, alert.startMicros(), alert.endMicros());
            offer(notice(subject, Notice.State.FIRING, id, alert));
            switch (alert.state()) {
                case RESOLVED -> offer(notice(subject, Notice.State.RESOLVED, id, alert));
                case NO_DATA -> offer(notice(subject, Notice.State.NO_DATA, id, alert));
                case FIRING, PENDING, NORMAL -> {}
            }
        }
    }

    private Notice notice(Subject subject, Notice.State state, String id, Alert alert) {
        return new Notice(
                subject.kind(),
                state,
                id,
                alert.severity(),
                subject.name(),
                subject.dimension(),
                subject.key(),
                alert.startMicros(),
                alert.endMicros(),
                alert.observed(),
                alert.limit(),
                alert.unit(),
                alert.sentence(),
                source);
    }

    /// @param known events among which the one before an incident is
    /// @param untilMicros up to which windows were judged: what ended long before is over
    private void tellIncidents(List<Incident> incidents, List<Event> known, long untilMicros) {
        long settle = Math.max(LEAST_SETTLE_MICROS, SETTLE_WINDOWS * windowMicros);
        // What changed most may turn out to be another metric meanwhile; the incident is the same.
        Subject subject =
                new Subject(Notice.Kind.INCIDENT, "incident", Dimension.TOTAL, Dimension.ALL);
        for (Incident incident : incidents) {
            String id = idOf(subject, incident.startMicros(), incident.endMicros());
            String text = text(incident, known);
            offer(notice(Notice.State.FIRING, id, incident, text));
            if (incident.endMicros() + settle <= untilMicros) {
                offer(notice(Notice.State.RESOLVED, id, incident, text));
            }
        }
    }

    private String text(Incident incident, List<Event> known) {
        String before =
                EventBefore.of(incident, windowMicros, known)
                        .map(event -> " " + event.sentence())
                        .orElse("");
        return incident.sentence() + before;
    }

    private Notice notice(Notice.State state, String id, Incident incident, String text) {
        return new Notice(
                Notice.Kind.INCIDENT,
                state,
                id,
                incident.severity(),
                incident.metric().seriesName(),
                incident.dimension(),
                incident.key(),
                incident.startMicros(),
                incident.endMicros(),
                incident.observed(),
                incident.expected(),
                incident.metric().unit().label(),
                text,
                source);
    }

    /// The id of the alert that was reported and overlaps, or else a new one.
    private String idOf(Subject subject, long startMicros, long endMicros) {
        List<Told> same = told.computeIfAbsent(subject, _ -> new ArrayList<>());
        for (int i = 0; i < same.size(); i++) {
            Told known = same.get(i);
            if (startMicros < known.endMicros && known.startMicros < endMicros) {
                same.set(
                        i,
                        new Told(
                                Math.min(startMicros, known.startMicros),
                                Math.max(endMicros, known.endMicros),
                                known.alertId));
                return known.alertId;
            }
        }
        String id =
                Notice.idOf(
                        source,
                        subject.kind(),
                        subject.name(),
                        subject.dimension(),
                        subject.key(),
                        startMicros);
        same.add(new Told(startMicros, endMicros, id));
        return id;
    }

    private void offer(Notice notice) {
        if (sending != null) {
            sending.offer(notice);
        }
    }

    /// Sends what waits, within the limit of the file, and reports what became of everything.
    public List<Delivery> flush() throws InterruptedException {
        if (sending == null || isFlushed) {
            return List.of();
        }
        isFlushed = true;
        return sending.close();
    }

    /// Closes the receivers; of a run that failed, what waits is not sent.
    @Override
    public void close() {
        if (sending != null && !isFlushed) {
            isFlushed = true;
            sending.closeNow();
        }
    }
}
