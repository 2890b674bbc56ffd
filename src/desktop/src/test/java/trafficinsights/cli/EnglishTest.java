package trafficinsights.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import trafficinsights.SourceTree;

/// Texts of the window, of the commands, of all messages and of the guides keep to the house list
/// of CONTRIBUTING.md.
class EnglishTest {
    /// Words that read as translated, and words that have another name everywhere else.
    private static final Pattern TRANSLATED =
            Pattern.compile(
                    "\\b((?<!there )is no (?!longer|more|doubt)[a-z]+"
                            + "|are no such|of the moment|h[eo]lds?\\b[^.]{0,40}\\bagainst|anew"
                            + "|ma[dk]es? (traffic|requests)|made (traffic|runs?|requests?)"
                            + "|stands? (here|there|above|below|behind|beside|in|where)"
                            + "|tak(e|en|es|ing) (older rows |old rows |it |them )?away"
                            + "|(is|are|be|was) told|unless told|tells? (others|other systems|why)"
                            + "|foreseen|what (is|was) (made|to be)|who (reads|pushes|needs)"
                            + "|whole or not at all|goes? on with|put through|perhaps `"
                            + "|not there any more|is there already|its rights|and rights"
                            + "|time to find|Errors \\([45]xx\\)|share of (server|client) errors"
                            + "|file of (rules|receivers)|no more than chance|taken for)\\b",
                    Pattern.CASE_INSENSITIVE);

    /// `1 lines`: [trafficinsights.model.NumberText#noun] has the plural.
    private static final Pattern FIXED_PLURAL =
            Pattern.compile(
                    "(?<!first )%,?d (other )?(lines|rejects|incidents|anomalies|windows|batches)\\b");

    private static final Pattern FXML_TEXT =
            Pattern.compile("\\b(?:text|promptText|accessibleText)=\"([^\"]+)\"");

    private static final Pattern LITERAL =
            Pattern.compile("\"([^\"\\\\\\n]*+(?:\\\\.[^\"\\\\\\n]*+)*+)\"");

    /// A comment, a text block, or literals that are put together.
    private static final Pattern LITERALS =
            Pattern.compile(
                    "///?[^\\n]*|\"{3}[\\s\\S]*?\"{3}|'(?:[^'\\\\]|\\\\.)'|(?<texts>TEXT(?:\\s*\\+\\s*TEXT)*)"
                            .replace("TEXT", LITERAL.pattern()));

    @Test
    void noTextOfTheWindowReadsAsTranslated() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files("src/desktop/src/main/resources", ".fxml")) {
            Matcher texts = FXML_TEXT.matcher(Files.readString(file));
            while (texts.find()) {
                check(file + ": " + texts.group(1), found);
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void noHelpOfACommandReadsAsTranslated() {
        List<String> found = new ArrayList<>();
        check(WorkbenchCommand.commandLine(), found);
        assertThat(found).isEmpty();
    }

    @Test
    void noMessageReadsAsTranslated() throws IOException {
        List<String> found = new ArrayList<>();
        for (String module : List.of("core", "engine", "serve", "cli", "desktop")) {
            for (Path file : files("src/" + module + "/src/main/java", ".java")) {
                literals(Files.readString(file)).stream()
                        .filter(text -> text.contains(" "))
                        .forEach(text -> check(file.getFileName() + ": " + text, found));
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void noGuideReadsAsTranslated() throws IOException {
        List<String> found = new ArrayList<>();
        for (String guide : List.of("README.md", "docs/user-guide.md")) {
            for (String line : Files.readAllLines(SourceTree.of(guide))) {
                check(guide + ": " + line, found);
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void literalsThatArePutTogetherAreOneText() {
        assertThat(literals("a(\"one \"\n + \"two\", '\"'); // \"no\"\nb(\"http://x \\\" y\");"))
                .containsExactly("one two", "http://x \\\" y");
    }

    private static List<String> literals(String source) {
        List<String> texts = new ArrayList<>();
        Matcher matcher = LITERALS.matcher(source);
        while (matcher.find()) {
            if (matcher.group("texts") != null) {
                texts.add(
                        LITERAL.matcher(matcher.group("texts"))
                                .results()
                                .map(piece -> piece.group(1))
                                .collect(Collectors.joining()));
            }
        }
        return texts;
    }

    private static List<Path> files(String folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(SourceTree.of(folder))) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }

    private static void check(CommandLine command, List<String> found) {
        var spec = command.getCommandSpec();
        Stream.of(spec.usageMessage().description(), spec.usageMessage().footer())
                .flatMap(Arrays::stream)
                .forEach(text -> check(spec.qualifiedName() + ": " + text, found));
        spec.args()
                .forEach(arg ->
                        Arrays.stream(arg.description())
                                .forEach(text -> check(spec.qualifiedName() + ": " + text, found)));
        command.getSubcommands().values().forEach(sub -> check(sub, found));
    }

    private static void check(String text, List<String> found) {
        if (TRANSLATED.matcher(text).find() || FIXED_PLURAL.matcher(text).find()) {
            found.add(text);
        }
    }
}
