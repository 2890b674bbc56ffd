/// Alerts out: notices to webhooks, syslog, the desktop; figures as Prometheus text and by
/// OpenTelemetry. What is sent, to whom and how; never what is an alert.
@NullMarked
package trafficinsights.alerts;

import org.jspecify.annotations.NullMarked;
