package trafficinsights.run.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Puts the units of several workers back into the order of their source. Bounded: a worker that is
/// too far ahead waits, so memory stays flat when a sink is slow. Threads: any put, one takes.
final class UnitOrder {
    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition taken = lock.newCondition();
    private final Map<Long, Unit> waiting = new HashMap<>();
    private long next;
    private boolean isEnded;

    /// @param capacity units that may wait, above the number of workers
    UnitOrder(int capacity) {
        this.capacity = capacity;
    }

    void put(Unit unit) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (unit.sequence() >= next + capacity) {
                taken.await();
            }
            waiting.put(unit.sequence(), unit);
            if (unit.sequence() == next) {
                arrived.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Says that every unit was put.
    void end() {
        lock.lock();
        try {
            isEnded = true;
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /// The next unit in order; null after the last.
    @Nullable Unit take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                Unit unit = waiting.remove(next);
                if (unit != null) {
                    next++;
                    taken.signalAll();
                    return unit;
                }
                if (isEnded) {
                    return null;
                }
                arrived.await();
            }
        } finally {
            lock.unlock();
        }
    }
}
