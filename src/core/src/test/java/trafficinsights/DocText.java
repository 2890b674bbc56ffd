package trafficinsights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Parts of documents that are generated: what is between `<!-- NAME -->` and `<!-- /NAME -->`.
public final class DocText {
    private DocText() {}

    /// Compares the part of this name with what the code says; with `-Ddocs.write=true` writes it
    /// into the document.
    public static void check(String document, String name, String generated) {
        Path file = SourceTree.of(document);
        String start = "<!-- " + name + " -->";
        try {
            String text = Files.readString(file);
            int at = text.indexOf(start);
            int from = at + start.length();
            int to = at < 0 ? -1 : text.indexOf("<!-- /" + name + " -->", from);
            assertThat(to).as("%s has the marks of %s", file, name).isGreaterThanOrEqualTo(from);
            if (Boolean.getBoolean("docs.write")) {
                Files.writeString(file, text.substring(0, from) + generated + text.substring(to));
                return;
            }
            assertThat(text.substring(from, to))
                    .as(
                            "%s, part %s; ./mvnw -Pdev test -Dtest='Figure*Test,Rule*Test,RunFiguresTest' -Ddocs.write=true writes it again",
                            file, name)
                    .isEqualTo(generated);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
