package trafficinsights.model.events;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// How severe a log says that an event is, the least severe first. The label is the kind of an
/// event that has no other. Words of Windows, syslog, `java.util.logging` and other logs are read.
public enum EventLevel {
    TRACE("trace,verbose,finest,finer,ausführlich"),
    DEBUG("debug,fine,config,dbg"),
    INFO(
            "info,information,informational,informationen,información,informazioni,successaudit,"
                    + "audit success,log"),
    NOTICE("notice"),
    WARNING("warning,warn,wrn,warnung,avertissement,advertencia,avviso"),
    ERROR("error,err,severe,fehler,erreur,errore,failureaudit,audit failure"),
    CRITICAL("critical,crit,fatal,panic,alert,emerg,emergency,kritisch,critique,crítico,critico");

    private static final Map<String, EventLevel> BY_WORD = byWord();

    /// Commas between them.
    private final String words;

    EventLevel(String words) {
        this.words = words;
    }

    private static Map<String, EventLevel> byWord() {
        Map<String, EventLevel> levels = new HashMap<>();
        for (EventLevel level : values()) {
            for (String word : level.words.split(",")) {
                levels.put(word, level);
            }
        }
        return Map.copyOf(levels);
    }

    /// `warning`
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The level that a word names, whatever its case; empty when it names none.
    public static Optional<EventLevel> ofWord(String word) {
        EventLevel level = BY_WORD.get(word);
        return Optional.ofNullable(
                level == null ? BY_WORD.get(word.strip().toLowerCase(Locale.ROOT)) : level);
    }

    /// Whether a program writes such lines while all is well.
    public boolean isRoutine() {
        return compareTo(NOTICE) <= 0;
    }
}
