package trafficinsights.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import trafficinsights.model.Backoff;
import trafficinsights.model.alerts.Delivery;
import trafficinsights.model.alerts.Notice;

class OutletTest {
    private static final Receiver.OfNotices RECEIVER = new Receiver.Desktop("slow", Notices.ALL);
    private static final Backoff QUICK = new Backoff(1, 2, 3);

    private static long in(Duration limit) {
        return System.nanoTime() + limit.toNanos();
    }

    @Test
    void aReceiverThatHangsHoldsNobodyUp() throws Exception {
        CountDownLatch forever = new CountDownLatch(1);
        Channel hangs =
                notice -> {
                    forever.await();
                    return "";
                };
        Outlet outlet = new Outlet(RECEIVER, hangs, QUICK);
        long start = System.nanoTime();
        IntStream.range(0, 5_000).forEach(i -> outlet.offer(Notices.firing("rule " + i)));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        Delivery delivery = outlet.await(in(Duration.ofMillis(200)));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        assertThat(delivery.sent()).isZero();
        assertThat(delivery.failed() + delivery.dropped()).isEqualTo(5_000);
        assertThat(delivery.failed()).isBetween((long) Outlet.QUEUE, Outlet.QUEUE + 1L);
        assertThat(delivery.cause()).startsWith("sending the remaining notices timed out");
    }

    @Test
    void whatWaitsIsSentAtTheEndInItsOrder() throws Exception {
        List<String> names = new CopyOnWriteArrayList<>();
        Channel slow =
                notice -> {
                    Thread.sleep(2);
                    names.add(notice.name());
                    return "";
                };
        Outlet outlet = new Outlet(RECEIVER, slow, QUICK);
        List<String> offered = IntStream.range(0, 100).mapToObj(i -> "rule " + i).toList();
        offered.forEach(name -> outlet.offer(Notices.firing(name)));
        Delivery delivery = outlet.await(in(Duration.ofSeconds(20)));
        assertThat(delivery).isEqualTo(new Delivery("slow", 100, 0, 0, ""));
        assertThat(names).isEqualTo(offered);
    }

    @Test
    void anErrorOfTheProgramIsCountedAndTheNextNoticeIsSent() throws Exception {
        Channel fails =
                notice -> {
                    if (notice.name().equals("bad")) {
                        throw new IllegalStateException("a mistake");
                    }
                    return "";
                };
        Outlet outlet = new Outlet(RECEIVER, fails, QUICK);
        outlet.offer(Notices.firing("bad"));
        outlet.offer(Notices.firing("good"));
        Delivery delivery = outlet.await(in(Duration.ofSeconds(20)));
        assertThat(delivery.sent()).isEqualTo(1);
        assertThat(delivery.failed()).isEqualTo(1);
        assertThat(delivery.cause()).contains("details are in the program log");
    }

    @Test
    void theChannelRestsAfterWhatWasSentAndIsLeftAloneOtherwise() throws Exception {
        AtomicInteger rests = new AtomicInteger();
        Channel channel =
                new Channel() {
                    @Override
                    public String send(Notice notice) {
                        return "";
                    }

                    @Override
                    public void rest() {
                        rests.incrementAndGet();
                    }
                };
        Outlet outlet = new Outlet(RECEIVER, channel, QUICK);
        Thread.sleep(300);
        assertThat(rests).hasValue(0);
        outlet.offer(Notices.firing("one"));
        long start = System.nanoTime();
        while (rests.get() == 0 && System.nanoTime() - start < 10_000_000_000L) {
            Thread.sleep(10);
        }
        outlet.await(in(Duration.ofSeconds(20)));
        assertThat(rests).hasValue(1);
    }

    @Test
    void anInterruptedRunClosesItsReceiversAllTheSame() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        ReceiverFile file =
                new ReceiverFile(
                        null,
                        Duration.ofSeconds(1),
                        List.of(RECEIVER, new Receiver.Prometheus("prometheus", port)));
        Sending sending = Sending.open(file, "1", List::of);
        Thread.currentThread().interrupt();
        sending.closeNow();
        assertThat(Thread.interrupted()).isTrue();
        // The port is free again.
        try (ServerSocket again = new ServerSocket(port)) {
            assertThat(again.getLocalPort()).isEqualTo(port);
        }
    }

    @Test
    void afterTheEndNothingIsTaken() throws Exception {
        Outlet outlet = new Outlet(RECEIVER, Notice::name, QUICK);
        outlet.await(in(Duration.ofSeconds(20)));
        outlet.offer(Notices.firing("late"));
        assertThat(outlet.delivery()).isEqualTo(new Delivery("slow", 0, 0, 0, ""));
    }
}
