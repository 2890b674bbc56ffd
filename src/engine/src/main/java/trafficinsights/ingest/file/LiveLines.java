package trafficinsights.ingest.file;

import java.io.Closeable;
import java.io.IOException;
import java.util.OptionalLong;
import trafficinsights.ingest.text.LineBlock;

/// Lines that come one after another, without an end of their own: a growing file, a listener.
///
/// Threads: one, except where a method says otherwise.
public interface LiveLines extends Closeable {
    /// Fills the block with whole lines that have come, at once; waits for nothing.
    ///
    /// @return whether there were any
    boolean poll(LineBlock block) throws IOException;

    /// Gives out the line whose end did not come, at the end of following.
    ///
    /// @return whether there was one
    boolean flush(LineBlock block);

    /// Takes no more lines in: those that have come are the last. They can still be polled.
    void end() throws IOException;

    /// Lines that have come and were not given out.
    long waitingLines() throws IOException;

    /// SHA-256 of all that was given out, in hexadecimal digits; once, at the end of following.
    String hash();

    /// Lines that came and were lost before this program had them; empty where nothing can be lost.
    /// Threads: any.
    default OptionalLong droppedLines() {
        return OptionalLong.empty();
    }

    /// Lines that are there and did not come yet; empty where that is not known. Threads: any.
    default OptionalLong lag() {
        return OptionalLong.empty();
    }

    /// Where a line came from within the source, for people; empty where its number says it.
    ///
    /// @param line number of a line that was given out not long ago, from 1
    default String place(long line) {
        return "";
    }

    /// What keeps lines from coming now, for people; empty while all is well. Threads: any.
    default String trouble() {
        return "";
    }
}
