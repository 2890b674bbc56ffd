package trafficinsights.ingest.csv;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import trafficinsights.model.CsvRole;

/// What columns are called, in the languages and habits of those who write CSV.
public final class ColumnWords {
    /// How well a name says a role.
    enum Match {
        NONE,
        /// The words are among others: `avg response time of page`.
        PART,
        WHOLE
    }

    /// A column's name without its unit.
    ///
    /// @param unit `s`, `ms`, `us`, `ns`, or empty
    public record Name(String words, String unit) {}

    /// Whole names by role; commas between them.
    private static final Map<CsvRole, List<String>> WORDS = new EnumMap<>(CsvRole.class);

    /// Words that make another thing of a name that has the right ones, too.
    private static final Map<CsvRole, List<String>> OTHER_THINGS = new EnumMap<>(CsvRole.class);

    static {
        add(
                CsvRole.TIME,
                "timestamp, time, ts, datetime, date time, time stamp, event time, request time,"
                        + " start time, time local, time iso8601, received at, created at, logged at,"
                        + " accept date, accepted, started, start, msec, request creation time, time generated, epoch, log time, utc, time utc,"
                        + " zeitstempel, zeit, zeitpunkt, datum uhrzeit, datum zeit, horodatage,"
                        + " horodate, date heure, fecha hora, fecha y hora, marca de tiempo,"
                        + " marca temporal, data ora, data hora, data e hora, tijdstip, tijdstempel");
        add(
                CsvRole.DATE,
                "date, day, datum, tag, fecha, data, jour, dia, giorno, log date, date utc");
        add(
                CsvRole.TIME_OF_DAY,
                "time, time of day, clock, uhrzeit, zeit, heure, hora, ora, tijd, log time, time utc");
        add(
                CsvRole.LATENCY,
                "latency, duration, response time, request time, elapsed, elapsed time, time taken,"
                        + " took, rt, resp time, processing time, total time, request duration,"
                        + " response duration, request latency, response latency, dauer, antwortzeit,"
                        + " laufzeit, latenz, duree, temps de reponse, latence, latencia,"
                        + " tiempo de respuesta, duracion, durata, latenza, tempo di risposta, duracao,"
                        + " tempo de resposta, looptijd, responstijd, duur, ta, tt");
        add(
                CsvRole.STATUS,
                "status, status code, sc status, http status, http code, http status code, code,"
                        + " response code, response status, http response code, statuscode, statut,"
                        + " code http, code retour, code de statut, antwortcode, estado,"
                        + " codigo de estado, codigo, stato, codice, codice di stato, elb status code,"
                        + " statuscode http");
        add(
                CsvRole.BYTES,
                "bytes, bytes sent, body bytes sent, size, response size, response bytes, sc bytes,"
                        + " content length, sent bytes, bytes out, resp size, response length, length,"
                        + " byte, groesse, grosse, antwortgrosse, gesendete bytes, bytes gesendet,"
                        + " octets, taille, tamano, dimensione, tamanho, grootte");
        add(
                CsvRole.METHOD,
                "method, http method, verb, request method, cs method, http verb, request verb, methode, metodo,"
                        + " http methode");
        add(
                CsvRole.TARGET,
                "url, uri, path, target, request uri, request path, request url, cs uri stem,"
                        + " url path, route, endpoint, resource, page, pfad, chemin, ruta, percorso,"
                        + " caminho, pad");
        add(CsvRole.REQUEST, "request, request line, http request, anfrage, requete, peticion");
        add(
                CsvRole.CLIENT,
                "client, client ip, clientip, client addr, client address, remote addr,"
                        + " remote address, remote ip, remote host, c ip, source ip, src ip, ip,"
                        + " ip address, client host, user ip, client id, visitor, peer, quelle,"
                        + " quell ip, kunde, adresse ip, direccion ip, cliente, indirizzo ip");
        add(CsvRole.FORWARDED_FOR, "x forwarded for, forwarded for, http x forwarded for, xff");
        add(
                CsvRole.SERVER,
                "server, server name, servername, backend, backend server, upstream, upstream host,"
                        + " upstream addr, instance, node, hostname, host name, target ip, s ip,"
                        + " s computername, computer name, backend name, server ip, server id,"
                        + " machine, pod, serveur, servidor, rechner, knoten");
        add(CsvRole.UPSTREAMS, "upstream addr, upstreams, upstream");
        add(
                CsvRole.REGION,
                "region, zone, availability zone, datacenter, data center, dc, az, pop,"
                        + " region name, standort, rechenzentrum, regione, regiao");
        add(CsvRole.HOST, "host, vhost, virtual host, domain, domain name, cs host, http host");
        add(CsvRole.LISTENER, "frontend, frontend name, listener, entry point, entrypoint");
        add(CsvRole.GROUP, "target group, pool, cluster, upstream name, service name");
        add(CsvRole.ATTEMPT, "attempt, attempts, attempt number, try, versuch, tentative");
        add(CsvRole.RETRIES, "retries, retry count, retry, retry attempts, wiederholungen");

        exclude(CsvRole.BYTES, "received request in cs client kb mb gb kib mib id");
        exclude(CsvRole.CLIENT, "port agent version name");
        exclude(
                CsvRole.SERVER,
                "time port version status bytes response latency duration id count");
        exclude(CsvRole.STATUS, "country upstream backend target origin error id text message zip");
        exclude(
                CsvRole.LATENCY,
                "upstream backend connect wait queue expected limit timeout sla slo threshold budget");
        exclude(CsvRole.TIME, "end ended finish finished expire expires updated upstream");
        exclude(CsvRole.TARGET, "referer referrer id group ip");
        exclude(CsvRole.REQUEST, "id size bytes time count length method");
        exclude(CsvRole.METHOD, "id");
        exclude(CsvRole.REGION, "time");
    }

