package trafficinsights.run.engine;

import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import trafficinsights.model.Backoff;
import trafficinsights.model.ProblemException;
import trafficinsights.store.LocalStore;

/// Opens a store, with patience while another program has it: such programs mostly leave soon.
final class LockedStore {
    /// About four seconds in all.
    static final Backoff PATIENCE = new Backoff(500, 4_000, 5);

    private static final long TICK_MILLIS = 50;

    private LockedStore() {}

    /// Told while the run waits.
    interface Wait {
        /// Called before each wait.
        ///
        /// @param retry 1 for the first
        void begins(int retry);

        /// Throws when the run was cancelled.
        void check() throws InterruptedException;
    }

    static LocalStore open(Path file, Backoff patience, Wait wait) throws InterruptedException {
        for (int retry = 1; ; retry++) {
            try {
                return LocalStore.open(file);
            } catch (ProblemException e) {
                if (!e.problem().code().equals("store.locked") || retry == patience.tries()) {
                    throw e;
                }
            }
            wait.begins(retry);
            long end =
                    System.nanoTime()
                            + 1_000_000
                                    * patience.waitMillis(
                                            retry, ThreadLocalRandom.current()::nextLong);
            while (System.nanoTime() - end < 0) {
                wait.check();
                Thread.sleep(TICK_MILLIS);
            }
        }
    }
}
