package trafficinsights.model.rules;

import java.util.List;

/// What the rules of one file say about a run.
///
/// @param file name of the rules file
/// @param rules in the order of the file; a burn rate is a rule of its own
/// @param objectives by series, in the order of the file
/// @param alerts in the order of their start
public record RuleVerdicts(
        String file, List<RuleResult> rules, List<ObjectiveResult> objectives, List<Alert> alerts) {
    public RuleVerdicts {
        rules = List.copyOf(rules);
        objectives = List.copyOf(objectives);
        alerts = List.copyOf(alerts);
    }

    /// Alerts that fired, whatever became of them.
    public long fired() {
        return alerts.stream().filter(Alert::hasFired).count();
    }

    /// Whether an alert fired during the run, or the budget of an objective is used up.
    public boolean isBroken() {
        return fired() > 0 || objectives.stream().anyMatch(ObjectiveResult::isUsedUp);
    }
}