    private ColumnWords() {}

    private static void add(CsvRole role, String names) {
        WORDS.put(role, List.of(names.split(",\\s*")));
    }

    private static void exclude(CsvRole role, String words) {
        OTHER_THINGS.put(role, List.of(words.split(" ")));
    }

    /// The names of a table's columns. Azure Log Analytics puts the type of a value behind its name
    /// (`timeTaken_d`, `host_s`), which is not a unit.
    static List<Name> all(List<String> headers, boolean hasHeader) {
        if (!hasHeader) {
            return Collections.nCopies(headers.size(), of(""));
        }
        boolean hasTypes =
                headers.stream().anyMatch(header -> header.startsWith("TimeGenerated"))
                        || (headers.stream().anyMatch(header -> header.endsWith("_d"))
                                && headers.stream().anyMatch(header -> header.endsWith("_s")));
        return headers.stream()
                .map(header -> of(hasTypes ? header.replaceFirst("_[sdbgt]$", "") : header))
                .toList();
    }

    /// Lower case, no accents, words apart, the unit taken off.
    public static Name of(String header) {
        String plain =
                Normalizer.normalize(header.replace("ß", "ss"), Normalizer.Form.NFKD)
                        .replaceAll("\\p{M}", "")
                        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                        .toLowerCase(Locale.ROOT);
        List<String> words = new ArrayList<>();
        for (String word : plain.split("[^\\p{L}\\p{N}]+")) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        String unit = words.size() > 1 ? unit(words.getLast()) : "";
        if (words.size() > 2 && unit.isEmpty() && words.get(words.size() - 2).equals("in")) {
            unit = unit(words.getLast());
        }
        if (!unit.isEmpty()) {
            words.removeLast();
            if (words.size() > 1 && words.getLast().equals("in")) {
                words.removeLast();
            }
        }
        return new Name(String.join(" ", words), unit);
    }

    private static String unit(String word) {
        return switch (word) {
            case "s",
                    "sec",
                    "secs",
                    "second",
                    "seconds",
                    "sek",
                    "sekunden",
                    "secondes",
                    "segundos" ->
                    "s";
            case "ms",
                    "msec",
                    "msecs",
                    "milli",
                    "millis",
                    "millisecond",
                    "milliseconds",
                    "millisekunden",
                    "millisecondes",
                    "milisegundos" ->
                    "ms";
            case "us",
                    "μs",
                    "usec",
                    "usecs",
                    "micro",
                    "micros",
                    "microsecond",
                    "microseconds",
                    "mikrosekunden",
                    "microsecondes",
                    "microsegundos" ->
                    "us";
            case "ns", "nsec", "nano", "nanos", "nanosecond", "nanoseconds", "nanosekunden" -> "ns";
            default -> "";
        };
    }

    static Match match(CsvRole role, Name name) {
        String padded = " " + name.words + " ";
        List<String> known = WORDS.getOrDefault(role, List.of());
        if (known.contains(name.words)) {
            return Match.WHOLE;
        }
        for (String word : OTHER_THINGS.getOrDefault(role, List.of())) {
            if (padded.contains(" " + word + " ")) {
                return Match.NONE;
            }
        }
        for (String words : known) {
            if (words.length() > 2 && padded.contains(" " + words + " ")) {
                return Match.PART;
            }
        }
        return Match.NONE;
    }

    /// Whether a name has the words of a role, be it with others that make another thing of it.
    static boolean saysPart(CsvRole role, Name name) {
        String padded = " " + name.words + " ";
        return WORDS.getOrDefault(role, List.of()).stream()
                .anyMatch(words -> words.length() > 2 && padded.contains(" " + words + " "));
    }

    /// Whether a name is one of any role; headers have some.
    static boolean isKnown(String header) {
        Name name = of(header);
        return WORDS.values().stream().anyMatch(words -> words.contains(name.words));
    }
}
