package trafficinsights.ingest.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Framing over connections, by the examples of RFC 6587.
class SyslogFramesTest {
    private static final String FIRST =
            "<29>Dec  2 14:31:40 tests tester[7]: Sender ID %1% is too long";
    private static final String SECOND = "<34>1 2003-10-11T22:14:15.003Z a su - ID47 - 'su root'";
    private static final String MANY_LINES = "<29>1 - - - - - - one\ntwo\n";

    private static String counted(String message) {
        return message.getBytes(StandardCharsets.UTF_8).length + " " + message;
    }

    /// What comes out when the bytes arrive in pieces of a length.
    private static List<String> framed(String text, int piece)
            throws IOException, InterruptedException {
        byte[] all = text.getBytes(StandardCharsets.UTF_8);
        List<String> messages = new ArrayList<>();
        SyslogFrames.Messages to =
                (bytes, from, end) ->
                        messages.add(new String(bytes, from, end - from, StandardCharsets.UTF_8));
        SyslogFrames frames = new SyslogFrames();
        for (int at = 0; at < all.length; at += piece) {
            byte[] part = Arrays.copyOfRange(all, at, Math.min(all.length, at + piece));
            frames.add(part, part.length, to);
        }
        frames.end(to);
        return messages;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 4096})
    void messagesWithTheirLengthInFrontAreWholeHoweverTheyArrive(int piece) throws Exception {
        String text = counted(FIRST) + counted(MANY_LINES) + counted(SECOND);
        assertThat(framed(text, piece)).containsExactly(FIRST, MANY_LINES, SECOND);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 4096})
    void messagesEndedByALineEndOrAZeroAreWholeHoweverTheyArrive(int piece) throws Exception {
        assertThat(framed(FIRST + "\n" + SECOND + "\0" + FIRST + "\n", piece))
                .containsExactly(FIRST, SECOND, FIRST);
    }

    @Test
    void aSenderMayChangeFromOneFramingToTheOther() throws Exception {
        assertThat(framed(FIRST + "\n" + counted(SECOND) + FIRST + "\n", 5))
                .containsExactly(FIRST, SECOND, FIRST);
    }

    @Test
    void aLineThatBeginsWithANumberIsNotALength() throws Exception {
        String line = "10.1.2.3 - - [22/Nov/2026:20:19:28 +0000] \"GET / HTTP/1.1\" 200 5";
        String epoch = "1669148 200 GET /";
        assertThat(framed(line + "\n" + epoch + "\n", 6)).containsExactly(line, epoch);
    }

    @Test
    void theLastMessageOfAConnectionNeedsNoEnd() throws Exception {
        assertThat(framed(FIRST + "\n" + SECOND, 9)).containsExactly(FIRST, SECOND);
    }

    @Test
    void aLengthOfManyMegabytesIsAnError() {
        assertThatThrownBy(() -> framed("9999999 <29>x", 4)).isInstanceOf(IOException.class);
    }

    @Test
    void aLineWithoutAnEndIsCutAtAMegabyte() throws Exception {
        List<String> messages = framed("<29>" + "x".repeat(1_500_000), 65_536);
        assertThat(messages).hasSize(2);
        assertThat(messages.stream().mapToInt(String::length).sum()).isEqualTo(1_500_004);
    }
}
