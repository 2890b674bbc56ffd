package trafficinsights.ingest.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.format.CombinedTail.Slot;
import trafficinsights.ingest.row.FieldRole;

/// Finds out what stands behind the common or the combined log, from a file's first lines.
///
/// A field counts only if it proves what it is: by a name in front of it, by being what only one
/// field is (a list of servers, seconds with three decimals, addresses in quotes), or by a second
/// field that has the same time in another unit. Fields without names count only if all of them are
/// proved, in nearly all lines.
final class TailGuess {
    /// Share of the lines that must have the same fields.
    private static final double MOST = 0.9;

    private static final Pattern HEAD =
            Pattern.compile(
                    "\\[\\d{1,2}/[A-Z][a-z]{2}/\\d{4}:[^\\]]*\\] \"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\""
                            + " (?:\\d{3}|-) (?:\\d+|-)"
                            + "(?<agent> (?:\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|-) (?:\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|-)(?= |$))?"
                            + "(?<rest>.*)$");

    private static final Pattern FIELD =
            Pattern.compile(
                    "(?:(?<name>[A-Za-z][\\w.-]*)=)?(?:\"(?<text>[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"|(?<word>[^\"\\s]\\S*(?:, \\S+| : \\S+)*+))(?= |$)");

    private static final Pattern SECONDS = Pattern.compile("\\d{1,7}\\.\\d{3}");
    private static final Pattern SECONDS_LIST =
            Pattern.compile("(?:-|\\d{1,7}\\.\\d{3})(?:(?:, | : )(?:-|\\d{1,7}\\.\\d{3}))*");
    private static final Pattern SERVERS =
            Pattern.compile("(?:-|(?:unix:)?\\S+:\\S+?)(?:(?:, | : )(?:-|(?:unix:)?\\S+:\\S+?))*");

    /// nginx writes an upstream as an address with a port, or as a path: `name:1` in a field
    /// without a name could be anything.
    private static final String ADDRESS =
            "(?:-|unix:\\S+?|\\d+(?:\\.\\d+){3}:\\d+|\\[[0-9a-fA-F:.%\\w]+\\]:\\d+)";

    private static final Pattern ADDRESSES =
            Pattern.compile(ADDRESS + "(?:(?:, | : )" + ADDRESS + ")*");
    private static final Pattern STATUSES =
            Pattern.compile("(?:-|\\d{3})(?:(?:, | : )(?:-|\\d{3}))*");
    private static final Pattern FORWARDED =
            Pattern.compile(
                    "(?:-|unknown|[\\d.]+(?::\\d+)?|\\[?[0-9a-fA-F:.]+\\]?)(?:,\\s?(?:unknown|[\\d.]+(?::\\d+)?|\\[?[0-9a-fA-F:.]+\\]?))*");
    private static final Pattern WHOLE = Pattern.compile("\\d{1,15}");
    private static final Pattern DURATION = Pattern.compile("\\d+(?:\\.\\d+)?(?:ns|us|µs|ms|s)");

    /// 10 µs.
    private static final double SHORTEST_MILLIS = 0.01;

    /// Names that people give a field of their own format.
    private static final Map<String, FieldRole> NAMES =
            Map.ofEntries(
                    Map.entry("rt", FieldRole.LATENCY_SECONDS),
                    Map.entry("reqtime", FieldRole.LATENCY_SECONDS),
                    Map.entry("requesttime", FieldRole.LATENCY_SECONDS),
                    Map.entry("requestduration", FieldRole.LATENCY_SECONDS),
                    Map.entry("duration", FieldRole.LATENCY_SECONDS),
                    Map.entry("latency", FieldRole.LATENCY_SECONDS),
                    Map.entry("uht", FieldRole.TTFBS_SECONDS),
                    Map.entry("upstreamheadertime", FieldRole.TTFBS_SECONDS),
                    Map.entry("ua", FieldRole.UPSTREAMS),
                    Map.entry("upstream", FieldRole.UPSTREAMS),
                    Map.entry("upstreamaddr", FieldRole.UPSTREAMS),
                    Map.entry("usaddr", FieldRole.UPSTREAMS),
                    Map.entry("xff", FieldRole.FORWARDED_FOR),
                    Map.entry("xforwardedfor", FieldRole.FORWARDED_FOR),
                    Map.entry("httpxforwardedfor", FieldRole.FORWARDED_FOR),
                    Map.entry("host", FieldRole.HOST),
                    Map.entry("vhost", FieldRole.HOST),
                    Map.entry("sn", FieldRole.LISTENER),
                    Map.entry("servername", FieldRole.LISTENER));

    /// A field as it stands in one line.
    private record Found(String name, boolean isQuoted, String value) {
        String shape() {
            return name + (isQuoted ? "\"" : "=");
        }
    }

    private final boolean isCombined;
    private final List<List<Found>> lines = new ArrayList<>();

    private TailGuess(boolean isCombined) {
        this.isCombined = isCombined;
    }

    /// @param sample first lines of a file
    /// @return null when these are not lines of the common log
    static @Nullable CombinedTail of(List<String> sample) {
        List<Matcher> heads = new ArrayList<>();
        for (String line : sample) {
            Matcher head = HEAD.matcher(line);
            if (head.find()) {
                heads.add(head);
            }
        }
        if (heads.isEmpty()) {
            return null;
        }
        long combined = heads.stream().filter(head -> head.group("agent") != null).count();
        boolean isCombined = combined >= MOST * heads.size();
        TailGuess guess = new TailGuess(isCombined);
        for (Matcher head : heads) {
            if (isCombined == (head.group("agent") != null)) {
                guess.add(head.group("rest"));
            }
        }
        return guess.tail();
    }

    private void add(String rest) {
        List<Found> fields = new ArrayList<>();
        Matcher field = FIELD.matcher(rest);
        int at = 0;
        while (at < rest.length()) {
            if (rest.charAt(at) == ' ' && at + 1 == rest.length()) {
                break;
            }
            if (rest.charAt(at) != ' ' || !field.find(at + 1) || field.start() != at + 1) {
                fields.add(new Found("", false, rest.substring(at)));
                break;
            }
            String name = field.group("name");
            String text = field.group("text");
            boolean isQuoted = text != null;
            fields.add(
                    new Found(
                            name == null ? "" : name,
                            isQuoted,
                            isQuoted ? text : field.group("word")));
            at = field.end();
        }
        lines.add(fields);
    }

    private CombinedTail tail() {
        Map<String, Integer> shapes = new HashMap<>();
        for (List<Found> line : lines) {
            shapes.merge(shape(line), 1, Integer::sum);
        }
        String usual =
                shapes.entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .map(Map.Entry::getKey)
                        .orElse("");
        if (shapes.getOrDefault(usual, 0) < MOST * lines.size()) {
            return unread("the lines do not have the same fields behind it");
        }
        lines.removeIf(line -> !shape(line).equals(usual));
        if (lines.isEmpty() || lines.getFirst().isEmpty()) {
            return CombinedTail.nothing(isCombined);
        }
        return read();
    }

    private static String shape(List<Found> line) {
        StringBuilder shape = new StringBuilder();
        line.forEach(field -> shape.append(field.shape()).append(' '));
        return shape.toString();
    }

    private CombinedTail unread(String why) {
        return new CombinedTail(
                isCombined,
                List.of(),
                false,
                "fields after the %s are not used: %s; give the server's format with --log-format to use them"
                        .formatted(isCombined ? "agent" : "bytes", why));
    }

    private CombinedTail read() {
        int width = lines.getFirst().size();
        FieldRole[] roles = new FieldRole[width];
        List<Integer> unnamed = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            roles[i] = FieldRole.IGNORED;
            if (lines.getFirst().get(i).name().isEmpty()) {
                unnamed.add(i);
            } else {
                roles[i] = named(i);
            }
        }
        boolean areProved = proveAll(unnamed, roles);
        if (!areProved) {
            unnamed.forEach(i -> roles[i] = FieldRole.IGNORED);
            provePair(unnamed, roles);
        }
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            Found field = lines.getFirst().get(i);
            slots.add(new Slot(field.name(), field.isQuoted(), roles[i]));
        }
        return new CombinedTail(isCombined, slots, true, note(unnamed, roles, areProved));
    }

