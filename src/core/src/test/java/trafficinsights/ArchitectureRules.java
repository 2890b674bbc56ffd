package trafficinsights;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// The table of packages: what each may use of this program and of libraries. Each module has a
/// test that inherits these rules and applies them to its own classes.
public abstract class ArchitectureRules {
    private static final String ROOT = "trafficinsights.";

    /// Those of this module.
    static final JavaClasses CLASSES =
            new ClassFileImporter().importPath(Path.of("target", "classes"));

    private static final String MATH = "org.apache.commons.math3";
    private static final String JACKSON = "tools.jackson";

    /// Annotations only, so open to all.
    private static final String NULL_MARKS = "org.jspecify";

    /// One row of the table.
    ///
    /// @param own packages of this program, below the root
    /// @param libraries package prefixes outside the JDK
    record Row(String name, List<String> own, List<String> libraries) {}

    /// What a run is put together from.
    private static final List<String> STAGES =
            List.of(
                    "model",
                    "stat",
                    "generate",
                    "ingest",
                    "analyze",
                    "detect",
                    "store",
                    "warehouse",
                    "report",
                    "log");

    static final List<Row> TABLE =
            List.of(
                    new Row("model", List.of(), List.of()),
                    new Row("stat", List.of(), List.of(MATH)),
                    new Row("log", List.of(), List.of()),
                    new Row("system", List.of("model"), List.of()),
                    new Row("yaml", List.of("model", "stat"), List.of("org.snakeyaml.engine")),
                    new Row(
                            "generate",
                            List.of("model", "stat", "yaml"),
                            List.of("org.snakeyaml.engine")),
                    new Row(
                            "ingest",
                            List.of("model", "yaml"),
                            List.of(
                                    "com.opencsv",
                                    "com.github.luben.zstd",
                                    "org.apache.kafka",
                                    JACKSON)),
                    new Row("analyze", List.of("model", "stat"), List.of()),
                    // The error function of the score: to move into stat when there is more of it.
                    new Row("detect", List.of("model", "stat"), List.of(MATH)),
                    new Row("store", List.of("model", "system"), List.of("org.duckdb")),
                    new Row(
                            "warehouse",
                            List.of("model"),
                            List.of(
                                    "com.microsoft.sqlserver",
                                    "com.zaxxer.hikari",
                                    "org.flywaydb")),
                    new Row("chart", List.of("model", "stat"), List.of()),
                    new Row(
                            "report",
                            List.of("model", "stat", "chart", "system"),
                            List.of(JACKSON, "com.github.weisj.jsvg")),
                    new Row(
                            "alerts",
                            List.of("model", "yaml", "system"),
                            List.of(JACKSON, "com.sun.net.httpserver")),
                    new Row("run", and(STAGES, "alerts", "system", "yaml"), List.of()),
                    new Row(
                            "serve",
                            List.of(
                                    "model", "log", "system", "analyze", "alerts", "chart",
                                    "report", "run"),
                            List.of(
                                    "org.eclipse.jetty",
                                    "com.github.benmanes.caffeine",
                                    "org.springframework.security.crypto",
                                    JACKSON)),
                    new Row("cli", List.of("model", "run", "serve"), List.of("picocli", JACKSON)),
                    new Row(
                            "ui",
                            List.of("model", "run", "chart"),
                            List.of(
                                    "javafx",
                                    "io.fair_acc",
                                    "atlantafx",
                                    "org.kordamp.ikonli",
                                    "it.unimi.dsi.fastutil")),
                    new Row(
                            "app",
                            and(STAGES, "run", "serve", "cli", "ui"),
                            List.of("javafx", "picocli", "atlantafx")));

    private static List<String> and(List<String> some, String... others) {
        return Stream.concat(some.stream(), Stream.of(others)).toList();
    }

    private static final long MAX_TYPES = 25;

    /// Packages that are larger than they should be. The bounds may only fall.
    private static final Map<String, Long> LARGE_PACKAGES =
            Map.ofEntries(
                    // A command each, and the groups of options that they share.
                    Map.entry("cli", 53L),
                    // Failures, samplers and the fleet see one another's packed state.
                    Map.entry("generate", 39L),
                    // A writer each, of the records of one report.
                    Map.entry("report", 36L),
                    // Records without behaviour that every other package names.
                    Map.entry("model", 40L),
                    Map.entry("store.explore", 27L),
                    Map.entry("ui.common", 72L),
                    Map.entry("ui.shell", 28L));

