package trafficinsights.analyze.shift;

import java.util.List;
import java.util.stream.Collectors;
import trafficinsights.model.Dimension;

/// Keys of one dimension that are spoken of together.
record KeyGroup(Dimension dimension, List<String> keys, boolean areNew) {
    /// More are named by what they have in common, or counted.
    private static final int MOST_NAMED = 3;

    private static final int SHORTEST_PATTERN = 2;

    KeyGroup {
        keys = List.copyOf(keys);
    }

    /// `eu-1`, `eu-1, eu-2`, `/wp-login*.php`, or `eu-1, eu-2, eu-3 and 4 more`.
    String text() {
        if (keys.size() <= MOST_NAMED) {
            return keys.stream().map(KeyGroup::named).collect(Collectors.joining(", "));
        }
        String start = commonStart();
        if (start.length() >= SHORTEST_PATTERN) {
            return start + "*" + commonEnd(start.length());
        }
        return keys.stream()
                        .limit(MOST_NAMED)
                        .map(KeyGroup::named)
                        .collect(Collectors.joining(", "))
                + " and %,d more".formatted(keys.size() - MOST_NAMED);
    }

    private static String named(String key) {
        return key.isEmpty() ? "(none)" : key;
    }

    /// `server eu-1`, `servers eu-1, eu-2`, `968 new routes /wp-login*.php`.
    String words() {
        String noun = dimension.label().replace('_', ' ');
        String plural = noun.endsWith("s") ? noun + "es" : noun + "s";
        String name = keys.size() == 1 ? noun : plural;
        if (areNew) {
            name = keys.size() == 1 ? "the new " + name : "%,d new %s".formatted(keys.size(), name);
        }
        return name + " " + text();
    }

    private String commonStart() {
        String start = keys.getFirst();
        for (String key : keys) {
            int at = 0;
            while (at < Math.min(start.length(), key.length())
                    && start.charAt(at) == key.charAt(at)) {
                at++;
            }
            start = start.substring(0, at);
        }
        return start;
    }

    private String commonEnd(int behind) {
        String end = keys.getFirst().substring(behind);
        for (String key : keys) {
            String rest = key.substring(behind);
            int at = 0;
            while (at < Math.min(end.length(), rest.length())
                    && end.charAt(end.length() - 1 - at) == rest.charAt(rest.length() - 1 - at)) {
                at++;
            }
            end = end.substring(end.length() - at);
        }
        return end;
    }
}