    private String note(List<Integer> unnamed, FieldRole[] roles, boolean areProved) {
        boolean hasLatency = false;
        for (FieldRole role : roles) {
            hasLatency |= role.isLatency();
        }
        if (areProved && hasLatency) {
            return "";
        }
        List<String> unused = new ArrayList<>();
        for (int i = 0; i < roles.length; i++) {
            boolean isUnproved = !areProved && unnamed.contains(i);
            if (roles[i] == FieldRole.IGNORED && (isUnproved || isNumber(i))) {
                Found field = lines.getFirst().get(i);
                String name = field.name().isEmpty() ? "" : field.name() + "=";
                unused.add(
                        field.isQuoted() ? name + '"' + field.value() + '"' : name + field.value());
            }
        }
        if (unused.isEmpty()) {
            return "";
        }
        return "fields after the %s are not used, because their meaning is not certain: %s; %sgive the server's format with --log-format to use them"
                .formatted(
                        isCombined ? "agent" : "bytes",
                        String.join(" ", unused),
                        hasLatency ? "" : "no latency is known; ");
    }

    private boolean isNumber(int field) {
        return all(field, value -> value.matches("[\\d.]+|-"));
    }

    private boolean all(int field, Predicate<String> test) {
        return lines.stream().allMatch(line -> test.test(line.get(field).value()));
    }

