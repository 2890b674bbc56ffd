package trafficinsights.ui.common;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import trafficinsights.run.spec.RunSource;

/// Where a run's requests come from, as texts that outlive the program.
public final class SourcePlaces {
    private SourcePlaces() {}

    /// Files, or for made traffic the scenario's name or file.
    public static List<String> of(RunSource source) {
        return switch (source) {
            case RunSource.Generated generated -> List.of(generated.scenario());
            case RunSource.Logs logs -> absolute(logs.files());
            case RunSource.Tail tail -> absolute(tail.logs().files());
            case RunSource.Metrics metrics -> absolute(metrics.files());
            case RunSource.Stored stored -> absolute(List.of(stored.store()));
        };
    }

    private static List<String> absolute(List<Path> files) {
        return files.stream().map(file -> file.toAbsolutePath().toString()).toList();
    }

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
