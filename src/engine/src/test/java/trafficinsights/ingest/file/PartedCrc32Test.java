package trafficinsights.ingest.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class PartedCrc32Test {
    private final Random random = new Random(4711);

    @Test
    void partsInAnyOrderGiveTheCrcOfTheWhole() {
        for (int round = 0; round < 200; round++) {
            byte[] bytes = new byte[1 + random.nextInt(5_000)];
            random.nextBytes(bytes);
            CRC32 whole = new CRC32();
            whole.update(bytes);

            PartedCrc32 parted = new PartedCrc32(bytes.length);
            for (int[] part : shuffledParts(bytes.length)) {
                parted.add(bytes, part[0], part[1] - part[0], part[0]);
            }

            assertThat(parted.text()).isEqualTo("%08x".formatted(whole.getValue()));
        }
    }

    @Test
    void nothingIsSaidWhileAPartIsMissing() {
        PartedCrc32 parted = new PartedCrc32(10);
        parted.add(new byte[9], 0, 9, 0);

        assertThat(parted.text()).isEmpty();
    }

    private List<int[]> shuffledParts(int length) {
        List<int[]> parts = new ArrayList<>();
        int from = 0;
        while (from < length) {
            int to = Math.min(length, from + 1 + random.nextInt(1_000));
            parts.add(new int[] {from, to});
            from = to;
        }
        Collections.shuffle(parts, random);
        return parts;
    }
}
