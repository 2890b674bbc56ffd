package trafficinsights.ingest.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.model.Reject;
import trafficinsights.model.TimeForm;
import trafficinsights.model.events.Event;

/// Lines come from the documents of the products that write them: RFC 3164 and 5424, the log files
/// of Apache httpd, Spring Boot, Python and Windows. Longer than 400 lines: an example for each.
class EventReaderTest {
    private static final EventOptions UTC = new EventOptions(ZoneOffset.UTC, null);

    @TempDir Path folder;

    private Path file(String name, String... lines) throws IOException {
        return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
    }

    private EventLog read(String... lines) throws IOException {
        return EventReader.read(List.of(file("events.txt", lines)), UTC);
    }

    private static long micros(String time) {
        Instant instant = Instant.parse(time);
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
    }

    private static Event moment(String time, String kind, String text, String server) {
        return new Event(micros(time), OptionalLong.empty(), kind, text, server);
    }

    @Test
    void columnsAreFoundByTheirNames() throws IOException {
        EventLog log =
                read(
                        "start;end;kind;text;server",
                        "2026-11-22 20:19:28;2026-11-22 20:21:00;deploy;orders 4.2;web-1",
                        "2026-11-22 20:30:00;;restart;cache;");
        assertThat(log.events())
                .containsExactly(
                        new Event(
                                micros("2026-11-22T20:19:28Z"),
                                OptionalLong.of(micros("2026-11-22T20:21:00Z")),
                                "deploy",
                                "orders 4.2",
                                "web-1"),
                        moment("2026-11-22T20:30:00Z", "restart", "cache", ""));
        assertThat(log.rejects()).isEmpty();
    }

    @Test
    void aTableOfOneRowIsReadByItsHeader() throws IOException {
        EventLog log =
                read("time,type,message", "2026-11-22T20:19:28Z,deploy,\"orders 4.2, blue\"");
        assertThat(log.events())
                .containsExactly(moment("2026-11-22T20:19:28Z", "deploy", "orders 4.2, blue", ""));
    }

    @Test
    void whatNoColumnCallsATextIsPutTogether() throws IOException {
        EventLog log =
                read(
                        "timestamp,event,service,version",
                        "1795378768,deploy,orders,4.2",
                        "1795378900,rollback,orders,4.1");
        assertThat(log.events()).extracting(Event::text).containsExactly("deploy", "rollback");
        EventLog kinds = read("timestamp,kind,service,version", "1795378768,deploy,orders,4.2");
        assertThat(kinds.events().getFirst().title()).isEqualTo("deploy orders 4.2");
    }

    @Test
    void aDurationWithAUnitGivesTheEnd() throws IOException {
        EventLog log =
                read(
                        "time,duration_s,kind,text",
                        "2026-11-22T20:00:00Z,90,maintenance,db",
                        "2026-11-22T21:00:00Z,,maintenance,db-2");
        assertThat(log.events().getFirst().endMicros()).hasValue(micros("2026-11-22T20:01:30Z"));
        assertThat(log.events().getLast().endMicros()).isEmpty();
        EventLog doubtful =
                read("time,duration,kind,text", "2026-11-22T20:00:00Z,90,maintenance,db");
        assertThat(doubtful.events().getFirst().endMicros()).isEmpty();
        assertThat(doubtful.notes().getFirst()).contains("duration");
    }

    @Test
    void theEventViewersTableHasOneColumnMoreThanItNames() throws IOException {
        EventLog log =
                read(
                        "Level,Date and Time,Source,Event ID,Task Category",
                        "Error,10/17/2026 06:38:24 PM,Service Control Manager,7031,None,\"The Orders service terminated unexpectedly.",
                        "",
                        "It has done this 1 time(s).\"",
                        "Information,10/17/2026 06:39:24 PM,Service Control Manager,7036,None,The Orders service entered the running state.");
        assertThat(log.events())
                .containsExactly(
                        moment(
                                "2026-10-17T18:38:24Z",
                                "error",
                                "The Orders service terminated unexpectedly.\n\nIt has done this 1 time(s).",
                                ""),
                        moment(
                                "2026-10-17T18:39:24Z",
                                "info",
                                "The Orders service entered the running state.",
                                ""));
    }

