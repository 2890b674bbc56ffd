package trafficinsights.model;

/// A line that could not be read, with enough to find and mend it.
///
/// @param source name of the file
/// @param lineNumber in the file (as if unpacked), from 1
/// @param cause what was wrong, short and the same for the same mistake
/// @param text start of the line, unprintable bytes replaced
public record Reject(String source, long lineNumber, String cause, String text) {}
