package trafficinsights.alerts;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import trafficinsights.model.Severity;
import trafficinsights.model.alerts.Notice;

/// Notices as lines for log collectors: RFC 5424, and ArcSight's Common Event Format 0 behind the
/// header of RFC 3164 that it asks for. The time in the header is when the thing happened.
final class SyslogText {
    /// The number that RFC 5612 keeps for examples: this program has none of its own.
    private static final String ENTERPRISE = "32473";

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final DateTimeFormatter RFC_3164 =
            DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private SyslogText() {}

    static byte[] rfc5424(Notice notice, int facility, String host, String version) {
        String data =
                "[notice@%s id=\"%s\" alert=\"%s\" kind=\"%s\" state=\"%s\" severity=\"%s\" name=\"%s\" dimension=\"%s\" key=\"%s\" start=\"%s\" end=\"%s\" observed=\"%s\" limit=\"%s\" unit=\"%s\" source=\"%s\"]"
                        .formatted(
                                ENTERPRISE,
                                notice.id(),
                                notice.alertId(),
                                notice.kind().label(),
                                notice.state().label(),
                                notice.severity().label(),
                                parameter(notice.name()),
                                notice.dimension().label(),
                                parameter(notice.key()),
                                NoticeJson.time(notice.startMicros()),
                                NoticeJson.time(notice.endMicros()),
                                figure(notice.observed()),
                                figure(notice.limit()),
                                parameter(notice.unit()),
                                parameter(notice.source()));
        return "<%d>1 %s %s TrafficInsights %d %s %s %s%s"
                .formatted(
                        8 * facility + severity(notice),
                        NoticeJson.time(notice.atMicros()),
                        headerWord(host, 255),
                        ProcessHandle.current().pid(),
                        headerWord(notice.kind().label(), 32),
                        data + version(version),
                        BYTE_ORDER_MARK,
                        oneLine(notice.text()))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String version(String version) {
        return "[origin software=\"Traffic Insights Workbench\" swVersion=\"%s\"]"
                .formatted(parameter(version));
    }

    static byte[] cef(Notice notice, int facility, String host, String version) {
        Instant at = Instant.EPOCH.plus(notice.atMicros(), ChronoUnit.MICROS);
        String header =
                "CEF:0|Traffic Insights|Workbench|%s|%s|%s|%d|"
                        .formatted(
                                headerField(version),
                                notice.kind().label() + "." + notice.state().label(),
                                headerField(notice.name()),
                                cefSeverity(notice));
        String extension =
                "externalId=%s start=%d end=%d cat=%s msg=%s cs1Label=alert cs1=%s cs2Label=dimension cs2=%s cs3Label=key cs3=%s cs4Label=source cs4=%s cs5Label=unit cs5=%s"
                        .formatted(
                                notice.id(),
                                notice.startMicros() / 1000,
                                notice.endMicros() / 1000,
                                notice.severity().label(),
                                value(notice.text()),
                                notice.alertId(),
                                notice.dimension().label(),
                                value(notice.key()),
                                value(notice.source()),
                                value(notice.unit()));
        return "<%d>%s %s %s%s%s"
                .formatted(
                        8 * facility + severity(notice),
                        RFC_3164.format(at),
                        headerWord(host, 255),
                        header,
                        extension,
                        floats(notice))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String floats(Notice notice) {
        StringBuilder text = new StringBuilder();
        if (Double.isFinite(notice.observed())) {
            text.append(" cfp1Label=observed cfp1=").append(notice.observed());
        }
        if (Double.isFinite(notice.limit())) {
            text.append(" cfp2Label=limit cfp2=").append(notice.limit());
        }
        return text.toString();
    }

    /// Syslog's: 2 critical, 3 error, 4 warning, 5 notice.
    private static int severity(Notice notice) {
        if (notice.state() == Notice.State.RESOLVED) {
            return 5;
        }
        return switch (notice.severity()) {
            case CRITICAL -> 2;
            case MAJOR -> 3;
            case MINOR -> 4;
        };
    }

    /// CEF's, 0 to 10.
    private static int cefSeverity(Notice notice) {
        if (notice.state() == Notice.State.RESOLVED) {
            return 1;
        }
        return notice.severity() == Severity.CRITICAL
                ? 10
                : notice.severity() == Severity.MAJOR ? 7 : 4;
    }

    private static String figure(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "-";
    }

    /// Printable ASCII without blanks; `-` for nothing.
    private static String headerWord(String text, int longest) {
        String word = text.replaceAll("[^!-~]", "");
        return word.isEmpty() ? "-" : word.substring(0, Math.min(longest, word.length()));
    }

    /// The value of a parameter: `"`, `\` and `]` have a backslash before them.
    private static String parameter(String text) {
        return oneLine(text).replaceAll("([\"\\\\\\]])", "\\\\$1");
    }

    private static String headerField(String text) {
        return oneLine(text).replace("\\", "\\\\").replace("|", "\\|");
    }

    private static String value(String text) {
        return text.replace("\\", "\\\\")
                .replace("=", "\\=")
                .replace("\r", "")
                .replace("\n", "\\n");
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