    /// Libraries with one home.
    private static final Map<String, List<String>> ONLY_USERS =
            Map.ofEntries(
                    Map.entry("com.opencsv..", List.of("ingest")),
                    Map.entry("com.github.luben..", List.of("ingest")),
                    Map.entry("org.apache.kafka..", List.of("ingest")),
                    Map.entry("org.duckdb..", List.of("store")),
                    Map.entry("com.microsoft.sqlserver..", List.of("warehouse")),
                    Map.entry("com.zaxxer..", List.of("warehouse")),
                    Map.entry("org.flywaydb..", List.of("warehouse")),
                    Map.entry("java.sql..", List.of("store", "warehouse")),
                    Map.entry("org.snakeyaml..", List.of("generate", "yaml")),
                    Map.entry("com.sun.net.httpserver..", List.of("alerts")),
                    Map.entry("org.eclipse.jetty..", List.of("serve")),
                    Map.entry("com.github.benmanes..", List.of("serve")),
                    Map.entry("org.springframework..", List.of("serve")),
                    Map.entry("javafx..", List.of("ui", "app")),
                    Map.entry("io.fair_acc..", List.of("ui")),
                    Map.entry("picocli..", List.of("cli", "app")),
                    Map.entry("com.github.weisj..", List.of("report")));

    @ParameterizedTest
    @FieldSource("trafficinsights.ArchitectureRules#TABLE")
    void aPackageUsesWhatItsRowAllows(Row row) {
        noClasses()
                .that()
                .resideInAPackage(ROOT + row.name + "..")
                .should()
                .dependOnClassesThat(outside(row))
                .allowEmptyShould(true)
                .because("the row of " + row.name + " in the table of packages does not name it")
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> outside(Row row) {
        List<String> allowed = new ArrayList<>(row.libraries);
        allowed.add(NULL_MARKS);
        allowed.add(ROOT + row.name);
        row.own.forEach(name -> allowed.add(ROOT + name));
        return DescribedPredicate.describe(
                "neither the JDK nor " + allowed, type -> !isAllowed(type, allowed));
    }

    private static boolean isAllowed(JavaClass type, List<String> allowed) {
        String name = type.getBaseComponentType().getPackageName();
        boolean isJdk = name.isEmpty() || name.equals("java") || name.startsWith("java.");
        boolean isJdkExtra =
                Stream.of(
                                "javax.imageio",
                                "javax.crypto",
                                "javax.net",
                                "javax.security.auth.x500",
                                "javax.sql")
                        .anyMatch(name::startsWith);
        return isJdk
                || isJdkExtra
                || allowed.stream().anyMatch(p -> name.equals(p) || name.startsWith(p + "."));
    }

    @Test
    void everyPackageHasARow() {
        Set<String> seen = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            String below = type.getPackageName().substring(ROOT.length());
            seen.add(below.split("\\.")[0]);
        }
        assertThat(TABLE).extracting(Row::name).containsAll(seen);
    }

    @Test
    void aLibraryHasOneHome() {
        ONLY_USERS.forEach((library, users) ->
                noClasses()
                        .that()
                        .resideOutsideOfPackages(
                                users.stream()
                                        .map(user -> ROOT + user + "..")
                                        .toArray(String[]::new))
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(library)
                        .check(CLASSES));
    }

    @Test
    void panelsNeverUseOneAnother() {
        List<String> panels =
                CLASSES.stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> name.startsWith(ROOT + "ui."))
                        .map(name -> name.substring((ROOT + "ui.").length()).split("\\.")[0])
                        .filter(name -> !name.equals("common") && !name.equals("shell"))
                        .distinct()
                        .toList();
        for (String panel : panels) {
            List<String> others =
                    panels.stream()
                            .filter(name -> !name.equals(panel))
                            .map(name -> ROOT + "ui." + name + "..")
                            .toList();
            if (!others.isEmpty()) {
                noClasses()
                        .that()
                        .resideInAPackage(ROOT + "ui." + panel + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(others.toArray(String[]::new))
                        .allowEmptyShould(true)
                        .check(CLASSES);
            }
        }
        noClasses()
                .that()
                .resideInAPackage(ROOT + "ui.common..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        panels.stream()
                                .map(name -> ROOT + "ui." + name + "..")
                                .toArray(String[]::new))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(CLASSES);
        for (String layered : List.of("run", "ingest", "serve")) {
            slices().matching(ROOT + layered + ".(*)..").should().beFreeOfCycles().check(CLASSES);
        }
    }

    @Test
    void aPackageHoldsNoMoreThanAReaderCanTakeIn() {
        Map<String, Long> sizes =
                CLASSES.stream()
                        .filter(type -> type.isTopLevelClass() && !isPackageInfo(type))
                        .collect(
                                Collectors.groupingBy(
                                        type -> type.getPackageName().substring(ROOT.length()),
                                        Collectors.counting()));
        sizes.forEach((name, size) ->
                assertThat(size)
                        .as("types in the package %s", name)
                        .isLessThanOrEqualTo(LARGE_PACKAGES.getOrDefault(name, MAX_TYPES)));
    }

    private static boolean isPackageInfo(JavaClass type) {
        return type.getSimpleName().equals("package-info");
    }

    @Test
    void onlyTheCommandLineWritesToTheConsole() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "cli..", ROOT + "app..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CLASSES);
    }
}
