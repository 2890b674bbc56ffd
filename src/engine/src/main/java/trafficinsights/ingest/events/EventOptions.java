package trafficinsights.ingest.events;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.TimeForm;

/// How files of events are read.
///
/// @param zone of times that carry no offset of their own
/// @param dates [TimeForm#DAY_FIRST] or [TimeForm#MONTH_FIRST] for days whose order no value shows;
///   null refuses a file with such days
public record EventOptions(ZoneId zone, @Nullable TimeForm dates) {}
