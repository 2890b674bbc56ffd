package trafficinsights;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.junit.jupiter.api.Test;

/// The rules of every module, applied to the classes of core.
class CoreArchitectureTest extends ArchitectureRules {
    /// A cluster runs core beside its own readers and writers.
    @Test
    void coreReadsAndWritesNothing() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.nio.file.Files")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.io\\.(File|RandomAccess).*")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "java.sql..", "java.nio.channels..")
                .check(CLASSES);
    }
}
