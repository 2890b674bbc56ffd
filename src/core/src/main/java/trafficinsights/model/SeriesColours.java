package trafficinsights.model;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which colour of the palette a name is drawn in, in every panel, page and picture: by its place
/// among all names of the run in alphabetical order, whatever came first or weighs most. Figures
/// and classes of status have colours of their own.
///
/// A colour is named as in the style sheets: `series-1` is `1` here.
public final class SeriesColours {
    /// Names that can be distinguished by colour.
    public static final int COUNT = 8;

    /// How much of all of the traffic there is.
    public static final String RATE = "rate";

    public static final String OTHERS = "others";

    private static final Set<String> OWN =
            Stream.of(RunChart.LATENCY, RunChart.ERRORS)
                    .flatMap(chart -> chart.figures().stream())
                    .map(Figure::brief)
                    .collect(Collectors.toUnmodifiableSet());

    private SeriesColours() {}

    /// Colours of the first [#COUNT] names; the others have none of their own.
    public static SortedMap<String, String> of(Collection<String> names) {
        return of(
                names,
                names.stream()
                        .sorted()
                        .distinct()
                        .limit(COUNT)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    /// Colours of the names that are drawn, no two alike. Those within the first [#COUNT] of all
    /// names have the same colour whatever else is drawn; a later one takes the next that is free.
    ///
    /// @param drawn some of the names, at most [#COUNT]
    public static SortedMap<String, String> of(Collection<String> names, Collection<String> drawn) {
        SortedMap<String, String> colours = new TreeMap<>();
        int place = 0;
        for (String name : new TreeSet<>(names)) {
            if (drawn.contains(name)) {
                colours.put(name, OWN.contains(name) ? name : free(colours, place));
            }
            place++;
        }
        return colours;
    }

    private static String free(Map<String, String> taken, int place) {
        for (int i = 0; i < COUNT; i++) {
            String colour = String.valueOf((place + i) % COUNT + 1);
            if (!taken.containsValue(colour)) {
                return colour;
            }
        }
        return OTHERS;
    }
}