    @Test
    void whatPowerShellExportsIsRead() throws IOException {
        Path file = folder.resolve("system.csv");
        String text =
                """
                #TYPE System.Diagnostics.Eventing.Reader.EventLogRecord
                "Message","Id","Version","Qualifiers","Level","Task","Opcode","Keywords","RecordId","ProviderName","ProviderId","LogName","ProcessId","ThreadId","MachineName","UserId","TimeCreated","ActivityId","RelatedActivityId","ContainerLog","MatchedQueryIds","Bookmark","LevelDisplayName","OpcodeDisplayName","TaskDisplayName","KeywordsDisplayNames","Properties"
                "The process C:\\Windows\\system32\\svchost.exe has initiated the restart of computer WEB-1.
                 Reason Code: 0x80020010","1074",,"32768","4","0",,"-9187343239835811840","5121","User32",,"System","988","1010","WEB-1","S-1-5-18","10/17/2026 8:19:28\u202fPM",,,"system","System.UInt32[]","System.Diagnostics.Eventing.Reader.EventBookmark","Information",,,"System.Collections.ObjectModel.ReadOnlyCollection`1[System.String]","System.Collections.Generic.List`1[System.Diagnostics.Eventing.Reader.EventProperty]"
                """;
        Files.write(file, ("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE));
        EventLog log = EventReader.read(List.of(file), UTC);
        assertThat(log.events())
                .containsExactly(
                        moment(
                                "2026-10-17T20:19:28Z",
                                "info",
                                "The process C:\\Windows\\system32\\svchost.exe has initiated the restart of computer WEB-1.\n Reason Code: 0x80020010",
                                "WEB-1"));
    }

    @Test
    void whetherDayOrMonthComesFirstIsProvedOrAsked() throws IOException {
        String[] doubtful = {"time,kind,text", "10/11/2026 8:19:28 PM,deploy,orders 4.2"};
        assertThatThrownBy(() -> read(doubtful))
                .hasMessageContaining("column 1 (time)")
                .hasMessageContaining("--event-dates");
        Path file = file("asked.csv", doubtful);
        assertThat(start(file, TimeForm.DAY_FIRST)).isEqualTo(micros("2026-11-10T20:19:28Z"));
        assertThat(start(file, TimeForm.MONTH_FIRST)).isEqualTo(micros("2026-10-11T20:19:28Z"));
        Path proved =
                file(
                        "proved.csv",
                        "time,kind,text",
                        "10/11/2026 20:19,deploy,orders 4.2",
                        "10/13/2026 20:19,deploy,orders 4.3");
        assertThat(start(proved, TimeForm.DAY_FIRST)).isEqualTo(micros("2026-10-11T20:19:00Z"));
    }

    private static long start(Path file, TimeForm dates) {
        EventOptions options = new EventOptions(ZoneOffset.UTC, dates);
        return EventReader.read(List.of(file), options).events().getFirst().startMicros();
    }

    @Test
    void timesWithoutOffsetAreInTheZoneGiven() throws IOException {
        Path file = file("a.log", "2026-11-22 20:19:28,123 ERROR [main] c.e.Orders - refused");
        EventOptions berlin = new EventOptions(ZoneId.of("Europe/Berlin"), null);
        assertThat(EventReader.read(List.of(file), berlin).events().getFirst().startMicros())
                .isEqualTo(micros("2026-11-22T19:19:28.123Z"));
    }

    @Test
    void jsonLinesArraysAndListsAreRead() throws IOException {
        String object =
                "{\"@timestamp\":\"2026-11-22T20:19:28Z\",\"log.level\":\"ERROR\",\"message\":\"Connection refused\",\"host\":{\"name\":\"web-1\"}}";
        Event expected = moment("2026-11-22T20:19:28Z", "error", "Connection refused", "web-1");
        assertThat(read(object).events()).containsExactly(expected);
        assertThat(read("[" + object + "]").events()).containsExactly(expected);
        assertThat(read("{\"events\":[" + object, "]}").events()).containsExactly(expected);
    }

    @Test
    void levelsOfPinoAreNumbers() throws IOException {
        EventLog log =
                read(
                        "{\"level\":30,\"time\":1795378768000,\"pid\":1,\"hostname\":\"web-1\",\"msg\":\"listening\"}",
                        "{\"level\":50,\"time\":1795378769000,\"pid\":1,\"hostname\":\"web-1\",\"msg\":\"refused\"}",
                        "{\"level\":50,\"time\":1795378770000,");
        assertThat(log.events()).extracting(Event::kind).containsExactly("info", "error");
        assertThat(log.rejects())
                .extracting(Reject::lineNumber, Reject::cause)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(3L, "not a JSON object"));
    }

    @Test
    void aStackTraceBelongsToTheLineBefore() throws IOException {
        EventLog log =
                read(
                        "2026-11-22 20:19:28,123 ERROR [main] com.shop.Orders - Connection refused",
                        "java.net.ConnectException: Connection refused",
                        "\tat com.shop.Orders.main(Orders.java:12)",
                        "2026-11-22 20:19:29,123 INFO  [main] com.shop.Orders - retrying");
        assertThat(log.events()).hasSize(2);
        assertThat(log.events().getFirst().text())
                .isEqualTo(
                        "[main] com.shop.Orders - Connection refused\njava.net.ConnectException: Connection refused\n\tat com.shop.Orders.main(Orders.java:12)");
        assertThat(log.events().getFirst().title()).isEqualTo("error: Connection refused");
        assertThat(log.rejects()).isEmpty();
    }

    @Test
    void linesBeforeTheFirstTimeAreRejects() throws IOException {
        EventLog log = read("Orders 4.2", "2026-11-22 20:19:28 WARN slow");
        assertThat(log.rejects())
                .extracting(Reject::lineNumber, Reject::cause, Reject::text)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                1L, "no time at the start of the line", "Orders 4.2"));
    }

    @Test
    void linesOfCommonLogsAreRead() throws IOException {
        assertEvent(
                "[Fri Sep 09 10:42:29.902022 2011] [core:error] [pid 35708:tid 4328636416] [client 72.15.99.187] File does not exist: /usr/local/apache2/htdocs/favicon.ico",
                "2011-09-09T10:42:29.902022Z",
                "error");
        assertEvent(
                "2022-02-03T15:42:17.212Z  INFO 5478 --- [           main] o.s.b.d.f.s.MyApplication                : Starting MyApplication v0.0.1",
                "2022-02-03T15:42:17.212Z",
                "info");
        assertEvent(
                "2015-07-29 17:41:44,747 - WARN  [QuorumPeer:FastLeaderElection@774] - Notification time out: 3200",
                "2015-07-29T17:41:44.747Z",
                "warning");
        assertEvent(
                "2010-12-12 11:41:42,612 - spam - CRITICAL - is this thing on",
                "2010-12-12T11:41:42.612Z",
                "critical");
        assertEvent(
                "2026/11/22 20:19:28 [error] 1234#0: *1 connect() failed",
                "2026-11-22T20:19:28Z",
                "error");
        assertEvent(
                "22-Nov-2026 20:19:28.123 SEVERE [main] org.apache.catalina.core.StandardService failed",
                "2026-11-22T20:19:28.123Z",
                "error");
        assertEvent(
                "2026-11-22 20:19:28.123 UTC [1234] FATAL:  the database system is starting up",
                "2026-11-22T20:19:28.123Z",
                "critical");
        assertEvent(
                "2026-11-22T20:19:28.123456+01:00 [ERROR] [MY-010119] [Server] Aborting",
                "2026-11-22T19:19:28.123456Z",
                "error");
    }

    private void assertEvent(String line, String time, String kind) throws IOException {
        Event event = read(line).events().getFirst();
        assertThat(Instant.EPOCH.plusNanos(event.startMicros() * 1000))
                .as(line)
                .isEqualTo(Instant.parse(time));
        assertThat(event.kind()).as(line).isEqualTo(kind);
    }

    @Test
    void theTwoLinesOfJavaUtilLoggingAreOneEvent() throws IOException {
        EventLog log =
                read(
                        "Nov 22, 2026 8:19:28 PM com.shop.Orders main",
                        "SEVERE: Connection refused",
                        "Nov 22, 2026 8:19:29 PM com.shop.Orders main",
                        "INFO: retrying");
        assertThat(log.events())
                .containsExactly(
                        moment("2026-11-22T20:19:28Z", "error", "Connection refused", ""),
                        moment("2026-11-22T20:19:29Z", "info", "retrying", ""));
    }

    @Test
    void theExamplesOfRfc5424AreRead() throws IOException {
        EventLog log =
                read(
                        "<34>1 2003-10-11T22:14:15.003Z mymachine.example.com su - ID47 - \ufeff'su root' failed for lonvick on /dev/pts/8",
                        "<165>1 2003-08-24T05:14:15.000003-07:00 192.0.2.1 myproc 8710 - - %% It's time to make the do-nuts.",
                        "<165>1 2003-10-11T22:14:15.003Z mymachine.example.com evntslog - ID47 [exampleSDID@32473 iut=\"3\" eventSource=\"Application\" eventID=\"1011\"][examplePriority@32473 class=\"high\"]");
        assertThat(log.events())
                .containsExactly(
                        moment(
                                "2003-08-24T12:14:15.000003Z",
                                "notice",
                                "%% It's time to make the do-nuts.",
                                "192.0.2.1"),
                        moment("2003-10-11T22:14:15.003Z", "notice", "", "mymachine.example.com"),
                        moment(
                                "2003-10-11T22:14:15.003Z",
                                "critical",
                                "'su root' failed for lonvick on /dev/pts/8",
                                "mymachine.example.com"));
    }

    @Test
    void theYearOfRfc3164IsThatOfTheFilesLastChange() throws IOException {
        Path file =
                file(
                        "messages",
                        "<34>Oct 11 22:14:15 mymachine su: 'su root' failed for lonvick on /dev/pts/8",
                        "Dec 31 23:59:59 mymachine su: happy");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2003-10-12T00:00:00Z")));
        EventLog log = EventReader.read(List.of(file), UTC);
        assertThat(log.events())
                .containsExactly(
                        moment(
                                "2002-12-31T23:59:59Z",
                                Event.UNKNOWN_KIND,
                                "su: happy",
                                "mymachine"),
                        moment(
                                "2003-10-11T22:14:15Z",
                                "critical",
                                "su: 'su root' failed for lonvick on /dev/pts/8",
                                "mymachine"));
        assertThat(log.notes().getFirst()).contains("year");
    }

    @Test
    void whatACollectorPutsInFrontIsRemoved() throws IOException {
        EventLog log =
                read(
                        "2026-11-22T20:19:30.000000001Z stderr F 2026-11-22 20:19:28,123 ERROR refused",
                        "2026-11-22T20:19:30.000000002Z stderr F \tat com.shop.Orders.main(Orders.java:12)",
                        "2026-11-22T20:19:31.000000003Z stdout F 2026-11-22 20:19:29,123 INFO fine");
        assertThat(log.events())
                .containsExactly(
                        moment(
                                "2026-11-22T20:19:28.123Z",
                                "error",
                                "refused\n\tat com.shop.Orders.main(Orders.java:12)",
                                ""),
                        moment("2026-11-22T20:19:29.123Z", "info", "fine", ""));
        EventLog plain = read("2026-11-22T20:19:30.5Z stderr F WARN slow");
        assertThat(plain.events())
                .containsExactly(moment("2026-11-22T20:19:30.5Z", "warning", "slow", ""));
    }

    @Test
    void whatCannotBeReadIsARejectWithItsReason() throws IOException {
        EventLog log =
                read(
                        "start,end,kind,text",
                        "2026-11-22T20:19:28Z,,deploy,a",
                        "yesterday,,deploy,b",
                        ",,deploy,c",
                        "2026-11-22T20:19:28Z,2026-11-22T20:00:00Z,deploy,d",
                        "2026-11-22T20:19:28Z,,deploy,e,f");
        assertThat(log.events()).hasSize(1);
        assertThat(log.rejects())
                .extracting(Reject::lineNumber, Reject::cause)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                3L,
                                "the time cannot be read; check that column 1 (start) is the time"),
                        org.assertj.core.groups.Tuple.tuple(4L, "no time"),
                        org.assertj.core.groups.Tuple.tuple(5L, "it ends before it starts"),
                        org.assertj.core.groups.Tuple.tuple(6L, "wrong number of fields"));
        assertThat(log.notes().getFirst()).contains("1 event, 4 rejects");
    }

    @Test
    void aFileWithoutAnEventIsRefused() {
        assertThatThrownBy(() -> read("hello", "world")).hasMessageContaining("no events");
        assertThatThrownBy(() -> read("time,kind,text")).hasMessageContaining("no events");
        assertThatThrownBy(() -> read("a,b", "1,2", "3,4"))
                .hasMessageContaining("no column with times");
    }

    @Test
    void repetitionsThatFollowOneAnotherAreOneEventWithACount() throws IOException {
        EventLog log =
                read(
                        "2026-11-22 20:19:28 ERROR refused",
                        "2026-11-22 20:19:30 ERROR refused",
                        "2026-11-22 20:20:30 ERROR refused",
                        "2026-11-22 20:22:30 ERROR refused");
        assertThat(log.events()).extracting(Event::count).containsExactly(3L, 1L);
        assertThat(log.events().getFirst().lastMicros()).isEqualTo(micros("2026-11-22T20:20:30Z"));
    }

    @Test
    void theMostSevereAreKeptAndTheOthersCounted() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < EventReader.MOST_EVENTS + 5; i++) {
            text.append("2026-11-22 20:%02d:%02d INFO line %d%n".formatted(i / 60 % 60, i % 60, i));
        }
        text.append("2026-11-22 23:00:00 ERROR refused\n");
        Path file = Files.writeString(folder.resolve("long.log"), text);
        EventLog log = EventReader.read(List.of(file), UTC);
        assertThat(log.events()).hasSize(EventReader.MOST_EVENTS);
        assertThat(log.events().getLast().kind()).isEqualTo("error");
        assertThat(log.leftOut()).isEqualTo(6);
        assertThat(log.notes().getLast()).contains("6 events were left out");
        EventLog late =
                EventReader.read(
                        List.of(file), UTC, micros("2026-11-22T22:00:00Z"), Long.MAX_VALUE);
        assertThat(late.events()).hasSize(1);
        assertThat(late.outside()).isEqualTo(EventReader.MOST_EVENTS + 5L);
    }
}
