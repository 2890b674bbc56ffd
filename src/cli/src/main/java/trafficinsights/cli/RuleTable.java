package trafficinsights.cli;

import java.io.PrintWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import trafficinsights.model.Dimension;
import trafficinsights.model.NumberText;
import trafficinsights.model.rules.Alert;
import trafficinsights.model.rules.ObjectiveResult;
import trafficinsights.model.rules.RuleResult;
import trafficinsights.model.rules.RuleVerdicts;

/// What rules say of a run, on a terminal and in the summary.
final class RuleTable {
    private static final int MOST_SENTENCES = 5;

    private RuleTable() {}

    static void print(RuleVerdicts verdicts, PrintWriter out) {
        int width = TextTable.screenWidth();
        TextTable rules =
                new TextTable(
                        List.of("rule", "severity", "state", "series", "alerts", "firing for"),
                        List.of(false, false, false, true, true, true));
        for (RuleResult rule : verdicts.rules()) {
            rules.add(
                    rule.name(),
                    rule.severity().label(),
                    rule.state().label().replace('_', ' '),
                    NumberText.count(rule.series()),
                    NumberText.count(rule.fired()),
                    rule.firingMicros() == 0
                            ? NumberText.NONE
                            : NumberText.duration(rule.firingMicros()));
        }
        rules.print(out, width);
        if (!verdicts.objectives().isEmpty()) {
            out.println();
            objectives(verdicts.objectives()).print(out, width);
        }
        List<Alert> fired = verdicts.alerts().stream().filter(Alert::hasFired).toList();
        fired.stream()
                .limit(MOST_SENTENCES)
                .forEach(alert -> out.println(TextCells.visible(alert.sentence())));
        if (fired.size() > MOST_SENTENCES) {
            out.printf("%d more alerts are in alerts.csv.%n", fired.size() - MOST_SENTENCES);
        }
    }

    private static TextTable objectives(List<ObjectiveResult> objectives) {
        TextTable table =
                new TextTable(
                        List.of("objective", "series", "target", "attained", "burn", "budget used"),
                        List.of(false, false, true, true, true, true));
        for (ObjectiveResult objective : objectives) {
            table.add(
                    objective.name(),
                    objective.dimension() == Dimension.TOTAL ? "all requests" : objective.key(),
                    NumberText.share(objective.target()),
                    NumberText.share(objective.attained()),
                    NumberText.ratio(objective.burnRate()),
                    NumberText.share(objective.budgetUsed()));
        }
        return table;
    }

    static void write(RuleVerdicts verdicts, JsonGenerator json) {
        json.writeNumberProperty("rules", verdicts.rules().size());
        json.writeNumberProperty("alerts", verdicts.fired());
        json.writeBooleanProperty("isBroken", verdicts.isBroken());
    }
}
