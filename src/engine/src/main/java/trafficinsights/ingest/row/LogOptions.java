package trafficinsights.ingest.row;

import java.time.ZoneId;
import java.time.ZoneOffset;

/// How log files are read.
///
/// @param format name of a format for all files, or `auto` to decide for each
/// @param zone of times that carry no offset of their own
/// @param regions how a request's region is found
/// @param csv how CSV with any header is read
public record LogOptions(String format, ZoneId zone, RegionRule regions, CsvOptions csv) {
    public LogOptions(String format, ZoneId zone, RegionRule regions) {
        this(format, zone, regions, CsvOptions.NONE);
    }

    /// A format with times in UTC and the default rule for regions.
    public static LogOptions of(String format) {
        return new LogOptions(format, ZoneOffset.UTC, RegionRule.DEFAULT);
    }

    public LogOptions withCsv(CsvOptions newCsv) {
        return new LogOptions(format, zone, regions, newCsv);
    }
}
