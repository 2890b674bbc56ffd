package trafficinsights.ingest.directive;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import trafficinsights.ingest.row.FieldRole;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;

/// Gathers the parts of a directive from left to right. Threads: one.
final class DirectiveBuilder {
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
