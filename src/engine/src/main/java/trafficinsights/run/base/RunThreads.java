package trafficinsights.run.base;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The threads of one run: the first failure of one ends all. Owned by the run's main thread, which
/// starts them and waits for them.
public final class RunThreads {
    /// Work that may fail or be interrupted.
    public interface Work {
        void run() throws Exception;
    }

    private final String runName;
    private final Runnable onFailure;
    private final Stall stall;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /// @param onFailure called once, by the thread that failed, to end what an interrupt does not
    ///   reach
    public RunThreads(String runName, Runnable onFailure) {
        this(runName, onFailure, Stall.NONE);
    }

    /// @param stall where tests hold threads
    public RunThreads(String runName, Runnable onFailure, Stall stall) {
        this.runName = runName;
        this.onFailure = onFailure;
        this.stall = stall;
    }

    /// Called by a thread of the run between two steps of a hand-over.
    public void pass(Stall.Point point) throws InterruptedException {
        stall.at(point);
    }

    public Thread start(String name, Work work) {
        Thread thread =
                Thread.ofPlatform()
                        .name(runName + " " + name)
                        .daemon()
                        .unstarted(() -> guard(work));
        synchronized (threads) {
            threads.add(thread);
        }
        thread.start();
        if (failure.get() != null) {
            // The run failed or was cancelled before this thread was known.
            thread.interrupt();
        }
        return thread;
    }

    private void guard(Work work) {
        try {
            work.run();
        } catch (Throwable e) {
            fail(e);
        }
    }

    /// Ends every thread of the run; the first reason is kept.
    public void fail(Throwable reason) {
        if (failure.compareAndSet(null, reason)) {
            onFailure.run();
            interruptAll();
        }
    }

    private void interruptAll() {
        synchronized (threads) {
            threads.forEach(Thread::interrupt);
        }
    }

    @Nullable Throwable failure() {
        return failure.get();
    }

    /// Waits for a thread and passes on what made the run fail, if anything did.
    public void join(Thread thread) throws Exception {
        thread.join();
        rethrow();
    }

    public boolean hasFailed() {
        return failure.get() != null;
    }

    public void rethrow() throws Exception {
        switch (failure.get()) {
            case null -> {}
            case Exception e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    /// Waits for all, whatever happened.
    public void joinAll() {
        List<Thread> all;
        synchronized (threads) {
            all = List.copyOf(threads);
        }
        boolean isInterrupted = false;
        for (Thread thread : all) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    isInterrupted = true;
                    interruptAll();
                }
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
