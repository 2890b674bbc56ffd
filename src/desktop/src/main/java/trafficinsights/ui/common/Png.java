package trafficinsights.ui.common;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javafx.scene.image.Image;
import javafx.scene.image.PixelReader;

/// Writes an image as PNG (W3C, 2003) without AWT, which a headless JVM may lack.
public final class Png {
    private static final byte[] SIGNATURE = {(byte) 137, 80, 78, 71, 13, 10, 26, 10};

    private Png() {}

    /// @param image opaque; its transparency is dropped
    public static void write(Image image, Path file) throws IOException {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(head)) {
            out.writeInt(width);
            out.writeInt(height);
            // 8 bits, RGB, deflate, adaptive filters, no interlace.
            out.write(new byte[] {8, 2, 0, 0, 0});
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(SIGNATURE);
            chunk(out, "IHDR", head.toByteArray());
            chunk(out, "IDAT", pixels(image.getPixelReader(), width, height));
            chunk(out, "IEND", new byte[0]);
        }
    }

    private static byte[] pixels(PixelReader reader, int width, int height) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try (OutputStream out = new DeflaterOutputStream(packed, deflater)) {
            byte[] previous = new byte[3 * width];
            byte[] line = new byte[3 * width];
            byte[] filtered = new byte[3 * width + 1];
            // Filter 2 (up): charts and panels repeat the line above.
            filtered[0] = 2;
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int argb = reader.getArgb(x, y);
                    line[3 * x] = (byte) (argb >> 16);
                    line[3 * x + 1] = (byte) (argb >> 8);
                    line[3 * x + 2] = (byte) argb;
                }
                for (int i = 0; i < line.length; i++) {
                    filtered[i + 1] = (byte) (line[i] - previous[i]);
                }
                out.write(filtered);
                byte[] spare = previous;
                previous = line;
                line = spare;
            }
        } finally {
            deflater.end();
        }
        return packed.toByteArray();
    }

    private static void chunk(OutputStream out, String type, byte[] content) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(content);
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(content.length);
        data.write(name);
        data.write(content);
        data.writeInt((int) sum.getValue());
        data.flush();
    }
}
