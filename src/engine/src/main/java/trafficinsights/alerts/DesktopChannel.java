package trafficinsights.alerts;

import java.awt.AWTException;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.SystemTray;
import java.awt.TrayIcon;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Severity;
import trafficinsights.model.alerts.Notice;
import trafficinsights.system.SystemProgram;

/// Shows notices as notifications of the system: the tray on Windows, `notify-send` elsewhere. At
/// most [#A_MINUTE] a minute, so that a bad hour does not cover the screen.
final class DesktopChannel implements Channel {
    static final int A_MINUTE = 5;
    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final SystemProgram command;
    private final boolean isWindows;
    private final long[] shownNanos = new long[A_MINUTE];
    private long shown;
    private @Nullable TrayIcon icon;

    /// @param command starts `notify-send`
    DesktopChannel(SystemProgram command, String system) {
        this.command = command;
        this.isWindows = system.toLowerCase(Locale.ROOT).contains("win");
    }

    @Override
    public String send(Notice notice) throws DeliveryException, InterruptedException {
        int slot = (int) (shown % A_MINUTE);
        long now = System.nanoTime();
        if (shown >= A_MINUTE && now - shownNanos[slot] < MINUTE_NANOS) {
            throw new DeliveryException(
                    "more than %d notifications per minute are not shown".formatted(A_MINUTE),
                    false);
        }
        String answer = isWindows ? showInTray(notice) : notifySend(notice);
        shownNanos[slot] = now;
        shown++;
        return answer;
    }

    private static String title(Notice notice) {
        String state =
                switch (notice.state()) {
                    case FIRING -> notice.severity().label();
                    case RESOLVED -> "resolved";
                    case NO_DATA -> "no data";
                };
        return "Traffic Insights: %s, %s".formatted(state, notice.name());
    }

    private String notifySend(Notice notice) throws DeliveryException, InterruptedException {
        SystemProgram.Ended ended =
                command.run(
                        List.of(
                                "notify-send",
                                "--app-name=Traffic Insights",
                                "--urgency="
                                        + (notice.severity() == Severity.CRITICAL
                                                ? "critical"
                                                : "normal"),
                                "--",
                                title(notice),
                                notice.text()));
        if (ended.isMissing()) {
            throw new DeliveryException(
                    "this system has no notifications: notify-send is not installed", false);
        }
        if (ended.exitCode() != 0) {
            throw new DeliveryException(
                    "this system shows no notifications: notify-send says \"%s\""
                            .formatted(ended.firstError()),
                    false);
        }
        return "shown by notify-send";
    }

    private String showInTray(Notice notice) throws DeliveryException {
        if (GraphicsEnvironment.isHeadless() || !SystemTray.isSupported()) {
            throw new DeliveryException("this system has no notifications: no tray", false);
        }
        TrayIcon.MessageType type =
                switch (notice.severity()) {
                    case CRITICAL -> TrayIcon.MessageType.ERROR;
                    case MAJOR -> TrayIcon.MessageType.WARNING;
                    case MINOR -> TrayIcon.MessageType.INFO;
                };
        tray().displayMessage(title(notice), notice.text(), type);
        return "sent to the system tray";
    }

    private TrayIcon tray() throws DeliveryException {
        TrayIcon shownIcon = icon;
        if (shownIcon == null) {
            BufferedImage picture = new BufferedImage(16, 16, BufferedImage.TYPE_INT_ARGB);
            Graphics2D graphics = picture.createGraphics();
            graphics.setColor(new Color(0x12395B));
            graphics.fillRect(0, 0, 16, 16);
            graphics.setColor(new Color(0xFFB03A));
            graphics.fillRect(3, 8, 3, 6);
            graphics.fillRect(7, 5, 3, 9);
            graphics.fillRect(11, 2, 3, 12);
            graphics.dispose();
            shownIcon = new TrayIcon(picture, "Traffic Insights Workbench");
            try {
                SystemTray.getSystemTray().add(shownIcon);
            } catch (AWTException e) {
                throw new DeliveryException("this system has no notifications: no tray", false);
            }
            icon = shownIcon;
        }
        return shownIcon;
    }

    /// Takes the icon out of the tray, so that the program can end.
    void close() {
        TrayIcon shownIcon = icon;
        if (shownIcon != null) {
            SystemTray.getSystemTray().remove(shownIcon);
            icon = null;
        }
    }
}
