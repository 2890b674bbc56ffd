package trafficinsights.alerts;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Backoff;
import trafficinsights.model.alerts.Delivery;
import trafficinsights.model.alerts.Notice;

/// Sends notices to one receiver, on a thread of its own, in their order: whoever offers one never
/// waits and never hears of a failure. A notice that was offered before is not sent again. Failures
/// that may pass are tried again with backoff; what does not fit into the queue is counted. Without
/// a notice the channel is left alone.
final class Outlet {
    static final int QUEUE = 1_000;
    private static final long IDLE_MILLIS = 100;

    private final Receiver.OfNotices receiver;
    private final Channel channel;
    private final Backoff backoff;
    private final BlockingQueue<Notice> queue = new ArrayBlockingQueue<>(QUEUE);

    /// All of them: who offers may offer everything that is known again and again.
    private final Set<String> offered = new HashSet<>();

    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final Thread thread;
    private volatile boolean isClosing;
    private volatile String cause = "";
    private volatile @Nullable Delivery result;

    Outlet(Receiver.OfNotices receiver, Channel channel, Backoff backoff) {
        this.receiver = receiver;
        this.channel = channel;
        this.backoff = backoff;
        this.thread =
                Thread.ofPlatform().daemon().name("alerts-" + receiver.name()).start(this::work);
    }

    /// Puts a notice into the queue, if the receiver wants it and was not offered it before.
    void offer(Notice notice) {
        if (isClosing || !receiver.wish().includes(notice)) {
            return;
        }
        synchronized (offered) {
            if (!offered.add(notice.id())) {
                return;
            }
        }
        if (queue.offer(notice)) {
            accepted.incrementAndGet();
        } else {
            dropped.incrementAndGet();
            cause = "more than %,d notices were waiting".formatted(QUEUE);
        }
    }

    private void work() {
        boolean isInUse = false;
        try {
            while (!(isClosing && queue.isEmpty())) {
                Notice notice = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                if (notice != null) {
                    isInUse = true;
                    deliver(notice);
                } else if (isInUse) {
                    isInUse = false;
                    channel.rest();
                }
            }
        } catch (InterruptedException e) {
            // Time is up: what waits is counted as failed.
            Thread.currentThread().interrupt();
        } finally {
            if (isInUse) {
                channel.rest();
            }
        }
    }

    private void deliver(Notice notice) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                channel.send(notice);
                sent.incrementAndGet();
                return;
            } catch (DeliveryException e) {
                cause = String.valueOf(e.getMessage());
                if (!e.isWorthRetrying() || attempt >= backoff.tries()) {
                    return;
                }
                Thread.sleep(waitMillis(attempt, e.wanted()));
            } catch (RuntimeException e) {
                System.getLogger(Outlet.class.getName())
                        .log(System.Logger.Level.ERROR, "sending to " + receiver.name(), e);
                cause = "an internal error; details are in the program log";
                return;
            }
        }
    }

    private long waitMillis(int retry, @Nullable Duration wanted) {
        long own = backoff.waitMillis(retry, ThreadLocalRandom.current()::nextLong);
        return wanted == null
                ? own
                : Math.max(own, Math.min(wanted.toMillis(), backoff.longestMillis()));
    }

    /// No more notices will come.
    void end() {
        isClosing = true;
    }

    /// Waits for what is in the queue, until then; what was not sent by then has failed.
    Delivery await(long deadlineNanos) throws InterruptedException {
        end();
        long millis = Math.max(1, (deadlineNanos - System.nanoTime()) / 1_000_000);
        if (!thread.join(Duration.ofMillis(millis))) {
            String last = cause;
            thread.interrupt();
            thread.join(Duration.ofSeconds(1));
            cause = "sending the remaining notices timed out" + (last.isEmpty() ? "" : "; " + last);
        }
        result = delivery();
        return delivery();
    }

    /// What became of the notices so far.
    Delivery delivery() {
        Delivery end = result;
        if (end != null) {
            return end;
        }
        long waiting = isClosing && !thread.isAlive() ? 0 : queue.size();
        long failed = accepted.get() - sent.get() - waiting;
        return new Delivery(receiver.name(), sent.get(), Math.max(0, failed), dropped.get(), cause);
    }

    Receiver.OfNotices receiver() {
        return receiver;
    }
}
