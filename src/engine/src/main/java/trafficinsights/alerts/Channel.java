package trafficinsights.alerts;

import trafficinsights.model.alerts.Notice;

/// A way to one receiver of notices. Threads: one at a time.
interface Channel {
    /// Sends one notice, and waits for the answer where the way has one.
    ///
    /// @return what came back, for people
    String send(Notice notice) throws DeliveryException, InterruptedException;

    /// Nothing more waits for now: what was kept open may be closed.
    default void rest() {}
}
