package trafficinsights.run.engine;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Holds workers: while a run is paused, and, in play at a clock's speed, until an event time is
/// due.
///
/// Threads: any.
final class Pacer {
    private final double speed;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean isPaused;
    private boolean isCancelled;
    private long originMicros = Long.MIN_VALUE;
    private long originNanos;
    private long pausedAtNanos;
    private int steps;

    /// @param speed event seconds in a second of the clock; 0 for no waiting
    Pacer(double speed) {
        this.speed = speed;
    }

    void pause() {
        lock.lock();
        try {
            if (!isPaused) {
                isPaused = true;
                pausedAtNanos = System.nanoTime();
            }
        } finally {
            lock.unlock();
        }
    }

    void resume() {
        lock.lock();
        try {
            if (isPaused) {
                isPaused = false;
                steps = 0;
                // The clock stood still meanwhile.
                originNanos += System.nanoTime() - pausedAtNanos;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Lets one piece through while paused.
    void step() {
        lock.lock();
        try {
            steps += isPaused ? 1 : 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Ends every wait, now and later.
    void cancel() {
        lock.lock();
        try {
            isCancelled = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isPaused() {
        lock.lock();
        try {
            return isPaused;
        } finally {
            lock.unlock();
        }
    }

    /// Waits while paused, but not for ever.
    ///
    /// @return whether work may go on
    boolean awaitResumed(long maxMillis) throws InterruptedException {
        lock.lock();
        try {
            long leftNanos = TimeUnit.MILLISECONDS.toNanos(maxMillis);
            while (isPaused && steps == 0 && !isCancelled && leftNanos > 0) {
                leftNanos = changed.awaitNanos(leftNanos);
            }
            if (isPaused && steps > 0) {
                // In play, the piece takes its step when it is due.
                steps -= speed == 0 ? 1 : 0;
                return true;
            }
            return !isPaused || isCancelled;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the event time is due. The first call starts the clock at its time.
    void awaitDue(long epochMicros) throws InterruptedException {
        if (speed == 0) {
            return;
        }
        lock.lock();
        try {
            if (originMicros == Long.MIN_VALUE) {
                originMicros = epochMicros;
                originNanos = System.nanoTime();
            }
            while (!isCancelled) {
                long dueNanos =
                        originNanos + (long) ((epochMicros - originMicros) * 1000.0 / speed);
                long waitNanos = dueNanos - System.nanoTime();
                if (isPaused && steps > 0) {
                    steps--;
                    // After the pause, the clock continues from here.
                    originNanos = pausedAtNanos - (dueNanos - originNanos);
                    return;
                } else if (isPaused) {
                    changed.await();
                } else if (waitNanos <= 0) {
                    return;
                } else {
                    changed.await(waitNanos, TimeUnit.NANOSECONDS);
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
