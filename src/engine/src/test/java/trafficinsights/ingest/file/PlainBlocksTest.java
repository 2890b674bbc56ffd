package trafficinsights.ingest.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.ingest.text.LineBlock;

class PlainBlocksTest {
    @TempDir private Path folder;

    @Test
    void theCrcIsThatOfTheFileWhateverTheBlocks() throws IOException {
        byte[] bytes = "a line of a log\n".repeat(200_000).getBytes(StandardCharsets.US_ASCII);
        Path file = Files.write(folder.resolve("whole.log"), bytes);
        CRC32 expected = new CRC32();
        expected.update(bytes);

        try (PlainBlocks blocks = new PlainBlocks(file)) {
            LineBlock block = new LineBlock(LineBlocks.BLOCK_BYTES);
            while (blocks.claim(block)) {
                blocks.load(block);
            }

            assertThat(blocks.crc32()).isEqualTo("%08x".formatted(expected.getValue()));
        }
    }

    @Test
    void aFileThatShrinksWhileItIsReadHasNoCrcAndEndsEarly() throws IOException {
        byte[] bytes = "a line of a log\n".repeat(200_000).getBytes(StandardCharsets.US_ASCII);
        Path file = Files.write(folder.resolve("shrinking.log"), bytes);

        try (PlainBlocks blocks = new PlainBlocks(file)) {
            try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE)) {
                other.truncate(100);
            }
            LineBlock block = new LineBlock(LineBlocks.BLOCK_BYTES);
            long lineBytes = 0;
            while (blocks.claim(block)) {
                blocks.load(block);
                lineBytes += block.to - block.from;
            }

            assertThat(lineBytes).isEqualTo(100);
            assertThat(blocks.crc32()).isEmpty();
        }
    }
}
