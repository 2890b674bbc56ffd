package trafficinsights.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.model.ProblemException;

class WholeFileTest {
    @TempDir private Path folder;

    @Test
    void nothingIsSeenUnderTheNameBeforeTheCommit() throws IOException {
        Path target = folder.resolve("new/deep/a.csv");
        try (WholeFile file = WholeFile.create(target)) {
            file.stream().write(1);
            assertThat(target).doesNotExist();
            file.commit();
        }
        assertThat(target).hasBinaryContent(new byte[] {1});
        assertThat(content(folder.resolve("new/deep"))).containsExactly(target);
    }

    @Test
    void closingWithoutACommitKeepsTheOldFileAndRemovesThePart() throws IOException {
        Path target = folder.resolve("a.csv");
        Files.writeString(target, "old");
        try (WholeFile file = WholeFile.create(target)) {
            file.stream().write(new byte[200_000]);
        }
        assertThat(target).hasContent("old");
        assertThat(content(folder)).containsExactly(target);
    }

    @Test
    void aKilledProgramLeavesTheOldFileAndTheNextRunCleansUp() throws IOException {
        Path target = folder.resolve("a.csv");
        Files.writeString(target, "old");
        // What a kill leaves behind: a part file that nobody closes.
        Files.writeString(folder.resolve("a.csv.part"), "half of a much longer file");
        assertThat(target).hasContent("old");
        WholeFile.write(target, "new");
        assertThat(target).hasContent("new");
        assertThat(content(folder)).containsExactly(target);
    }

    @Test
    void aFileThatGoesToTheDiskWhileItGrowsIsWhole() throws IOException {
        Path target = folder.resolve("large.bin");
        byte[] block = new byte[5_000_001];
        new Random(8).nextBytes(block);
        int blocks = 20;
        try (WholeFile file = WholeFile.create(target)) {
            for (int i = 0; i < blocks; i++) {
                file.stream().write(i);
                file.write(ByteBuffer.wrap(block));
            }
            assertThat(file.size()).isEqualTo(blocks * (block.length + 1L));
            file.commit();
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(target))) {
            for (int i = 0; i < blocks; i++) {
                assertThat(in.read()).isEqualTo(i);
                assertThat(in.readNBytes(block.length)).isEqualTo(block);
            }
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void bytesOfAnyChunkingArriveInOrder() throws IOException {
        Path target = folder.resolve("a.bin");
        Random random = new Random(7);
        byte[] bytes = new byte[700_001];
        random.nextBytes(bytes);
        try (WholeFile file = WholeFile.create(target)) {
            int at = 0;
            while (at < bytes.length) {
                int length = Math.min(bytes.length - at, random.nextInt(150_000) + 1);
                file.stream().write(bytes[at]);
                file.stream().write(bytes, at + 1, length - 1);
                at += length;
            }
            assertThat(file.size()).isEqualTo(bytes.length);
            file.commit();
            file.commit();
        }
        assertThat(target).hasBinaryContent(bytes);
    }

    @Test
    void aFullDiskIsNamedAndNothingIsLeft() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "this system has no /dev/full");
        Path target = folder.resolve("a.csv");
        Files.createSymbolicLink(folder.resolve("a.csv.part"), full);
        try (WholeFile file = WholeFile.create(target)) {
            assertThatThrownBy(() -> file.stream().write(new byte[200_000]))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> {
                                assertThat(e.problem().code()).isEqualTo("output.disk-full");
                                assertThat(e.problem().userMessage())
                                        .contains("disk is full", "a.csv", folder.toString())
                                        .doesNotContain(".part");
                            });
        }
        assertThat(content(folder)).isEmpty();
    }

    @Test
    void anInterruptMeansCancelledAndLeavesNothing() throws IOException {
        Path target = folder.resolve("a.csv");
        try (WholeFile file = WholeFile.create(target)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> file.stream().write(new byte[200_000]))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.problem().code()).isEqualTo("run.cancelled"));
        } finally {
            // Also takes the flag away from the tests that follow.
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(content(folder)).isEmpty();
    }

    @Test
    void aFolderThatIsNoneIsUnwritable() throws IOException {
        Path file = folder.resolve("file");
        Files.writeString(file, "");
        assertThatThrownBy(() -> WholeFile.create(file.resolve("a.csv")))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("output.unwritable"));
    }

    @Test
    void aFolderInThePlaceOfTheFileIsAProblemAndKept() throws IOException {
        Path target = folder.resolve("a.csv");
        Files.createDirectories(target.resolve("content"));
        try (WholeFile file = WholeFile.create(target)) {
            assertThatThrownBy(file::commit)
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.problem().code()).isEqualTo("output.unwritable"));
        }
        assertThat(content(folder)).containsExactly(target);
    }

    private static List<Path> content(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
