package trafficinsights.ui.common;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import trafficinsights.run.base.RunProgress;
import trafficinsights.ui.common.work.Work;
import trafficinsights.ui.common.work.Work.End;
import trafficinsights.ui.common.work.Work.Ended;

/// All that works in the background, and what ended last. FX thread.
public final class TaskList {
    /// The place of the run at hand.
    public static final String RUN = "Run";

    static final int MOST_ENDED = 12;

    /// Something that works, or worked.
    ///
    /// @param share done, 0 to 1; negative when it is not known
    /// @param secondsLeft negative when it is not known
    /// @param end null while it works
    /// @param how it ended, in words; may be empty
    /// @param seconds that it took; 0 while it works
    public record Task(
            String place,
            String text,
            double share,
            double secondsLeft,
            @Nullable End end,
            String how,
            double seconds,
            Runnable cancel) {
        /// `Opening x.parquet, 40 %, 12 s left`
        public String line() {
            String line = text;
            if (share >= 0 && end == null) {
                line += ", " + (int) Math.floor(share * 100) + " %";
            }
            return secondsLeft >= 0 && end == null
                    ? line + ", " + Texts.duration(secondsLeft) + " left"
                    : line;
        }
    }

    private final ObservableList<Task> running = FXCollections.observableArrayList();
    private final ObservableList<Task> ended = FXCollections.observableArrayList();
    private final LongSupplier nanos;
    private int places;

    public TaskList() {
        this(System::nanoTime);
    }

    TaskList(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /// Shows whatever a work does from now on.
    ///
    /// @param place the panel that it belongs to
    public void follow(String place, Work work) {
        places++;
        Followed followed = new Followed(place, work::cancel);
        work.workingProperty()
                .addListener((property, before, now) -> {
                    if (now) {
                        followed.begin();
                        followed.at(work.textProperty().get(), -1, -1);
                    } else {
                        followed.end(work.endedProperty().get());
                    }
                });
        work.textProperty().addListener((property, before, now) -> followed.at(work));
        work.doneShareProperty().addListener((property, before, now) -> followed.at(work));
    }

    /// Shows the run at hand.
    public void follow(CurrentRun current) {
        places++;
        Followed followed = new Followed(RUN, current::stop);
        current.progressProperty()
                .addListener((property, before, now) -> {
                    if (now == null) {
                        return;
                    }
                    String title = current.titleProperty().get();
                    if (now.stage().isEnd()) {
                        followed.end(ended(title, now));
                    } else {
                        followed.begin();
                        followed.at(
                                title + ": " + ProgressText.stage(now),
                                now.doneShare(),
                                now.secondsLeft());
                    }
                });
    }

    private static Ended ended(String title, RunProgress progress) {
        End end =
                switch (progress.stage()) {
                    case FAILED -> End.FAILED;
                    case CANCELLED -> End.CANCELLED;
                    case DONE, STARTING, WAITING, READING, GENERATING, REPORTING, STORING ->
                            End.DONE;
                };
        return new Ended(
                title, end, end == End.FAILED ? "" : Texts.counted(progress.rows(), "request"));
    }

    /// As many tasks can be at work at once: each place has one at a time, and the next one
    /// replaces it.
    public int places() {
        return places;
    }

    /// In the order in which they began.
    public ObservableList<Task> running() {
        return running;
    }

    /// The newest first.
    public ObservableList<Task> ended() {
        return ended;
    }

    /// One source of tasks: at most one of them works at a time.
    private final class Followed {
        private final String place;
        private final Runnable cancel;
        private @Nullable Task shown;
        private long beganNanos;

        Followed(String place, Runnable cancel) {
            this.place = place;
            this.cancel = cancel;
        }

        void begin() {
            if (shown == null) {
                beganNanos = nanos.getAsLong();
                Task task = new Task(place, "", -1, -1, null, "", 0, cancel);
                shown = task;
                running.add(task);
            }
        }

        private double seconds() {
            return (nanos.getAsLong() - beganNanos) / (double) TimeUnit.SECONDS.toNanos(1);
        }

        void at(Work work) {
            double share = work.doneShareProperty().get();
            double seconds = seconds();
            // Told early it would jump about.
            double left = share > 0.05 && seconds > 2 ? seconds * (1 - share) / share : -1;
            at(work.textProperty().get(), share, left);
        }

        void at(String text, double share, double secondsLeft) {
            Task before = shown;
            if (before != null) {
                Task now = new Task(place, text, share, secondsLeft, null, "", 0, cancel);
                running.set(place(before), now);
                shown = now;
            }
        }

        void end(@Nullable Ended how) {
            Task before = shown;
            if (before == null) {
                return;
            }
            running.remove(place(before));
            shown = null;
            if (how != null) {
                ended.addFirst(
                        new Task(
                                place,
                                how.what(),
                                -1,
                                -1,
                                how.end(),
                                how.how(),
                                seconds(),
                                () -> {}));
                if (ended.size() > MOST_ENDED) {
                    ended.removeLast();
                }
            }
        }

        @SuppressWarnings("ReferenceEquality") // two may look alike, and are two
        private int place(Task task) {
            for (int i = 0; i < running.size(); i++) {
                if (running.get(i) == task) {
                    return i;
                }
            }
            throw new IllegalStateException("not running: " + task);
        }
    }
}
