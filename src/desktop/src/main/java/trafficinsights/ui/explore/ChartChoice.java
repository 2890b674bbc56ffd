package trafficinsights.ui.explore;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import trafficinsights.model.explore.Aggregate;
import trafficinsights.model.explore.ChartKind;
import trafficinsights.model.explore.ChartSpec;
import trafficinsights.model.explore.Column;
import trafficinsights.model.explore.ColumnKind;

/// Which charts some columns allow, and which one is proposed. Column names say what the types do
/// not: a number called `status` or `user_id` is not a quantity.
record ChartChoice(List<Column> columns) {
    private static final Pattern LABEL =
            Pattern.compile(
                    "(^|.*[^a-z])(id|key|status|code|port|attempt|number|no|nr|hour|weekday|day|month|year|version|flag)$");
    private static final Pattern COUNTED =
            Pattern.compile(
                    "(^|.*[^a-z])(n|count|counts|requests|rows|hits|total|sum|bytes|errors|retries)$");

    private static final int MOST_COLUMNS_OF_SERIES = 5;

    ChartChoice {
        columns = List.copyOf(columns);
    }

    private static boolean isLabel(Column column) {
        return LABEL.matcher(column.snakeName()).matches();
    }

    private Stream<Column> of(ColumnKind kind) {
        return columns.stream().filter(column -> column.kind() == kind);
    }

    private List<Column> quantities() {
        return of(ColumnKind.NUMBER).filter(column -> !isLabel(column)).toList();
    }

    /// Texts first, then numbers that are labels; those that part rows into few groups.
    private List<Column> categories() {
        return Stream.concat(
                        columns.stream()
                                .filter(c ->
                                        c.kind() == ColumnKind.TEXT
                                                || c.kind() == ColumnKind.BOOLEAN),
                        of(ColumnKind.NUMBER).filter(ChartChoice::isLabel))
                .sorted((a, b) -> Boolean.compare(isIdentifier(a), isIdentifier(b)))
                .toList();
    }

    private static boolean isIdentifier(Column column) {
        return column.snakeName().matches("(^|.*[^a-z])id$");
    }

    /// Kinds for which the columns have what they need.
    List<ChartKind> kinds() {
        List<ChartKind> kinds = new ArrayList<>();
        for (ChartKind kind : ChartKind.values()) {
            if (!xs(kind).isEmpty() && (kind != ChartKind.POINTS || ys().size() >= 2)) {
                kinds.add(kind);
            }
        }
        return List.copyOf(kinds);
    }

    /// Columns that can be X.
    List<Column> xs(ChartKind kind) {
        return switch (kind) {
            case LINES -> of(ColumnKind.TIME).toList();
            case BARS -> columns.stream().filter(c -> c.kind() != ColumnKind.TIME).toList();
            case HISTOGRAM, POINTS -> ys();
        };
    }

    /// Columns that can be Y.
    List<Column> ys() {
        return of(ColumnKind.NUMBER).toList();
    }

    /// Columns that can part rows into series.
    List<Column> bys() {
        return columns.stream().filter(column -> column.kind() != ColumnKind.TIME).toList();
    }

    /// What the columns most likely are to show; empty where nothing can be drawn.
    Optional<ChartSpec> proposal() {
        List<Column> quantities = quantities();
        List<Column> categories = categories();
        if (of(ColumnKind.TIME).findFirst().isPresent()) {
            return Optional.of(of(ChartKind.LINES));
        }
        if (!categories.isEmpty()) {
            return Optional.of(of(ChartKind.BARS));
        }
        if (quantities.size() >= 2) {
            return Optional.of(of(ChartKind.POINTS));
        }
        if (!quantities.isEmpty()) {
            return Optional.of(of(ChartKind.HISTOGRAM));
        }
        return columns.isEmpty() ? Optional.empty() : Optional.of(of(ChartKind.BARS));
    }

