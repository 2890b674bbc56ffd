package trafficinsights.run.spec;

import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import trafficinsights.ingest.events.EventOptions;
import trafficinsights.model.TimeForm;

/// Files of events that a run is shown with.
///
/// @param files in the order in which they are read; none for a run without events
/// @param zone of times that carry no offset of their own
/// @param dates `day-first` or `month-first` for days whose order no value shows; empty refuses
///   such a file
public record EventFiles(List<Path> files, ZoneId zone, String dates) {
    /// The orders of day and month that can be given.
    public static final List<String> DATES =
            List.of(TimeForm.DAY_FIRST.label(), TimeForm.MONTH_FIRST.label());

    /// A run without events.
    public static final EventFiles NONE = new EventFiles(List.of(), ZoneOffset.UTC, "");

    public EventFiles {
        files = List.copyOf(files);
        if (!dates.isEmpty() && !DATES.contains(dates)) {
            throw new IllegalArgumentException(
                    "dates is %s, must be one of %s".formatted(dates, DATES));
        }
    }

    /// One file whose days and months its values show, or none.
    public static EventFiles of(List<Path> files) {
        return new EventFiles(files, ZoneOffset.UTC, "");
    }

    public boolean isEmpty() {
        return files.isEmpty();
    }

    /// How the files are read.
    public EventOptions options() {
        TimeForm form =
                Arrays.stream(TimeForm.values())
                        .filter(value -> value.label().equals(dates))
                        .findFirst()
                        .orElse(null);
        return new EventOptions(zone, form);
    }
}
