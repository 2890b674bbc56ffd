package trafficinsights.ingest.row;

import java.time.ZoneId;
import java.time.ZoneOffset;

/// How log files are read.
///
/// @param format name of a format for all files, or `auto` to decide for each
/// @param zone of times that carry no offset of their own
/// @param regions how a request's region is found
/// @param csv how CSV with any header is read
/// @param logFormat a format as a server's configuration has it, or a path of such a configuration;
///   empty for none
/// @param latencyUnit `s`, `ms`, `us` or `ns` where the file does not tell; [#NO_UNIT] to leave
///   such a latency out; empty to refuse the file
public record LogOptions(
        String format,
        ZoneId zone,
        RegionRule regions,
        CsvOptions csv,
        String logFormat,
        String latencyUnit) {
    /// A latency whose unit is doubtful is not known.
    public static final String NO_UNIT = "none";

    public LogOptions(String format, ZoneId zone, RegionRule regions) {
        this(format, zone, regions, CsvOptions.NONE);
    }

    public LogOptions(String format, ZoneId zone, RegionRule regions, CsvOptions csv) {
        this(format, zone, regions, csv, "", NO_UNIT);
    }

    /// A format with times in UTC and the default rule for regions.
    public static LogOptions of(String format) {
        return new LogOptions(format, ZoneOffset.UTC, RegionRule.DEFAULT);
    }

    public LogOptions withCsv(CsvOptions newCsv) {
        return new LogOptions(format, zone, regions, newCsv, logFormat, latencyUnit);
    }

    public LogOptions withLogFormat(String newLogFormat) {
        return new LogOptions(format, zone, regions, csv, newLogFormat, latencyUnit);
    }

    public LogOptions withLatencyUnit(String newLatencyUnit) {
        return new LogOptions(format, zone, regions, csv, logFormat, newLatencyUnit);
    }
}
