package trafficinsights;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import trafficinsights.model.Figure;
import trafficinsights.model.Unit;

/// Figures and units are enumerated once, and named in one place: [Figure] and [Unit]. A part of
/// the program that needs some of them has a list of constants.
class OneEnumerationTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("trafficinsights");

    /// Enumerations of something else that share words with figures.
    private static final Set<String> OTHER_THINGS =
            Set.of(
                    // columns of a request
                    "trafficinsights.model.CsvRole",
                    "trafficinsights.ingest.row.FieldRole",
                    // what may be computed of any column
                    "trafficinsights.model.explore.Aggregate",
                    // metrics of servers, what became of a line, what a what-if changes
                    "trafficinsights.ingest.table.MetricsMapping$Metric",
                    "trafficinsights.ingest.row.LineVerdict",
                    "trafficinsights.ui.generate.WhatifModel$Change",
                    // what is asked of a series, each about a figure
                    "trafficinsights.detect.kpi.Question",
                    // colours
                    "trafficinsights.report.chart.Ink",
                    // charts, most of them of several figures
                    "trafficinsights.model.RunChart");

    /// The place itself, and files whose texts mean something else: keys of scenarios, percentiles
    /// of any column, classes of status.
    private static final Pattern OTHER_WORDS =
            Pattern.compile(
                    "model/Figure|generate/.*|ui/generate/.*|cli/FitCommand|cli/ProfileCommand"
                            + "|model/explore/Aggregate|analyze/WindowSlot");

    private static final Pattern SPEAKS_OF_A_FIGURE =
            Pattern.compile("(.*_)?P\\d+|(.*_)?(LATENCY|ERRORS?|RATE|RETRIES|APDEX)");

    private static final Set<String> UNITS =
            Set.of("MILLIS", "MICROS", "PER_SECOND", "INDEX", "PERCENT");

    private static final Pattern TEXT = Pattern.compile("\"([^\"\\\\]*)\"");

    private static List<String> constants(JavaClass type) {
        return type.getFields().stream()
                .filter(field -> field.getModifiers().contains(JavaModifier.ENUM))
                .map(JavaField::getName)
                .toList();
    }

    /// Names of enumerations with more than one constant of those.
    private static List<String> withSome(Set<String> names, Pattern pattern) {
        return CLASSES.stream()
                .filter(JavaClass::isEnum)
                .filter(type ->
                        !type.isEquivalentTo(Figure.class) && !type.isEquivalentTo(Unit.class))
                .filter(type ->
                        constants(type).stream()
                                        .filter(name ->
                                                names.contains(name)
                                                        || pattern.matcher(name).matches())
                                        .count()
                                > 1)
                .map(JavaClass::getName)
                .filter(name -> !OTHER_THINGS.contains(name))
                .toList();
    }

    private static Set<String> names(Enum<?>[] constants) {
        return Arrays.stream(constants).map(Enum::name).collect(Collectors.toSet());
    }

    @Test
    void figuresAreEnumeratedOnce() {
        Set<String> figures = names(Figure.values());
        assertThat(constants(CLASSES.get(Figure.class))).containsAll(figures);
        // A unit may be called like the amount that it counts.
        figures.removeAll(names(Unit.values()));
        assertThat(withSome(figures, SPEAKS_OF_A_FIGURE))
                .as("enumerations of figures beside Figure; choose from it with a list")
                .isEmpty();
    }

    @Test
    void unitsAreEnumeratedOnce() {
        Set<String> units = new TreeSet<>(names(Unit.values()));
        units.addAll(UNITS);
        assertThat(withSome(units, Pattern.compile("(.*_)?PER_SECOND")))
                .as("enumerations of units beside Unit")
                .isEmpty();
    }

    @Test
    void figuresAreNamedInOnePlace() throws IOException {
        Set<String> names = new TreeSet<>();
        for (Figure figure : Figure.values()) {
            Stream.of(
                            figure.id(),
                            figure.ruleWord(),
                            figure.seriesName(),
                            figure.column(),
                            figure.key(),
                            figure.gauge(),
                            figure.label())
                    // A plain word such as `requests` says many things.
                    .filter(name -> !name.matches("[A-Z]?[a-z]+"))
                    .forEach(names::add);
        }
        Set<String> found = new TreeSet<>();
        for (Path sources : SourceTree.inModules("src/main/java/trafficinsights")) {
            try (Stream<Path> files = Files.walk(sources)) {
                for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    String name = sources.relativize(file).toString().replace('\\', '/');
                    if (!OTHER_WORDS.matcher(name.replace(".java", "")).matches()) {
                        texts(file)
                                .filter(names::contains)
                                .forEach(t -> found.add(name + ": " + t));
                    }
                }
            }
        }
        assertThat(found).as("names of figures outside Figure; ask the figure for them").isEmpty();
    }

    private static Stream<String> texts(Path file) throws IOException {
        return Files.readString(file)
                .lines()
                .filter(line -> !line.strip().startsWith("//"))
                .flatMap(line -> TEXT.matcher(line).results().map(match -> match.group(1)));
    }
}
