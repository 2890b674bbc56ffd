package trafficinsights.ui.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import trafficinsights.model.NumberText;
import trafficinsights.model.explore.Aggregate;
import trafficinsights.model.explore.ChartData;
import trafficinsights.model.explore.ChartData.Counts;
import trafficinsights.model.explore.ChartSpec;
import trafficinsights.ui.common.Texts;

/// What a chart shows and what it does not, in words.
final class ChartWords {
    private ChartWords() {}

    /// `p95 of latency_us by region over time`
    static String title(ChartSpec spec, ChartData data) {
        String by = spec.by().isEmpty() ? "" : " by " + spec.by();
        return switch (spec.kind()) {
            case LINES -> value(spec, data) + by + " over time";
            case BARS -> value(spec, data) + " by " + spec.x();
            case HISTOGRAM -> "distribution of " + spec.x();
            case POINTS -> spec.y() + " against " + spec.x() + by;
        };
    }

    /// What is at the axis of values; a value that is a row's own is not an aggregate.
    static String value(ChartSpec spec, ChartData data) {
        boolean isOwn =
                switch (data) {
                    case ChartData.Lines lines -> lines.slotMicros() == 0;
                    case ChartData.Bars bars -> !bars.isAggregated();
                    case ChartData.Histogram _, ChartData.Points _ -> false;
                };
        return isOwn && !spec.y().isEmpty() ? spec.y() : spec.valueName();
    }

    /// What is below: the other axis, and how many rows became what.
    ///
    /// @param shownBars for which there was room
    static String below(ChartSpec spec, ChartData data, int shownBars) {
        List<String> parts = new ArrayList<>();
        switch (data) {
            case ChartData.Lines lines -> lines(spec, lines, parts);
            case ChartData.Bars bars -> bars(spec, bars, shownBars, parts);
            case ChartData.Histogram histogram -> {
                parts.add(spec.x());
                parts.add(BinText.rows(histogram.counts().used()));
            }
            case ChartData.Points points -> points(spec, points, parts);
        }
        long beyond =
                switch (data) {
                    case ChartData.Lines lines -> lines.beyond();
                    case ChartData.Bars bars -> bars.beyond();
                    case ChartData.Histogram _, ChartData.Points _ -> 0;
                };
        if (beyond > 0) {
            parts.add(
                    "%s omitted: too large to show as a number"
                            .formatted(beyond == 1 ? "1 value" : Texts.count(beyond) + " values"));
        }
        Counts counts = data.counts();
        if (counts.isSample()) {
            parts.add(
                    "%s from a sample of %s of %s rows"
                            .formatted(
                                    spec.aggregate().label(),
                                    Texts.count(counts.sampled()),
                                    Texts.count(counts.used())));
        }
        if (counts.leftOut() > 0) {
            parts.add(BinText.rows(counts.leftOut()) + " omitted: no " + needed(spec));
        }
        return String.join("  ·  ", parts);
    }

    private static String needed(ChartSpec spec) {
        return spec.y().isEmpty() ? spec.x() : spec.x() + " or no " + spec.y();
    }

    private static void lines(ChartSpec spec, ChartData.Lines lines, List<String> parts) {
        parts.add(spec.x() + " (" + Texts.zoneName() + ")");
        if (lines.slotMicros() == 0) {
            int values = lines.series().stream().mapToInt(line -> line.x().length).sum();
            parts.add(values == 1 ? "1 value" : Texts.exact(values) + " values");
        } else {
            parts.add(
                    "%s of %s time slots of %s"
                            .formatted(
                                    plural(spec.aggregate()),
                                    Texts.exact(lines.slots()),
                                    NumberText.duration(lines.slotMicros())));
        }
        series(spec, lines.series().size(), lines.seriesCount(), parts);
    }

    private static String plural(Aggregate aggregate) {
        return switch (aggregate) {
            case COUNT -> "rows";
            case SUM -> "sums";
            case MEAN -> "means";
            case MIN -> "minimum values";
            case MAX -> "maximum values";
            case MEDIAN -> "medians";
            case P95 -> "95th percentiles";
        };
    }

    private static void series(ChartSpec spec, int drawn, long count, List<String> parts) {
        if (!spec.by().isEmpty()) {
            parts.add(
                    count <= drawn
                            ? Texts.exact(count) + " series"
                            : "the first %s of %s series, the others combined"
                                    .formatted(Texts.exact(drawn - 1), Texts.exact(count)));
        }
    }

    private static void bars(
            ChartSpec spec, ChartData.Bars bars, int shownBars, List<String> parts) {
        int shown = Math.min(shownBars, bars.bars().size());
        if (bars.values() <= shown) {
            String values = bars.values() == 1 ? "1 value" : Texts.exact(bars.values()) + " values";
            parts.add(values + " of " + spec.x());
            return;
        }
        long rows = bars.bars().subList(0, shown).stream().mapToLong(ChartData.Bar::rows).sum();
        double others = 1 - (double) rows / bars.counts().sampled();
        parts.add(
                "the first %s of %s values of %s; the others are %s of the rows"
                        .formatted(
                                Texts.exact(shown),
                                Texts.count(bars.values()),
                                spec.x(),
                                Texts.marked(NumberText.share(others))));
    }

    private static void points(ChartSpec spec, ChartData.Points points, List<String> parts) {
        parts.add(spec.x());
        parts.add(
                points.isGathered()
                        ? "%s points for %s: nearby rows share a point at their centre"
                                .formatted(
                                        Texts.exact(points.places()),
                                        BinText.rows(points.counts().used()))
                        : Texts.exact(points.places())
                                + (points.places() == 1 ? " point" : " points"));
        series(spec, points.series().size(), points.seriesCount(), parts);
    }

    /// The whole chart in a sentence, for the screen reader.
    static String sentence(ChartSpec spec, ChartData data) {
        String title = title(spec, data);
        return "Chart: %s. %s, %s."
                .formatted(
                        title,
                        spec.kind().title().toLowerCase(Locale.ROOT),
                        below(spec, data, Integer.MAX_VALUE).replace("  ·  ", ", "));
    }
}
