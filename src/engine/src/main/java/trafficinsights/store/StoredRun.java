package trafficinsights.store;

/// A run in a store.
///
/// @param content what its requests add up to, in words that two runs with the same requests share
public record StoredRun(int runId, String title, long requests, String content) {}
