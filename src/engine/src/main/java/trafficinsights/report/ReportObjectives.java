package trafficinsights.report;

import java.util.Comparator;
import java.util.List;
import trafficinsights.model.Dimension;
import trafficinsights.model.NumberText;
import trafficinsights.model.rules.Alert;
import trafficinsights.model.rules.AlertState;
import trafficinsights.model.rules.ObjectiveResult;
import trafficinsights.model.rules.RuleResult;
import trafficinsights.model.rules.RuleVerdicts;

/// The page's section on rules: whether they held, the budgets, the alerts.
final class ReportObjectives {
    private final RuleVerdicts verdicts;
    private final Html html;
    private final ReportTables tables;

    ReportObjectives(RuleVerdicts verdicts, Html html, ReportTables tables) {
        this.verdicts = verdicts;
        this.html = html;
        this.tables = tables;
    }

    /// One sentence for the page's head.
    static String verdict(RuleVerdicts verdicts) {
        int rules = verdicts.rules().size();
        long broken = verdicts.rules().stream().filter(rule -> rule.fired() > 0).count();
        String used =
                verdicts.objectives().stream()
                        .filter(ObjectiveResult::isUsedUp)
                        .findFirst()
                        .map(o -> " The error budget of “" + o.name() + "” is used up.")
                        .orElse("");
        if (broken == 0) {
            return (rules == 1 ? "The rule was met." : "All %d rules were met.".formatted(rules))
                    + used;
        }
        String worst =
                verdicts.alerts().stream()
                        .filter(Alert::hasFired)
                        .max(
                                Comparator.comparing(Alert::severity)
                                        .thenComparingLong(a -> a.endMicros() - a.startMicros()))
                        .map(Alert::sentence)
                        .orElse("");
        return "%d of %d %s broken. %s%s"
                .formatted(broken, rules, rules == 1 ? "rule was" : "rules were", worst, used);
    }

    void write() {
        tables.openSection("objectives", "Rules and objectives");
        html.element("p", "more", "Rules file: " + verdicts.file() + ".").raw("\n");
        writeRules();
        if (!verdicts.objectives().isEmpty()) {
            writeBudgets();
        }
        if (!verdicts.alerts().isEmpty()) {
            writeAlerts();
        }
        tables.closeSection();
    }

    private void writeRules() {
        html.raw("<div class=\"table\"><table>\n<thead><tr>");
        tables.heads(3, "Rule", "Condition", "State", "Series", "Alerts", "Firing for");
        html.raw("</tr></thead>\n<tbody>\n");
        List<RuleResult> shown = verdicts.rules().stream().limit(ReportTables.MOST_ROWS).toList();
        for (RuleResult rule : shown) {
            html.raw("<tr><th scope=\"row\" class=\"words\">").text(rule.name()).raw("</th>");
            html.raw("<td class=\"words\">").element("code", rule.text()).raw("</td>");
            writeState(rule);
            html.element("td", NumberText.count(rule.series()));
            html.element("td", NumberText.count(rule.fired()));
            boolean hasFired = rule.firingMicros() > 0;
            html.element(
                    "td", hasFired ? NumberText.duration(rule.firingMicros()) : NumberText.NONE);
            html.raw("</tr>\n");
        }
        html.raw("</tbody>\n</table></div>\n");
        tables.writeMore(
                verdicts.rules().size(),
                "the first ones in the file are shown",
                ReportJson.FILE_NAME);
    }

    /// What was broken once has the colour and shape of its severity.
    private void writeState(RuleResult rule) {
        html.raw("<td class=\"words severity\">");
        if (rule.fired() > 0) {
            tables.writeSeverity(rule.severity());
            html.text(", " + words(rule.state()));
        } else {
            String mood = rule.state() == AlertState.NORMAL ? "held" : "";
            html.element("span", mood, words(rule.state()));
        }
        html.raw("</td>");
    }

    private static String words(AlertState state) {
        return switch (state) {
            case NORMAL -> "met";
            case PENDING -> "pending";
            case FIRING -> "firing at the end";
            case RESOLVED -> "resolved";
            case NO_DATA -> "no data";
        };
    }

    private void writeBudgets() {
        html.raw("<div class=\"table\"><table>\n<caption>Error budgets</caption>\n<thead><tr>");
        tables.heads(
                2,
                "Objective",
                "Series",
                "Target",
                "Attained",
                "Failures",
                "Burn rate",
                "Budget used");
        html.raw("<td class=\"bar\"></td></tr></thead>\n<tbody>\n");
        List<ObjectiveResult> shown =
                verdicts.objectives().stream().limit(ReportTables.MOST_ROWS).toList();
        for (ObjectiveResult objective : shown) {
            html.raw("<tr><th scope=\"row\" class=\"words\">").text(objective.name()).raw("</th>");
            html.element("td", "words", series(objective.dimension(), objective.key()));
            html.element("td", NumberText.share(objective.target()));
            html.element("td", NumberText.share(objective.attained()));
            html.element("td", NumberText.count(objective.failures()));
            html.element("td", NumberText.ratio(objective.burnRate()));
            html.element("td", NumberText.share(objective.budgetUsed()));
            long percent = Math.round(100 * Math.min(1, objective.budgetUsed()));
            html.raw("<td class=\"bar\"><i style=\"width:" + percent + "%\"></i></td></tr>\n");
        }
        html.raw("</tbody>\n</table></div>\n");
        tables.writeMore(
                verdicts.objectives().size(), "only the first are shown", ReportJson.FILE_NAME);
    }

    private void writeAlerts() {
        html.raw("<div class=\"table alerts\"><table>\n<caption>Alerts</caption>\n<thead><tr>");
        tables.heads(3, "Severity", "What happened", "Rule", "State", "From", "For");
        html.raw("</tr></thead>\n<tbody>\n");
        List<Alert> shown =
                verdicts.alerts().stream()
                        .sorted(
                                Comparator.comparing(Alert::hasFired)
                                        .thenComparing(Alert::severity)
                                        .reversed())
                        .limit(ReportTables.MOST_ROWS)
                        .sorted(Comparator.comparingLong(Alert::startMicros))
                        .toList();
        for (Alert alert : shown) {
            html.raw("<tr><td class=\"words severity\">");
            tables.writeSeverity(alert.severity());
            html.raw("</td>").element("td", "sentence", alert.sentence());
            html.element("td", "words", alert.rule());
            html.element("td", alert.state().label().replace('_', ' '));
            html.element("td", tables.moment(alert.startMicros()));
            html.element("td", NumberText.duration(alert.endMicros() - alert.startMicros()));
            html.raw("</tr>\n");
        }
        html.raw("</tbody>\n</table></div>\n");
        tables.writeMore(
                verdicts.alerts().size(), "only the most severe are shown", AlertCsv.FILE_NAME);
    }

    private static String series(Dimension dimension, String key) {
        return dimension == Dimension.TOTAL ? "all requests" : Verdict.words(dimension) + " " + key;
    }
}
