package trafficinsights.ingest.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.ingest.row.LineVerdict;
import trafficinsights.ingest.row.LogOptions;
import trafficinsights.ingest.row.ParsedBlock;
import trafficinsights.model.Names;
import trafficinsights.model.ProblemException;

/// Files that are written to, renamed, emptied and removed while they are followed. Every request
/// has a size of its own, by which it is known again.
class LogTailTest {
    @TempDir private Path folder;

    private final List<Long> sizes = new ArrayList<>();
    private @Nullable LogTail tail;
    private long sequence;
    private int made;

    @AfterEach
    void closeTail() {
        if (tail != null) {
            tail.close();
        }
    }

    private String line(int number) {
        return "10.1.2.3:5000 [22/Nov/2026:20:19:28.007] web api/eu-1 1/0/2/108/111 200 %d - - ---- 14/14/8/0/0 0/0 \"GET / HTTP/1.1\"\n"
                .formatted(number);
    }

    private String lines(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(line(++made));
        }
        return text.toString();
    }

    private Path log() {
        return folder.resolve("a.log");
    }

    private void append(String text) throws IOException {
        Files.writeString(log(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private LogTail follow(boolean isFromStart) {
        return follow("haproxy", isFromStart);
    }

    private LogTail follow(String format, boolean isFromStart) {
        return follow(LogOptions.of(format), isFromStart);
    }

    private LogTail follow(LogOptions options, boolean isFromStart) {
        LogTail opened =
                new LogTail(
                        List.of(log()),
                        List.of(),
                        options,
                        isFromStart,
                        Names.create(),
                        batch -> {
                            for (int i = 0; i < batch.size(); i++) {
                                sizes.add(batch.bytes()[i]);
                            }
                            return batch;
                        });
        tail = opened;
        return opened;
    }

    private void pollAll(LogTail from) {
        while (from.poll(sequence) != null) {
            sequence++;
        }
    }

    private List<Long> upTo(int last) {
        List<Long> expected = new ArrayList<>();
        for (long i = 1; i <= last; i++) {
            expected.add(i);
        }
        return expected;
    }

    @Test
    void whatIsAppendedIsReadOnceItsLineEnds() throws IOException {
        append(lines(3));
        LogTail following = follow(true);
        pollAll(following);
        assertThat(sizes).isEqualTo(upTo(3));
        String next = line(++made);
        append(next.substring(0, 50));
        pollAll(following);
        assertThat(sizes).isEqualTo(upTo(3));
        append(next.substring(50));
        pollAll(following);
        assertThat(sizes).isEqualTo(upTo(4));
    }

    private static LogOptions directive(String format) {
        return LogOptions.of("auto").withLogFormat(format);
    }

    @Test
    void anEmptyFileWithALogFormatWaitsForItsFirstLines() throws IOException {
        append("");
        LogTail following =
                follow(
                        directive("$remote_addr [$time_local] \"$request\" $status $bytes_sent"),
                        true);
        pollAll(following);
        assertThat(sizes).isEmpty();
        append("10.1.2.3 [22/Nov/2026:20:19:28 +0000] \"GET / HTTP/1.1\" 200 1\n");
        append("10.1.2.3 [22/Nov/2026:20:19:29 +0000] \"GET / HTTP/1.1\" 200 2\n");
        pollAll(following);
        assertThat(sizes).isEqualTo(upTo(2));
    }

    @Test
    void anEmptyFileWithSeveralLogFormatsIsRefusedWithTheChoiceToMake() throws IOException {
        append("");
        Path configuration =
                Files.writeString(
                        folder.resolve("nginx.conf"),
                        "log_format a '$remote_addr [$time_local] $status';\nlog_format b '$remote_addr [$time_local] $status $request_time';\n");
        ProblemException refused =
                catchThrowableOfType(
                        ProblemException.class,
                        () -> follow(directive(configuration.toString()), true));
        assertThat(refused.problem().userMessage()).contains("2 log formats are given");
    }

    @Test
    void aRecordOfSeveralLinesWaitsForItsLast() throws IOException {
        append("ts,url,status,bytes\n2026-11-22T20:19:28Z,/a,200,1\n");
        LogTail following = follow("auto", true);
        pollAll(following);
        append("2026-11-22T20:19:28Z,\"/a\nb\n");
        pollAll(following);
        assertThat(sizes).isEqualTo(upTo(1));
        append("c\",200,2\n2026-11-22T20:19:28Z,\"/open,200,3\n");
        pollAll(following);
        assertThat(sizes).isEqualTo(upTo(2));
        ParsedBlock last = Objects.requireNonNull(following.last(sequence));
        assertThat(last.lines()).isEqualTo(1);
        assertThat(last.verdicts().of(LineVerdict.OPEN_QUOTE)).isEqualTo(1);
        assertThat(following.last(sequence)).isNull();
    }

    @Test
    void fromTheEndOnlyWhatComesIsRead() throws IOException {
        append(lines(3));
        LogTail following = follow(false);
        pollAll(following);
        assertThat(sizes).isEmpty();
        append(lines(2));
        pollAll(following);
        assertThat(sizes).containsExactly(4L, 5L);
    }

    @Test
    void aRenamedFileIsReadToItsEndAndTheNewOneFromItsBeginning() throws IOException {
        append(lines(2));
        LogTail following = follow(true);
        pollAll(following);
        append(lines(2));
        Files.move(log(), folder.resolve("a.log.1"));
        Files.writeString(folder.resolve("a.log.1"), lines(1), StandardOpenOption.APPEND);
        append(lines(3));
        pollAll(following);
        pollAll(following);
        assertThat(sizes).isEqualTo(upTo(8));
    }

    @Test
    void aLineWithoutEndIsGivenOutWhenItsFileIsReplaced() throws IOException {
        append(lines(1) + line(++made).stripTrailing());
        LogTail following = follow(true);
        pollAll(following);
        assertThat(sizes).isEqualTo(upTo(1));
        Files.move(log(), folder.resolve("a.log.1"));
        append(lines(1));
        pollAll(following);
        pollAll(following);
        assertThat(sizes).isEqualTo(upTo(3));
    }

    @Test
    void aFileThatWasEmptiedInPlaceIsReadFromItsBeginning() throws IOException {
        append(lines(5));
        LogTail following = follow(true);
        pollAll(following);
        Files.writeString(log(), lines(2));
        pollAll(following);
        assertThat(sizes).isEqualTo(upTo(7));
    }

    @Test
    void aFileThatWasEmptiedAndGrewBeyondThePlaceIsNoticedByItsContent() throws IOException {
        append(lines(5));
        LogTail following = follow(true);
        pollAll(following);
        Files.writeString(log(), lines(20));
        pollAll(following);
        assertThat(sizes).isEqualTo(upTo(25));
    }

    @Test
    void aFileThatVanishesIsFollowedAgainWhenItIsBack() throws IOException {
        append(lines(2));
        LogTail following = follow(true);
        pollAll(following);
        Files.delete(log());
        pollAll(following);
        append(lines(2));
        pollAll(following);
        pollAll(following);
        assertThat(sizes).isEqualTo(upTo(4));
    }

    @Test
    void whatWaitsIsCountedAndThenRead() throws IOException {
        append(lines(2));
        LogTail following = follow(true);
        pollAll(following);
        append(lines(7));
        following.countWaiting();
        assertThat(following.waitingLines()).isEqualTo(7);
        append(lines(4));
        following.countWaiting();
        assertThat(following.waitingLines()).isEqualTo(11);
        pollAll(following);
        following.countWaiting();
        assertThat(following.waitingLines()).isZero();
        assertThat(sizes).isEqualTo(upTo(13));
    }

    @Test
    void theLastLineNeedsNoEndWhenFollowingEnds() throws IOException {
        append(lines(1) + line(++made).stripTrailing());
        LogTail following = follow(true);
        pollAll(following);
        assertThat(following.last(sequence)).isNotNull();
        assertThat(sizes).isEqualTo(upTo(2));
        assertThat(following.last(sequence)).isNull();
    }

    @Test
    void headerLinesInFrontOfThePlaceCount() throws IOException {
        append("#Fields: date time c-ip cs-method cs-uri-stem sc-status sc-bytes\n");
        LogTail following = follow("iis", false);
        append("2026-11-22 20:19:28 10.1.2.3 GET / 200 77\n");
        pollAll(following);
        assertThat(sizes).containsExactly(77L);
    }

    /// The lines have no date: the next time of day that is much earlier is on the next day.
    @Test
    void aMidnightPassesWhileAFileIsFollowed() throws IOException {
        append("#Date: 2026-11-22 23:50:00\n#Fields: time c-ip cs-method cs-uri-stem sc-status\n");
        append("23:59:59 10.1.2.3 GET / 200\n00:00:01 10.1.2.3 GET / 200\n");
        List<Long> times = new ArrayList<>();
        LogTail following =
                new LogTail(
                        List.of(log()),
                        List.of(),
                        LogOptions.of("iis"),
                        false,
                        Names.create(),
                        batch -> {
                            times.add(batch.epochMicros()[0]);
                            return batch;
                        });
        tail = following;
        for (String time : List.of("00:00:02", "23:00:00", "00:30:00", "00:29:59")) {
            append(time + " 10.1.2.3 GET / 200\n");
            pollAll(following);
        }
        assertThat(times.stream().map(micros -> Instant.ofEpochSecond(micros / 1_000_000)))
                .map(Instant::toString)
                .containsExactly(
                        "2026-11-23T00:00:02Z",
                        "2026-11-23T23:00:00Z",
                        "2026-11-24T00:30:00Z",
                        "2026-11-24T00:29:59Z");
    }

    @Test
    void anEmptyFileNeedsAFormat() throws IOException {
        Files.createFile(log());
        LogTail following = follow("haproxy", true);
        append(lines(1));
        pollAll(following);
        assertThat(sizes).isEqualTo(upTo(1));
        Files.delete(log());
        Files.createFile(log());
        assertThat(code("auto")).isEqualTo("input.empty");
    }

    @Test
    void aCompressedFileIsRefused() throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(log()))) {
            out.write(lines(3).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
        assertThat(code("auto")).isEqualTo("tail.packed");
    }

    private String code(String format) {
        return catchThrowableOfType(ProblemException.class, () -> follow(format, true))
                .problem()
                .code();
    }
}
