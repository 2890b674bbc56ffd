package trafficinsights.generate;

import java.util.Arrays;

/// The fleet during some time: what a request that arrives now meets. Columns by server, or by
/// region where said. Written by [FleetTimeline] only. Threads: any, once it is in a timeline.
final class FleetState {
    /// Relative change that makes a new state worth keeping.
    private static final float TOLERANCE = 0.01f;

    /// Changes below these are noise: shares and probabilities, seconds, requests.
    private static final float SMALL_SHARE = 1e-4f;

    private static final float SMALL_SECONDS = 2e-5f;
    private static final float SMALL_COUNT = 0.02f;

    /// Share of its region's requests that a server gets; 0 when it is out of rotation.
    final float[] share;

    /// Time that the queue before it takes, besides what follows from chance.
    final float[] delaySeconds;

    /// Probability to wait beyond the delay, and the mean of that wait if so (exponential).
    final float[] waitProbability;

    final float[] waitSeconds;

    /// Factor on service times.
    final float[] slowdown;

    /// Share of connections that are refused.
    final float[] refusedShare;

    final float[] arrivalsPerSecond;
    final float[] answerBytesPerSecond;

    /// Share of the workers that are busy.
    final float[] busyShare;

    final float[] memoryShare;

    /// Requests in service or waiting.
    final float[] connections;

    final boolean[] isInRotation;

    /// By region: share of failed attempts that the retry budget lets clients repeat.
    final float[] retryShare;

    /// By region: whether no server is in rotation.
    final boolean[] isDark;

    FleetState(int regions, int servers) {
        share = new float[servers];
        delaySeconds = new float[servers];
        waitProbability = new float[servers];
        waitSeconds = new float[servers];
        slowdown = new float[servers];
        refusedShare = new float[servers];
        arrivalsPerSecond = new float[servers];
        answerBytesPerSecond = new float[servers];
        busyShare = new float[servers];
        memoryShare = new float[servers];
        connections = new float[servers];
        isInRotation = new boolean[servers];
        retryShare = new float[regions];
        isDark = new boolean[regions];
    }

    FleetState copy() {
        FleetState copy = new FleetState(retryShare.length, share.length);
        float[][] from = columns();
        float[][] to = copy.columns();
        for (int c = 0; c < from.length; c++) {
            System.arraycopy(from[c], 0, to[c], 0, from[c].length);
        }
        System.arraycopy(isInRotation, 0, copy.isInRotation, 0, isInRotation.length);
        System.arraycopy(isDark, 0, copy.isDark, 0, isDark.length);
        return copy;
    }

    private float[][] columns() {
        return new float[][] {
            share,
            waitProbability,
            slowdown,
            refusedShare,
            busyShare,
            memoryShare,
            retryShare,
            delaySeconds,
            waitSeconds,
            arrivalsPerSecond,
            connections,
            answerBytesPerSecond
        };
    }

    /// Whether a request or a measurement could tell the two apart.
    boolean differsFrom(FleetState other) {
        return differs(share, other.share, SMALL_SHARE)
                || differs(waitProbability, other.waitProbability, SMALL_SHARE)
                || differs(slowdown, other.slowdown, SMALL_SHARE)
                || differs(refusedShare, other.refusedShare, SMALL_SHARE)
                || differs(busyShare, other.busyShare, SMALL_SHARE)
                || differs(memoryShare, other.memoryShare, SMALL_SHARE)
                || differs(retryShare, other.retryShare, SMALL_SHARE)
                || differs(delaySeconds, other.delaySeconds, SMALL_SECONDS)
                || differs(waitSeconds, other.waitSeconds, SMALL_SECONDS)
                || differs(arrivalsPerSecond, other.arrivalsPerSecond, SMALL_COUNT)
                || differs(connections, other.connections, SMALL_COUNT)
                || !Arrays.equals(isInRotation, other.isInRotation)
                || !Arrays.equals(isDark, other.isDark);
    }

    private static boolean differs(float[] a, float[] b, float small) {
        for (int i = 0; i < a.length; i++) {
            if (Math.abs(a[i] - b[i]) > TOLERANCE * Math.abs(b[i]) + small) {
                return true;
            }
        }
        return false;
    }
}
