package trafficinsights.run.spec;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.shift.Spans;

/// A run as the window or the command line describes it.
///
/// @param reading what is read or generated, and how fast
/// @param writing what is kept of it
/// @param judging what is concluded from it
public record RunSpec(Reading reading, Writing writing, Judging judging) {
    private static final long ALL_REJECTS = Long.MAX_VALUE;

    /// File format of generated requests.
    public enum RequestOutput {
        CSV,
        PARQUET,
        NONE
    }

    /// What is read or generated, and how.
    ///
    /// @param window length of a KPI window, 1 s to 1 h
    /// @param threads workers for parsing, generating and measuring; at least 1
    /// @param speed event seconds that pass in a second of the clock; 0 means as fast as possible
    /// @param fullHashes whether large plain files are hashed as well as small and packed ones
    /// @param events files of events that are shown beside the requests
    public record Reading(
            RunSource source,
            Duration window,
            int threads,
            double speed,
            boolean fullHashes,
            EventFiles events) {
        public Reading {
            if (window.compareTo(Duration.ofSeconds(1)) < 0
                    || window.compareTo(Duration.ofHours(1)) > 0) {
                throw new IllegalArgumentException("window is " + window + ", 1 s to 1 h");
            }
            if (source instanceof RunSource.Logs logs && logs.files().isEmpty()) {
                throw new IllegalArgumentException("no input file");
            }
            if (threads < 1) {
                throw new IllegalArgumentException("threads is " + threads + ", at least 1");
            }
            if (!(speed >= 0)) {
                throw new IllegalArgumentException("speed is " + speed + ", must be at least 0");
            }
        }

        /// Length of a KPI window in µs.
        public long windowMicros() {
            return window.toNanos() / 1000;
        }

        Reading withWindow(Duration newWindow) {
            return new Reading(source, newWindow, threads, speed, fullHashes, events);
        }

        Reading withThreads(int newThreads) {
            return new Reading(source, window, newThreads, speed, fullHashes, events);
        }

        Reading withSpeed(double newSpeed) {
            return new Reading(source, window, threads, newSpeed, fullHashes, events);
        }

        Reading withFullHashes(boolean newFullHashes) {
            return new Reading(source, window, threads, speed, newFullHashes, events);
        }

        Reading withEvents(EventFiles newEvents) {
            return new Reading(source, window, threads, speed, fullHashes, newEvents);
        }
    }

    /// What is kept of a run.
    ///
    /// @param out folder for the report and its tables; null keeps the results in memory only
    /// @param store DuckDB file that the requests go to; null for none
    /// @param rejects file for lines that could not be read; null puts `rejects.csv` into `out`
    /// @param mostRejects lines that are written there at most; the others are counted all the same
    /// @param requests how generated requests are written to `out`
    /// @param pictures whether the report's charts are written as PNG files too
    /// @param warehouse name of the profile that the run is pushed to at its end, by whoever
    ///   started it; null for none
    public record Writing(
            @Nullable Path out,
            @Nullable Path store,
            @Nullable Path rejects,
            long mostRejects,
            RequestOutput requests,
            boolean pictures,
            @Nullable String warehouse) {
        public Writing {
            if (mostRejects < 0) {
                throw new IllegalArgumentException("at most " + mostRejects + " rejects");
            }
        }

        Writing withOut(@Nullable Path newOut) {
            return new Writing(newOut, store, rejects, mostRejects, requests, pictures, warehouse);
        }

        Writing withStore(@Nullable Path newStore) {
            return new Writing(out, newStore, rejects, mostRejects, requests, pictures, warehouse);
        }

        Writing withRejects(@Nullable Path newRejects) {
            return new Writing(out, store, newRejects, mostRejects, requests, pictures, warehouse);
        }

        Writing withMostRejects(long newMostRejects) {
            return new Writing(out, store, rejects, newMostRejects, requests, pictures, warehouse);
        }

        Writing withRequests(RequestOutput newRequests) {
            return new Writing(out, store, rejects, mostRejects, newRequests, pictures, warehouse);
        }

        Writing withPictures(boolean newPictures) {
            return new Writing(out, store, rejects, mostRejects, requests, newPictures, warehouse);
        }

        Writing withWarehouse(@Nullable String newWarehouse) {
            return new Writing(out, store, rejects, mostRejects, requests, pictures, newWarehouse);
        }
    }

