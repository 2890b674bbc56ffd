package trafficinsights.analyze.rules;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import trafficinsights.model.Dimension;

/// The rules of one file.
///
/// @param file its name
public record RuleSet(String file, List<Rule> rules) {
    public RuleSet {
        rules = List.copyOf(rules);
    }

    Set<Dimension> dimensions() {
        return rules.stream()
                .map(rule -> rule.scope().dimension())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Dimension.class)));
    }
}
