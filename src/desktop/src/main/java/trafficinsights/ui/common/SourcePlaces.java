package trafficinsights.ui.common;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Places that requests come from, as one text that outlives the program.
public final class SourcePlaces {
    private SourcePlaces() {}

    /// One text of several places.
    public static String encoded(List<String> places) {
        return places.stream()
                .map(place -> URLEncoder.encode(place, StandardCharsets.UTF_8))
                .collect(Collectors.joining(" "));
    }

    /// The places in such a text; none in an empty one, or one that is broken.
    public static List<String> decoded(String text) {
        try {
            return text.isEmpty()
                    ? List.of()
                    : Arrays.stream(text.split(" ", -1))
                            .map(place -> URLDecoder.decode(place, StandardCharsets.UTF_8))
                            .toList();
        } catch (IllegalArgumentException broken) {
            return List.of();
        }
    }
}