    /// What is concluded from a run.
    ///
    /// @param analyze whether KPIs and anomalies are computed and the report written
    /// @param outlook whether patterns and forecasts of the main series are in the report
    /// @param truth CSV of what really happened, to score what is found; null for what the source
    ///   knows
    /// @param rules file of rules that the run is compared with; null for none
    /// @param spans that are compared with each other; null for none
    /// @param alerts file of receivers of alerts and incidents; null for none
    public record Judging(
            boolean analyze,
            boolean outlook,
            @Nullable Path truth,
            @Nullable Path rules,
            @Nullable Spans spans,
            @Nullable Path alerts) {
        Judging withAnalyze(boolean newAnalyze) {
            return new Judging(newAnalyze, outlook, truth, rules, spans, alerts);
        }

        Judging withOutlook(boolean newOutlook) {
            return new Judging(analyze, newOutlook, truth, rules, spans, alerts);
        }

        Judging withTruth(@Nullable Path newTruth) {
            return new Judging(analyze, outlook, newTruth, rules, spans, alerts);
        }

        Judging withRules(@Nullable Path newRules) {
            return new Judging(analyze, outlook, truth, newRules, spans, alerts);
        }

        Judging withSpans(@Nullable Spans newSpans) {
            return new Judging(analyze, outlook, truth, rules, newSpans, alerts);
        }

        Judging withAlerts(@Nullable Path newAlerts) {
            return new Judging(analyze, outlook, truth, rules, spans, newAlerts);
        }
    }

    /// A run that analyses and keeps everything in memory: 10 s windows, all cores, full speed.
    public static RunSpec inMemory(RunSource source) {
        int cores = Runtime.getRuntime().availableProcessors();
        return new RunSpec(
                new Reading(source, Duration.ofSeconds(10), cores, 0, false, EventFiles.NONE),
                new Writing(null, null, null, ALL_REJECTS, RequestOutput.NONE, false, null),
                new Judging(true, false, null, null, null, null));
    }

    /// The same requests at full speed, for a question about them; nothing is written. What is
    /// followed is read as it is now.
    ///
    /// @param spans that are compared
    public RunSpec again(Spans spans) {
        return inMemory(reading.source().again())
                .withWindow(reading.window())
                .withThreads(reading.threads())
                .withSpans(spans);
    }

    public RunSpec withWindow(Duration newWindow) {
        return new RunSpec(reading.withWindow(newWindow), writing, judging);
    }

    public RunSpec withThreads(int newThreads) {
        return new RunSpec(reading.withThreads(newThreads), writing, judging);
    }

    public RunSpec withSpeed(double newSpeed) {
        return new RunSpec(reading.withSpeed(newSpeed), writing, judging);
    }

    public RunSpec withFullHashes(boolean newFullHashes) {
        return new RunSpec(reading.withFullHashes(newFullHashes), writing, judging);
    }

    public RunSpec withEvents(EventFiles newEvents) {
        return new RunSpec(reading.withEvents(newEvents), writing, judging);
    }

    public RunSpec withOut(@Nullable Path newOut) {
        return new RunSpec(reading, writing.withOut(newOut), judging);
    }

    public RunSpec withStore(@Nullable Path newStore) {
        return new RunSpec(reading, writing.withStore(newStore), judging);
    }

    public RunSpec withRejects(@Nullable Path newRejects) {
        return new RunSpec(reading, writing.withRejects(newRejects), judging);
    }

    /// Only for runs whose results stay in memory: a folder's description does not keep it.
    public RunSpec withMostRejects(long newMostRejects) {
        return new RunSpec(reading, writing.withMostRejects(newMostRejects), judging);
    }

    public RunSpec withRequests(RequestOutput newRequests) {
        return new RunSpec(reading, writing.withRequests(newRequests), judging);
    }

    public RunSpec withPictures(boolean newPictures) {
        return new RunSpec(reading, writing.withPictures(newPictures), judging);
    }

    public RunSpec withWarehouse(@Nullable String newWarehouse) {
        return new RunSpec(reading, writing.withWarehouse(newWarehouse), judging);
    }

    public RunSpec withAnalyze(boolean newAnalyze) {
        return new RunSpec(reading, writing, judging.withAnalyze(newAnalyze));
    }

    public RunSpec withOutlook(boolean newOutlook) {
        return new RunSpec(reading, writing, judging.withOutlook(newOutlook));
    }

    public RunSpec withTruth(@Nullable Path newTruth) {
        return new RunSpec(reading, writing, judging.withTruth(newTruth));
    }

    public RunSpec withRules(@Nullable Path newRules) {
        return new RunSpec(reading, writing, judging.withRules(newRules));
    }

    public RunSpec withSpans(@Nullable Spans newSpans) {
        return new RunSpec(reading, writing, judging.withSpans(newSpans));
    }

    public RunSpec withAlerts(@Nullable Path newAlerts) {
        return new RunSpec(reading, writing, judging.withAlerts(newAlerts));
    }
}
