package trafficinsights.ingest.directive;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import trafficinsights.ingest.row.FieldRole;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;

/// Gathers the parts of a directive from left to right. Threads: one.
final class DirectiveBuilder {
    /// The finest first.
    private static final List<FieldRole> LATENCIES =
            List.of(
                    FieldRole.LATENCY_NANOS,
                    FieldRole.LATENCY_TEXT,
                    FieldRole.LATENCY_MICROS,
                    FieldRole.LATENCY_MILLIS,
                    FieldRole.LATENCY_SECONDS);

    private final Product product;
    private final String text;
    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();

    DirectiveBuilder(Product product, String text) {
        this.product = product;
        this.text = text;
    }

    void literal(char c) {
        literal.append(c);
    }

    void literal(String s) {
        literal.append(s);
    }

    void variable(String name, FieldRole role) {
        variable(name, role, Part.Form.PLAIN);
    }

    void variable(String name, FieldRole role, Part.Form form) {
        parts.add(new Part(literal.toString(), name, role, form));
        literal.setLength(0);
    }

    void time(String name, DateTimeFormatter form) {
        parts.add(new Part(literal.toString(), name, FieldRole.TIME, Part.Form.PLAIN, form));
        literal.setLength(0);
    }

    /// @throws ProblemException when values could not be told apart, or no request would be known
    LogDirective build(boolean hasEscapes, boolean collapsesBlanks, boolean joinsServer) {
        for (int i = 1; i < parts.size(); i++) {
            if (parts.get(i).before().isEmpty()) {
                throw problem(
                        "`%s` and `%s` have nothing between them, so their values cannot be separated"
                                .formatted(parts.get(i - 1).name(), parts.get(i).name()));
            }
        }
        keepFinestLatency();
        LogDirective directive =
                new LogDirective(
                        product,
                        text,
                        parts,
                        literal.toString(),
                        hasEscapes,
                        collapsesBlanks,
                        joinsServer);
        if (directive.roles().stream().noneMatch(FieldRole::isTime)) {
            throw problem("it has no time of the request");
        }
        return directive;
    }

    /// A format may have one time twice, such as `%T/%D` of Apache. These are not parts of a sum:
    /// the finer one counts.
    private void keepFinestLatency() {
        int finest = -1;
        for (int i = 0; i < parts.size(); i++) {
            int unit = LATENCIES.indexOf(parts.get(i).role());
            boolean isFiner = finest < 0 || unit < LATENCIES.indexOf(parts.get(finest).role());
            finest = unit >= 0 && isFiner ? i : finest;
        }
        for (int i = 0; i < parts.size(); i++) {
            if (i != finest && LATENCIES.contains(parts.get(i).role())) {
                parts.set(i, parts.get(i).as(FieldRole.IGNORED));
            }
        }
    }

    ProblemException problem(String wrong) {
        return problem(product.label(), wrong);
    }

    static ProblemException problem(String product, String wrong) {
        return Problem.of(
                        "log-format.invalid",
                        "The log format cannot be used as one of %s: %s. Copy it as it is in the server's configuration; docs/formats.md has examples."
                                .formatted(product, wrong))
                .asException();
    }
}