    /// The best chart of a kind that is in [#kinds].
    ChartSpec of(ChartKind kind) {
        List<Column> quantities = quantities().isEmpty() ? ys() : quantities();
        return switch (kind) {
            case LINES -> valued(kind, xs(kind).getFirst(), quantities(), by());
            case BARS -> {
                List<Column> categories = categories().isEmpty() ? xs(kind) : categories();
                yield valued(kind, categories.getFirst(), quantities(), "");
            }
            case HISTOGRAM ->
                    new ChartSpec(kind, quantities.getFirst().name(), "", "", Aggregate.COUNT);
            case POINTS -> {
                List<Column> pair = quantities.size() >= 2 ? quantities : ys();
                yield new ChartSpec(
                        kind, pair.get(0).name(), pair.get(1).name(), "", Aggregate.MEAN);
            }
        };
    }

    private static ChartSpec valued(ChartKind kind, Column x, List<Column> quantities, String by) {
        Column y = quantities.stream().filter(column -> !column.equals(x)).findFirst().orElse(null);
        if (y == null) {
            return new ChartSpec(kind, x.name(), "", by, Aggregate.COUNT);
        }
        Aggregate aggregate =
                COUNTED.matcher(y.snakeName()).matches() ? Aggregate.SUM : Aggregate.MEAN;
        return new ChartSpec(kind, x.name(), y.name(), by, aggregate);
    }

    /// In a small table, a text beside a time says which series its rows belong to; in one with
    /// many columns none says it more than another.
    private String by() {
        return columns.size() > MOST_COLUMNS_OF_SERIES
                ? ""
                : of(ColumnKind.TEXT)
                        .filter(column -> !isIdentifier(column))
                        .findFirst()
                        .map(Column::name)
                        .orElse("");
    }

    /// Whether the columns have what a chart needs.
    boolean allows(ChartSpec spec) {
        return has(xs(spec.kind()), spec.x())
                && (spec.y().isEmpty() || has(ys(), spec.y()))
                && (spec.by().isEmpty() || has(bys(), spec.by()));
    }

    private static boolean has(List<Column> columns, String name) {
        return columns.stream().anyMatch(column -> column.name().equals(name));
    }

    /// A chart with something else changed: what does not go together any more is proposed again.
    Optional<ChartSpec> changed(
            ChartSpec now, ChartKind kind, String x, String y, String by, Aggregate aggregate) {
        if (kind != now.kind()) {
            return kinds().contains(kind) ? Optional.of(of(kind)) : Optional.empty();
        }
        boolean takesY = kind == ChartKind.POINTS || kind.hasAggregate();
        boolean counts = kind.hasAggregate() && !aggregate.needsColumn();
        String value = !takesY || counts ? "" : y;
        if (takesY && !counts && value.isEmpty()) {
            value = of(kind).y();
            if (value.isEmpty()) {
                value = ys().stream().findFirst().map(Column::name).orElse("");
            }
            if (value.isEmpty()) {
                return Optional.empty();
            }
        }
        ChartSpec next = new ChartSpec(kind, x, value, kind.hasSeries() ? by : "", aggregate);
        return allows(next) ? Optional.of(next) : Optional.empty();
    }

    /// As the window remembers it.
    static String text(ChartSpec spec) {
        return String.join(
                " ",
                Stream.of(
                                spec.kind().name(),
                                spec.x(),
                                spec.y(),
                                spec.by(),
                                spec.aggregate().name())
                        .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8))
                        .toList());
    }

    /// Empty for a text that is none.
    static Optional<ChartSpec> parse(String text) {
        try {
            List<String> parts =
                    Stream.of(text.split(" ", -1))
                            .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
                            .toList();
            if (parts.size() != 5) {
                return Optional.empty();
            }
            return Optional.of(
                    new ChartSpec(
                            ChartKind.valueOf(parts.get(0)),
                            parts.get(1),
                            parts.get(2),
                            parts.get(3),
                            Aggregate.valueOf(parts.get(4))));
        } catch (IllegalArgumentException broken) {
            return Optional.empty();
        }
    }
}
