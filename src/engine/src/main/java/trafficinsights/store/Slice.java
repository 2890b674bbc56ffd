package trafficinsights.store;

/// A part of a run's requests that is reported by their content and not by where they lie: those of
/// a span of event time, and of that, where a second holds too many, every `of`-th by their id.
///
/// @param fromMicros first µs since 1970 UTC
/// @param toMicros behind the last
/// @param part 0 to of - 1
record Slice(int runId, long fromMicros, long toMicros, int part, int of) {
    Slice {
        if (toMicros <= fromMicros || part < 0 || part >= of) {
            throw new IllegalArgumentException(
                    "slice of %d to %d, part %d of %d".formatted(fromMicros, toMicros, part, of));
        }
    }

    String condition() {
        String span =
                " WHERE run_id = %d AND ts >= make_timestamp(%d) AND ts < make_timestamp(%d)"
                        .formatted(runId, fromMicros, toMicros);
        return of == 1 ? span : span + " AND request_id %% %d = %d".formatted(of, part);
    }
}
