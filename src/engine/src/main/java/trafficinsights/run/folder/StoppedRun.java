package trafficinsights.run.folder;

import java.nio.file.Path;
import java.time.Instant;
import trafficinsights.run.spec.RunSpec;

/// A run that stopped before its end and is at work nowhere.
///
/// @param title what it reads or makes, for people
/// @param started when it was begun first
/// @param spec what was asked for
/// @param isToPush whether only its push into the warehouse is missing
/// @param why it stopped, in words; empty where it was killed
/// @param blocked why it cannot be resumed, in words; empty where it can
public record StoppedRun(
        Path folder,
        String title,
        Instant started,
        RunSpec spec,
        boolean isToPush,
        String why,
        String blocked) {}
