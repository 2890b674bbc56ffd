package trafficinsights.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import trafficinsights.SourceTree;

/// Small inputs of other products, with what is right for each: read so, or refused so. The folder
/// of the cases says how they are written.
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
class FieldCasesTest {
    private static final Path CASES =
            SourceTree.of("src/engine/src/test/resources/trafficinsights/ingest/cases");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> TEXTS =
            Set.of("client", "server", "region", "method", "route");
    private static final String ROWS =
            "SELECT \"timestamp\", client_id AS client, server, region, method, route, status, latency_us,"
                    + " bytes, attempt FROM data ORDER BY \"timestamp\", request_id";

    /// A word that says that something is not there.
    private static final String NOT =
            "(?<![\\w-])(no|not|none|nothing|never|without|unknown|unread|unused|unmapped|missing|lacks?|left"
                    + " out|ignored|cannot|neither|nor|empty|found no)(?![\\w-])";

    @TempDir private Path folder;
    private int made;

    static List<String> cases() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".expect.json"))
                    .map(name -> name.replace(".expect.json", ""))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anInputIsReadRightOrRefusedWithHelp(String name) throws Exception {
        JsonNode expected = JSON.readTree(Files.readString(CASES.resolve(name + ".expect.json")));
        Path input = input(name);
        for (Map.Entry<String, JsonNode> file : expected.path("files").properties()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue().asString());
        }
        List<JsonNode> feeds = list(expected.get("feed"));
        boolean isOne = !feeds.getFirst().isArray();
        List<JsonNode> accepts = list(expected.get("accept"));
        boolean isShared = !accepts.getFirst().isArray();
        List<JsonNode> all = isOne ? List.of(expected.get("feed")) : feeds;
        for (int i = 0; i < all.size(); i++) {
            List<String> words = list(all.get(i)).stream().map(JsonNode::asString).toList();
            Outcome outcome = go(input, words);
            List<String> wrong = new ArrayList<>();
            for (JsonNode accept : isShared ? accepts : list(accepts.get(i))) {
                wrong.add(differences(outcome, accept));
            }
            assertThat(wrong).as("%s: %s", words, outcome.said).anyMatch(String::isEmpty);
        }
    }

    private Path input(String name) throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            Path original =
                    files.filter(file ->
                                    file.getFileName().toString().startsWith(name + ".")
                                            && !file.toString().endsWith(".expect.json"))
                            .findFirst()
                            .orElseThrow();
            return Files.copy(original, folder.resolve(original.getFileName()));
        }
    }

    private static List<JsonNode> list(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false).toList();
    }

    /// @param plain what the command says without `--json`
    private record Outcome(
            String verb,
            Said said,
            @Nullable JsonNode result,
            @Nullable Path store,
            @Nullable Path rejects,
            @Nullable Path out,
            String plain) {}

    private Outcome go(Path input, List<String> feed) throws Exception {
        String verb = feed.getFirst();
        List<String> options = new ArrayList<>(feed.subList(1, feed.size()));
        options.replaceAll(o -> Files.exists(folder.resolve(o)) ? folder.resolve(o).toString() : o);
        return switch (verb) {
            case "import" -> imported(verb, input, options, "");
            case "mapping+import" -> {
                Path mapping = path(".yaml");
                Said written =
                        said(
                                "mapping",
                                input.toString(),
                                "--out",
                                mapping.toString(),
                                "--no-memory");
                yield written.exitCode() != 0
                        ? new Outcome(verb, written, null, null, null, null, written.err())
                        : imported(
                                verb,
                                input,
                                List.of("--mapping", mapping.toString()),
                                written.out() + written.err());
            }
            case "run" -> {
                Path out = path(".run");
                Path store = path(".duckdb");
                List<String> words =
                        List.of(
                                "run",
                                "--input",
                                input.toString(),
                                "--out",
                                out.toString(),
                                "--store",
                                store.toString(),
                                "--json",
                                "--no-memory");
                Said said = said(Stream.concat(words.stream(), options.stream()));
                yield new Outcome(verb, said, json(said), store, null, out, said.err());
            }
            default -> {
                boolean isExplore = verb.equals("explore");
                List<String> words =
                        new ArrayList<>(List.of(verb, input.toString(), "--no-memory"));
                words.addAll(isExplore ? List.of("--as", "json") : List.of("--json"));
                words.addAll(List.of("--temp", folder.resolve("scratch").toString()));
                Said said = said(Stream.concat(words.stream(), options.stream()));
                yield new Outcome(verb, said, json(said), null, null, null, said.err());
            }
        };
    }

    private Outcome imported(String verb, Path input, List<String> options, String early) {
        Path store = path(".duckdb");
        Path rejects = path(".rejects.csv");
        List<String> words =
                List.of(
                        "import",
                        input.toString(),
                        "--store",
                        store.toString(),
                        "--json",
                        "--no-memory",
                        "--rejects",
                        rejects.toString());
        Said said = said(Stream.concat(words.stream(), options.stream()));
        String texts = early + said.err() + said.out();
        return new Outcome(verb, said, json(said), store, rejects, null, texts);
    }

    private Path path(String suffix) {
        return folder.resolve("made" + ++made + suffix);
    }

    private Said said(Stream<String> words) {
        return said(words.toArray(String[]::new));
    }

    private Said said(String... words) {
        return Said.by(folder, words);
    }

    private static @Nullable JsonNode json(Said said) {
        return said.exitCode() == 0 ? JSON.readTree(said.out()) : null;
    }

    /// What is wrong with an outcome; empty when it is as expected.
    private String differences(Outcome outcome, JsonNode wanted) throws Exception {
        return switch (wanted.get("outcome").asString()) {
            case "refused" -> refused(outcome, wanted);
            case "result" -> rows(wanted.get("rows"), result(outcome), new TreeSet<>(), Set.of());
            case "profile" -> profile(outcome, wanted);
            default -> read(outcome, wanted);
        };
    }

    private static JsonNode result(Outcome outcome) {
        JsonNode result = outcome.result;
        return result == null ? JSON.createArrayNode() : result;
    }

    private static String refused(Outcome outcome, JsonNode wanted) {
        String err = outcome.said.err();
        if (outcome.said.exitCode() != wanted.path("exit").asInt(1)) {
            return "not refused";
        }
        if (Pattern.compile("(?m)^\\s+at [\\w.$/]+\\(").matcher(err).find()) {
            return "a stack trace";
        }
        for (JsonNode regex : wanted.path("message")) {
            if (!isFound(regex.asString(), err)) {
                return "the message does not name " + regex;
            }
        }
        for (JsonNode regex : wanted.path("not")) {
            if (isFound(regex.asString(), err)) {
                return "the message says " + regex;
            }
        }
        return "";
    }

    private static boolean isFound(String regex, String text) {
        int flags = Pattern.CASE_INSENSITIVE | Pattern.DOTALL;
        return Pattern.compile(regex, flags).matcher(text).find();
    }

    private static String profile(Outcome outcome, JsonNode wanted) {
        JsonNode result = result(outcome);
        if (result.path("rows").asInt(-1) != wanted.get("rows").asInt()) {
            return "another number of rows";
        }
        for (Map.Entry<String, JsonNode> column : wanted.path("columns").properties()) {
            for (Map.Entry<String, JsonNode> value : column.getValue().properties()) {
                boolean isSame =
                        list(result.path("columns")).stream()
                                .filter(c -> c.path("name").asString("").equals(column.getKey()))
                                .anyMatch(c -> c.path(value.getKey()).equals(value.getValue()));
                if (!isSame) {
                    return column.getKey() + ": another " + value.getKey();
                }
            }
        }
        return "";
    }

    private String read(Outcome outcome, JsonNode wanted) throws Exception {
        JsonNode counts = outcome.result;
        if (counts == null) {
            return "not read";
        }
        for (String count : List.of("requests", "others", "rejects")) {
            JsonNode number = wanted.path(count);
            if (number.isNumber() && counts.path(count).asInt(-1) != number.asInt()) {
                return "%s %s, right %s".formatted(counts.path(count), count, number);
            }
        }
        Set<String> unknown = new TreeSet<>();
        JsonNode spared = wanted.path("or_said");
        if (wanted.has("rows")) {
            Said stored =
                    said(
                            "explore",
                            String.valueOf(outcome.store),
                            "--sql",
                            ROWS,
                            "--as",
                            "json",
                            "--quiet");
            String wrong =
                    rows(
                            wanted.get("rows"),
                            JSON.readTree(stored.out()),
                            unknown,
                            spared.propertyNames());
            if (!wrong.isEmpty()) {
                return wrong;
            }
        }
        for (String field : unknown) {
            String words = spared.get(field).asString();
            if (!isFound(
                    NOT + "[^.;\\n]*(" + words + ")|(" + words + ")[^.;\\n]*" + NOT,
                    outcome.plain)) {
                return field + " unknown, and nothing says so";
            }
        }
        for (JsonNode regex : wanted.path("notice")) {
            if (!isFound(regex.asString(), outcome.plain)) {
                return "nothing is said of " + regex;
            }
        }
        return wanted.has("kpi") ? kpi(outcome, wanted.get("kpi")) : causes(outcome, wanted);
    }

    private static String causes(Outcome outcome, JsonNode wanted) throws IOException {
        Path rejects = outcome.rejects;
        if (!wanted.has("causes") || rejects == null) {
            return "";
        }
        List<String> lines = Files.readAllLines(rejects);
        for (String line : lines.subList(1, lines.size())) {
            if (list(wanted.get("causes")).stream().noneMatch(c -> isFound(c.asString(), line))) {
                return "another cause: " + line;
            }
        }
        return "";
    }

    private static String kpi(Outcome outcome, JsonNode wanted) throws IOException {
        List<String> lines =
                Files.readAllLines(Objects.requireNonNull(outcome.out).resolve("kpi_windows.csv"));
        List<String> header = List.of(lines.getFirst().split(",", -1));
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = List.of(line.split(",", -1));
            if (!cells.get(header.indexOf("dimension")).equals("total")) {
                continue;
            }
            for (Map.Entry<String, JsonNode> value : wanted.properties()) {
                String cell = cells.get(header.indexOf(value.getKey()));
                boolean isSame =
                        value.getValue().isNull()
                                ? cell.isEmpty()
                                : Double.parseDouble(cell) == value.getValue().asDouble();
                if (!isSame) {
                    return value.getKey() + " " + cell;
                }
            }
        }
        return "";
    }

    private static String rows(
            JsonNode wanted, JsonNode got, Set<String> unknown, Collection<String> spared) {
        if (wanted.size() != got.size()) {
            return "%d rows, right %d".formatted(got.size(), wanted.size());
        }
        for (int i = 0; i < wanted.size(); i++) {
            for (Map.Entry<String, JsonNode> field : wanted.get(i).properties()) {
                JsonNode value = got.get(i).path(field.getKey());
                if (fits(field.getKey(), field.getValue(), value)) {
                    continue;
                }
                if (spared.contains(field.getKey()) && isUnknown(field.getKey(), value)) {
                    unknown.add(field.getKey());
                    continue;
                }
                return "row %d: %s %s, right %s"
                        .formatted(i + 1, field.getKey(), value, field.getValue());
            }
        }
        return "";
    }

    private static boolean fits(String field, JsonNode wanted, JsonNode got) {
        if (wanted.isArray()) {
            return list(wanted).stream().anyMatch(one -> fits(field, one, got));
        }
        if (wanted.isNull()) {
            return isUnknown(field, got);
        }
        if (field.equals("timestamp")) {
            return Math.abs(micros(wanted.asString()) - micros(got.asString(""))) <= 1;
        }
        if (wanted.isNumber() && got.isNumber()) {
            return Math.abs(wanted.asDouble() - got.asDouble())
                    <= (field.equals("latency_us") ? 1 : 0);
        }
        return wanted.asString("").equals(got.asString(""));
    }

    private static boolean isUnknown(String field, JsonNode value) {
        if (value.isNull()
                || value.isMissingNode()
                || (value.isString() && value.asString("").isEmpty())) {
            return true;
        }
        if (TEXTS.contains(field)) {
            return Set.of("-", "none").contains(value.asString(""));
        }
        return field.equals("status") && (value.asInt(1) == -1 || value.asInt(1) == 0);
    }

    private static long micros(String text) {
        String iso = text.replace(' ', 'T').replaceFirst("(Z|\\+00(:?00)?)$", "");
        return ChronoUnit.MICROS.between(
                LocalDateTime.of(1970, 1, 1, 0, 0), LocalDateTime.parse(iso));
    }
}