    private boolean any(int field, Predicate<String> test) {
        return lines.stream().anyMatch(line -> test.test(line.get(field).value()));
    }

    private boolean isAll(int field, Pattern pattern) {
        return all(field, value -> pattern.matcher(value).matches());
    }

    /// What a name says, if the values agree.
    private FieldRole named(int field) {
        String name = lines.getFirst().get(field).name();
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        boolean isMillis = plain.endsWith("ms") && NAMES.containsKey(without(plain, "ms"));
        boolean isMicros = plain.endsWith("us") && NAMES.containsKey(without(plain, "us"));
        FieldRole role =
                NAMES.getOrDefault(
                        isMillis ? without(plain, "ms") : isMicros ? without(plain, "us") : plain,
                        FieldRole.IGNORED);
        return switch (role) {
            case LATENCY_SECONDS -> latency(field, isMillis, isMicros);
            case TTFBS_SECONDS -> isAll(field, SECONDS_LIST) ? role : FieldRole.IGNORED;
            case UPSTREAMS -> isAll(field, SERVERS) ? role : FieldRole.IGNORED;
            case FORWARDED_FOR -> isForwarded(field) ? role : FieldRole.IGNORED;
            default -> role;
        };
    }

    private static String without(String text, String end) {
        return text.substring(0, text.length() - end.length());
    }

    private FieldRole latency(int field, boolean isMillis, boolean isMicros) {
        if (isAll(field, DURATION)) {
            return FieldRole.LATENCY_TEXT;
        }
        boolean isNumber = all(field, value -> value.matches("\\d+(\\.\\d+)?"));
        if (isNumber && isMillis) {
            return FieldRole.LATENCY_MILLIS;
        }
        if (isNumber && isMicros) {
            return FieldRole.LATENCY_MICROS;
        }
        // Seconds have decimals; a whole number could be anything.
        return isNumber && any(field, value -> value.contains("."))
                ? FieldRole.LATENCY_SECONDS
                : FieldRole.IGNORED;
    }

    /// Gives roles to fields without names; false when one of them does not show what it is.
    private boolean proveAll(List<Integer> unnamed, FieldRole[] roles) {
        int requestTime = requestTime(unnamed);
        for (int i : unnamed) {
            boolean isQuoted = lines.getFirst().get(i).isQuoted();
            boolean isNothing = all(i, value -> value.equals("-") || value.isEmpty());
            if (i == requestTime) {
                roles[i] = FieldRole.LATENCY_SECONDS;
            } else if (isQuoted && isForwarded(i)) {
                roles[i] = FieldRole.FORWARDED_FOR;
            } else if (!isNothing && isUpstream(i)) {
                roles[i] = FieldRole.UPSTREAMS;
            } else if (!isNothing && !isAll(i, SECONDS_LIST) && !isStatuses(i, unnamed)) {
                return false;
            }
        }
        return true;
    }

