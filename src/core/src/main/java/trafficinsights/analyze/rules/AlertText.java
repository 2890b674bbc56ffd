package trafficinsights.analyze.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import trafficinsights.model.Dimension;
import trafficinsights.model.NumberText;
import trafficinsights.model.Unit;
import trafficinsights.model.rules.Alert;
import trafficinsights.model.rules.AlertState;

/// Makes alerts of what was watched, each with its sentence.
final class AlertText {
    private AlertText() {}

    static List<Alert> alerts(Rule rule, SeriesJudge judge, Dimension dimension, String key) {
        List<Alert> alerts = new ArrayList<>();
        for (SeriesJudge.Watched watched : judge.watched()) {
            for (AlertWatch.Episode episode : watched.watch().episodes()) {
                alerts.add(
                        new Alert(
                                episode.state(),
                                watched.severity(),
                                watched.name(),
                                dimension,
                                key,
                                episode.startMicros(),
                                episode.endMicros(),
                                episode.worst(),
                                watched.limit(),
                                watched.unit(),
                                sentence(rule, watched, episode, Scope.words(dimension, key))));
            }
        }
        return alerts;
    }

    private static String sentence(
            Rule rule, SeriesJudge.Watched watched, AlertWatch.Episode episode, String series) {
        String what =
                switch (rule) {
                    case Rule.Threshold threshold -> threshold(threshold, episode, series);
                    case Rule.Objective objective -> burn(objective, watched, episode, series);
                };
        String sentence =
                "%s from %s for %s%s."
                        .formatted(
                                what,
                                NumberText.dateTime(episode.startMicros()),
                                NumberText.duration(episode.endMicros() - episode.startMicros()),
                                end(episode.state()));
        // p95 is written small, wherever it stands.
        return sentence.matches("p\\d.*")
                ? sentence
                : sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }

    private static String threshold(
            Rule.Threshold rule, AlertWatch.Episode episode, String series) {
        Unit unit = rule.indicator().unit();
        return "%s of %s reached %s (required: %s %s)"
                .formatted(
                        rule.indicator().words(),
                        series,
                        unit.text(episode.worst()),
                        switch (rule.comparison()) {
                            case BELOW -> "less than";
                            case AT_MOST -> "at most";
                            case ABOVE -> "more than";
                            case AT_LEAST -> "at least";
                        },
                        unit.text(rule.limit()));
    }

    private static String burn(
            Rule.Objective rule,
            SeriesJudge.Watched watched,
            AlertWatch.Episode episode,
            String series) {
        return "%s of %s used up its error budget %s times as fast as %s over %s allows (limit %s)"
                .formatted(
                        rule.indicator().words(),
                        series,
                        NumberText.count(rounded(episode.worst())),
                        NumberText.share(rule.target()),
                        NumberText.duration(rule.periodMicros()),
                        NumberText.count(watched.limit()));
    }

    private static double rounded(double factor) {
        return factor < 100 ? Math.round(factor * 10) / 10.0 : Math.rint(factor);
    }

    private static String end(AlertState state) {
        return switch (state) {
            case FIRING -> " and still does";
            case PENDING -> ", not yet for long enough to fire";
            case NO_DATA -> ", then no data arrived";
            case RESOLVED, NORMAL -> "";
        };
    }
}
