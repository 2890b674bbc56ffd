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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import trafficinsights.SourceTree;

/// Texts of the window and of the commands keep to the house list of CONTRIBUTING.md.
class EnglishTest {
    /// Words that read as translated.
    private static final Pattern TRANSLATED =
            Pattern.compile(
                    "\\b(is no (?!longer|more|doubt)\\w+|are no such|of the moment|h[eo]ld\\b[^.]{0,40}\\bagainst|"
                            + "anew|made (traffic|runs?|requests?)|stands? (here|there|above|below)|"
                            + "tak(e|en) away|is told|are told|foreseen)\\b",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern FXML_TEXT =
            Pattern.compile("\\b(?:text|promptText|accessibleText)=\"([^\"]+)\"");

    @Test
    void noTextOfTheWindowReadsAsTranslated() throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SourceTree.of("src/desktop/src/main/resources"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".fxml")).toList()) {
                Matcher texts = FXML_TEXT.matcher(Files.readString(file));
                while (texts.find()) {
                    check(file + ": " + texts.group(1), found);
                }
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
        if (TRANSLATED.matcher(text).find()) {
            found.add(text);
        }
    }
}