    /// Statuses are told from other numbers by a list of servers beside them.
    private boolean isStatuses(int field, List<Integer> unnamed) {
        return isAll(field, STATUSES) && unnamed.stream().anyMatch(this::isUpstream);
    }

    private boolean isForwarded(int field) {
        return isAll(field, FORWARDED) && all(field, value -> !value.matches("\\d+"));
    }

    /// Seconds with three decimals in every line, and never less than those of an upstream beside
    /// them; -1 when there is no such field, or none that is surely the request's.
    private int requestTime(List<Integer> unnamed) {
        int longest = longestTime(unnamed);
        return longest >= 0 && areOfNginx(longest, unnamed) ? longest : -1;
    }

    /// Other programs write ms with three decimals, as morgan of Node.js does. In ms, no request
    /// takes less than 10 µs; only nginx lists the times and the addresses of its upstreams, with a
    /// dash where there was none.
    private boolean areOfNginx(int time, List<Integer> unnamed) {
        return any(time, value -> Double.parseDouble(value) < SHORTEST_MILLIS)
                || unnamed.stream()
                        .anyMatch(i ->
                                isUpstream(i)
                                        || (isAll(i, SECONDS_LIST)
                                                && any(i, v -> v.length() < 2 || v.contains(" "))
                                                && any(i, v -> v.contains("."))));
    }

    private boolean isUpstream(int field) {
        return isAll(field, ADDRESSES) && any(field, value -> value.contains(":"));
    }

    private int longestTime(List<Integer> unnamed) {
        List<Integer> seconds = unnamed.stream().filter(i -> isAll(i, SECONDS)).toList();
        List<Integer> lists =
                unnamed.stream()
                        .filter(i -> isAll(i, SECONDS_LIST) && any(i, v -> v.contains(".")))
                        .toList();
        int longest = -1;
        for (int candidate : seconds) {
            if (all(candidate, value -> Double.parseDouble(value) < 1e6)
                    && lists.stream().allMatch(other -> isAtLeast(candidate, other))
                    && (longest < 0 || sum(candidate) > sum(longest))) {
                longest = candidate;
            }
        }
        return longest;
    }

    private double sum(int field) {
        return lines.stream()
                .mapToDouble(line -> Double.parseDouble(line.get(field).value()))
                .sum();
    }

    private boolean isAtLeast(int whole, int part) {
        for (List<Found> line : lines) {
            double all = Double.parseDouble(line.get(whole).value());
            for (String item : line.get(part).value().split(", | : ")) {
                if (!item.equals("-") && Double.parseDouble(item) > all + 0.002) {
                    return false;
                }
            }
        }
        return true;
    }

    /// A whole number whose thousandth or millionth part is the field beside it in every line is ms
    /// or µs beside seconds, as `%D %T` of Apache. A second at least must have passed in one.
    private void provePair(List<Integer> unnamed, FieldRole[] roles) {
        List<Integer> wholes = unnamed.stream().filter(i -> isAll(i, WHOLE)).toList();
        for (int fine : wholes) {
            for (int coarse : wholes) {
                if (Math.abs(fine - coarse) == 1
                        && lines.size() > 1
                        && any(coarse, v -> !v.equals("0"))) {
                    if (isPart(fine, coarse, 1_000_000)) {
                        roles[fine] = FieldRole.LATENCY_MICROS;
                        return;
                    }
                    if (isPart(fine, coarse, 1_000)) {
                        roles[fine] = FieldRole.LATENCY_MILLIS;
                        return;
                    }
                }
            }
        }
    }

    private boolean isPart(int fine, int coarse, long unit) {
        return lines.stream()
                .allMatch(line ->
                        Long.parseLong(line.get(fine).value()) / unit
                                == Long.parseLong(line.get(coarse).value()));
    }
}
