package trafficinsights.serve.http;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import trafficinsights.model.alerts.Sample;

/// How the server itself fares, for monitoring. Threads: any.
final class Counters {
    private static final double MICROS = 1e6;

    private final Map<String, LongAdder> byStatus = new ConcurrentHashMap<>();
    private final LongAdder micros = new LongAdder();
    private final AtomicLong refusedSignIns = new AtomicLong();

    /// An answer that was made.
    void answered(int status, long tookMicros) {
        byStatus.computeIfAbsent(status / 100 + "xx", _ -> new LongAdder()).increment();
        micros.add(tookMicros);
    }

    void refusedSignIn() {
        refusedSignIns.incrementAndGet();
    }

    List<Sample> samples(EventStreams streams) {
        Stream<Sample> answers =
                byStatus.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry ->
                                new Sample(
                                        "workbench_serve_answers_total",
                                        "Answers by class of status.",
                                        true,
                                        new TreeMap<>(Map.of("status", entry.getKey())),
                                        entry.getValue().sum()));
        Stream<Sample> others =
                Stream.of(
                        counter(
                                "workbench_serve_answer_seconds_total",
                                "Time that making the answers took.",
                                micros.sum() / MICROS),
                        counter(
                                "workbench_serve_refused_sign_ins_total",
                                "Sign-ins with a wrong name or password.",
                                (double) refusedSignIns.get()),
                        counter(
                                "workbench_serve_dropped_streams_total",
                                "Event streams whose viewer did not read.",
                                (double) streams.dropped()),
                        new Sample(
                                "workbench_serve_streams",
                                "Open event streams.",
                                false,
                                new TreeMap<>(),
                                streams.open()));
        return Stream.concat(answers, others).toList();
    }

    private static Sample counter(String name, String help, double value) {
        return new Sample(name, help, true, new TreeMap<>(), value);
    }
}
