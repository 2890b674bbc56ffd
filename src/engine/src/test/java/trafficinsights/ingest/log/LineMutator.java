package trafficinsights.ingest.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Real lines with a few things wrong: bytes changed, cut out, put in, doubled, fields exchanged.
public final class LineMutator {
    private static final byte[] ODD =
            "0123456789 \"/[]{}-+:.,\\\t\r\u0000\u007f\u00e9\u00ff~<>Zz"
                    .getBytes(StandardCharsets.ISO_8859_1);

    private final SplittableRandom random;
    private final List<byte[]> lines;

    public LineMutator(long seed, List<byte[]> lines) {
        this.random = new SplittableRandom(seed);
        this.lines = lines;
    }

    public byte[] next() {
        byte[] line = pick().clone();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes && line.length > 0; i++) {
            line = changed(line);
        }
        return line;
    }

    private byte[] pick() {
        return lines.get(random.nextInt(lines.size()));
    }

    private byte[] changed(byte[] line) {
        int at = random.nextInt(line.length);
        int length = Math.min(line.length - at, 1 + random.nextInt(5));
        return switch (random.nextInt(7)) {
            case 0 -> Arrays.copyOf(line, at);
            case 1 -> joined(line, at, new byte[0], at + length);
            case 2 -> joined(line, at, Arrays.copyOfRange(line, at, at + length), at);
            case 3 -> joined(line, at, new byte[] {odd()}, at);
            case 4 -> joined(line, at, digit(line[at]), at + 1);
            case 5 -> withField(line);
            default -> joined(line, at, new byte[] {odd()}, at + 1);
        };
    }

    private byte odd() {
        return ODD[random.nextInt(ODD.length)];
    }

    /// Another digit in place of a digit, so that many lines stay good.
    private byte[] digit(byte old) {
        boolean isDigit = old >= '0' && old <= '9';
        return new byte[] {isDigit ? (byte) ('0' + random.nextInt(10)) : old};
    }

    private byte[] withField(byte[] line) {
        String[] mine = text(line).split(" ", -1);
        String[] theirs = text(pick()).split(" ", -1);
        mine[random.nextInt(mine.length)] = theirs[random.nextInt(theirs.length)];
        return String.join(" ", mine).getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(byte[] line) {
        return new String(line, StandardCharsets.ISO_8859_1);
    }

    private static byte[] joined(byte[] line, int headEnd, byte[] middle, int tailStart) {
        byte[] all = Arrays.copyOf(line, headEnd + middle.length + line.length - tailStart);
        System.arraycopy(middle, 0, all, headEnd, middle.length);
        System.arraycopy(line, tailStart, all, headEnd + middle.length, line.length - tailStart);
        return all;
    }
}
