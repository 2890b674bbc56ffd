package trafficinsights.run.alert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import trafficinsights.analyze.rules.Rule;
import trafficinsights.analyze.rules.RuleSet;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;

/// Files of rules, for the window and the command line.
public final class RuleFiles {
    /// A rule or an objective, as it was written.
    public record RuleInfo(String name, String text) {}

    private RuleFiles() {}

    /// Reads a file and checks every rule, so that mistakes can be shown before a run.
    public static Outcome<List<RuleInfo>> check(Path file) {
        try {
            return Outcome.ok(load(file).rules().stream().map(RuleFiles::info).toList());
        } catch (ProblemException e) {
            return Outcome.rejected(e.problem());
        }
    }

    private static RuleInfo info(Rule rule) {
        return new RuleInfo(rule.name(), rule.text());
    }

    /// @throws ProblemException when the file cannot be read or a rule has a mistake
    public static RuleSet load(Path file) {
        try {
            return RuleFile.of(String.valueOf(file.getFileName()), Files.readAllBytes(file));
        } catch (IOException e) {
            throw Problem.of(
                            "rules.unreadable",
                            "The rules file %s cannot be read. Check its path and permissions."
                                    .formatted(file),
                            e)
                    .asException();
        }
    }
}
