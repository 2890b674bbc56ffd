package trafficinsights.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import trafficinsights.SourceTree;

/// Reads every T-SQL script without a server. No parser on the registry reads them all, so this
/// checks what a slip of the hand breaks: texts and comments that end, brackets and blocks that
/// close, objects that some script makes, and words that the plain path must do without.
class SqlScriptsTest {
    private static final Path FOLDER = SourceTree.of("sql");

    /// Texts, comments, words, numbers, brackets; one alternative each.
    private static final Pattern TOKEN =
            Pattern.compile(
                    "(?<text>N?'(?:[^']|'')*')|(?<line>--[^\\n]*)|(?<block>/\\*.*?\\*/)"
                            + "|(?<word>[@#$]*[A-Za-z_][A-Za-z0-9_@#$]*)|(?<number>[0-9][0-9.]*)"
                            + "|(?<mark>[-+*/%=<>!,.;:()\\[\\]?&|])",
                    Pattern.DOTALL);

    private static final Pattern MADE =
            Pattern.compile("CREATE\\s+(?:TABLE|VIEW|PROCEDURE)\\s+(ti\\.\\w+)");

    static List<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(f -> f.toString().endsWith(".sql")).sorted().toList();
        }
    }

    /// The words and marks of a batch, in upper case; fails where something cannot be read.
    private static List<String> tokens(String batch) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(batch);
        int at = 0;
        while (at < batch.length()) {
            if (Character.isWhitespace(batch.charAt(at))) {
                at++;
                continue;
            }
            matcher.region(at, batch.length());
            assertThat(matcher.lookingAt())
                    .as("readable: %s", batch.substring(at, Math.min(batch.length(), at + 60)))
                    .isTrue();
            if (matcher.group("word") != null || matcher.group("mark") != null) {
                tokens.add(matcher.group().toUpperCase(Locale.ROOT));
            }
            at = matcher.end();
        }
        return tokens;
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void everyBatchIsReadAndItsBracketsAndBlocksClose(Path script) throws IOException {
        for (String batch : Schema.batches(Files.readString(script))) {
            Deque<String> open = new ArrayDeque<>();
            for (String token : tokens(batch)) {
                switch (token) {
                    case "(", "BEGIN", "CASE" -> open.push(token);
                    case ")" -> assertThat(open.poll()).as(batch).isEqualTo("(");
                    case "END" -> assertThat(open.poll()).as(batch).isIn("BEGIN", "CASE");
                    default -> assertThat(token).isNotEmpty();
                }
            }
            assertThat(open).as(batch).isEmpty();
        }
    }

    @Test
    void everyObjectOfTheSchemaIsMadeByAScript() throws IOException {
        Set<String> made = new TreeSet<>();
        for (Path script : scripts()) {
            Matcher matcher = MADE.matcher(Files.readString(script));
            while (matcher.find()) {
                made.add(matcher.group(1).toLowerCase(Locale.ROOT));
            }
        }
        for (Path script : scripts()) {
            // What is in comments may name anything.
            String text = Files.readString(script).replaceAll("--[^\n]*", "");
            Matcher matcher = Pattern.compile("\\bti\\.(\\w+)").matcher(text);
            while (matcher.find()) {
                assertThat(made)
                        .as("%s", script)
                        .contains(matcher.group().toLowerCase(Locale.ROOT));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void thePlainPathDoesWithoutWhatNotEveryServerHas(Path script) throws IOException {
        if (!script.toString().contains("migrations")) {
            return;
        }
        String text = String.join(" ", tokens(Files.readString(script).replaceAll("(?m)^GO$", "")));
        assertThat(text)
                .doesNotContain(
                        "MERGE", "CREATE OR ALTER", "COLUMNSTORE", "PARTITION", "DATA_COMPRESSION");
        String version = script.getFileName().toString().replaceAll("V([0-9]+)__.*", "$1");
        assertThat(Files.readString(script).stripTrailing())
                .as("its last step says its version")
                .endsWith("INSERT INTO ti.SchemaVersions (version) VALUES (" + version + ");\nGO");
    }

    @Test
    void theNewestScriptIsTheVersionOfTheProgram() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER.resolve("migrations"))) {
            assertThat(files.count()).isEqualTo(Schema.VERSION);
        }
    }

    @Test
    void everyVersionSaysWhatItDoes() throws IOException {
        long versions;
        try (Stream<Path> files = Files.list(FOLDER.resolve("migrations"))) {
            versions = files.filter(f -> f.getFileName().toString().startsWith("V")).count();
        }
        assertThat(Schema.steps(0)).hasSize((int) versions).hasSize(Schema.VERSION);
        assertThat(Schema.steps(Schema.VERSION)).isEmpty();
        assertThat(Schema.steps(1).getFirst()).startsWith("Version 2 ");
    }
}
