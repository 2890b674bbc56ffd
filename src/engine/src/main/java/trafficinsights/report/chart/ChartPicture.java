package trafficinsights.report.chart;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.DocumentLimits;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import trafficinsights.chart.Chart;
import trafficinsights.model.Problem;

/// Turns a drawing into a PNG, with the face that comes with the program. Needs no display.
///
/// Threads: any.
public final class ChartPicture {
    /// Pixels per unit of the drawing, for sharp text on dense screens and on paper.
    public static final int SCALE = 2;

    private static final String FONT_FOLDER = "/trafficinsights/fonts/";

    private ChartPicture() {}

    /// @return a PNG of [#SCALE] times the frame's size
    /// @throws trafficinsights.model.ProblemException `picture.no-fonts` where the system cannot
    ///   draw text
    public static byte[] png(Chart chart, Frame frame) {
        Fonts.register();
        String svg = new ChartDrawing(chart, frame, Look.PICTURE).svg();
        BufferedImage image =
                new BufferedImage(
                        (int) Math.round(frame.width() * SCALE),
                        (int) Math.round(frame.height() * SCALE),
                        BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            hint(graphics);
            graphics.scale(SCALE, SCALE);
            parse(svg).render((java.awt.Component) null, graphics, null);
        } finally {
            graphics.dispose();
        }
        return encode(image);
    }

    private static void hint(Graphics2D graphics) {
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    /// The library guards against hostile files; this drawing is ours, and a day of scattered
    /// windows has thousands of short lines.
    private static final DocumentLimits LIMITS = new DocumentLimits(32, 32, 1_000_000);

    private static SVGDocument parse(String svg) {
        SVGDocument document =
                new SVGLoader()
                        .load(
                                new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)),
                                (URI) null,
                                LoaderContext.builder().documentLimits(LIMITS).build());
        if (document == null) {
            throw new IllegalStateException("the drawing is not a valid SVG: " + svg);
        }
        return document;
    }

    private static byte[] encode(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
        try {
            if (!ImageIO.write(image, "png", bytes)) {
                throw new IllegalStateException("no PNG writer in this Java runtime");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /// Registers the bundled faces once in the life of the program.
    private static final class Fonts {
        private static boolean isRegistered;

        static synchronized void register() {
            if (isRegistered) {
                return;
            }
            try {
                GraphicsEnvironment environment = GraphicsEnvironment.getLocalGraphicsEnvironment();
                environment.registerFont(load("Roboto-Regular.ttf"));
                environment.registerFont(load("Roboto-Medium.ttf"));
                isRegistered = true;
            } catch (IOException | FontFormatException | InternalError | RuntimeException e) {
                throw Problem.of(
                                "picture.no-fonts",
                                "Charts cannot be drawn as PNG: this system has"
                                        + " no font library. Install fontconfig and"
                                        + " freetype, or open report.html, which needs"
                                        + " neither.",
                                e)
                        .asException();
            }
        }

        private static Font load(String name) throws IOException, FontFormatException {
            try (InputStream file = ChartPicture.class.getResourceAsStream(FONT_FOLDER + name)) {
                if (file == null) {
                    throw new IOException(name + " is missing from the program");
                }
                return Font.createFont(Font.TRUETYPE_FONT, file);
            }
        }
    }
}
