package trafficinsights.ingest.events;

import java.util.List;
import trafficinsights.ingest.csv.ColumnWords;

/// What a column of a table, or a key of JSON, says of an event. Names are compared as those of
/// requests are ([ColumnWords#of]); the first that a table has is used.
enum EventRole {
    START(
            "time created, start, start time, started, started at, start date, begin, begin time,"
                    + " from, timestamp, time stamp, time, datetime, date time, date and time,"
                    + " event time, ts, at, when, time generated, occurred at, occurred, deployed at,"
                    + " created, created at, published, logged at, asctime, log time, epoch, utc, t,"
                    + " beginn, start zeit, zeitstempel, zeit, zeitpunkt, datum und uhrzeit,"
                    + " datum uhrzeit, datum, debut, horodatage, date et heure, date heure, inicio,"
                    + " fecha y hora, fecha hora, data e ora, data ora, tijdstip, date"),
    DATE("date, day, datum, tag, fecha, data, jour, giorno, log date"),
    TIME_OF_DAY("time, time of day, clock, uhrzeit, zeit, heure, hora, ora, tijd, log time"),
    END(
            "end, end time, ended, ended at, end date, finish, finish time, finished, finished at,"
                    + " completed, completed at, stop, stop time, stopped, stopped at, until, to,"
                    + " ende, fin, fine, hasta"),
    DURATION("duration, elapsed, took, length, dauer, duree, duracion, durata"),
    KIND(
            "kind, event kind, event type, level display name, entry type, level, log level,"
                    + " severity, severity text, levelname, level name, loglevel, lvl, priority, type,"
                    + " action, category, ebene, stufe, art, typ, schweregrad, niveau, nivel, livello"),
    TEXT(
            "message, msg, text, title, description, summary, short message, full message, comment,"
                    + " note, notes, annotation, details, detail, body, log, rendered message,"
                    + " text payload, content, nachricht, meldung, beschreibung, titel, titre, mensaje,"
                    + " descripcion, messaggio, descrizione, event, name"),
    SERVER(
            "server, server name, host, hostname, host name, machine name, machine, computer,"
                    + " computer name, node, node name, instance, pod, pod name, source host,"
                    + " rechner, serveur, servidor, source");

    /// The best first; commas between them.
    private final String words;

    EventRole(String words) {
        this.words = words;
    }

    /// How well a name says the role: 0 is best; -1 when it does not.
    int rank(String name) {
        return List.of(words.split(", ")).indexOf(ColumnWords.of(name).words());
    }

    /// Whether a name says any role.
    static boolean isKnown(String name) {
        for (EventRole role : values()) {
            if (role.rank(name) >= 0) {
                return true;
            }
        }
        return false;
    }
}
