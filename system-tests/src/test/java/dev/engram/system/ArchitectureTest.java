package dev.engram.system;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The shape of the code: a pure core, hexagons that point inwards, services that know nothing of each other. */
class ArchitectureTest {

    private static final String[] PURE = {
        "dev.engram.events",
        "dev.engram.events.topic",
        "dev.engram.fsrs..",
        "dev.engram.scheduler..",
        "dev.engram.hardness..",
        "dev.engram.simulation..",
        "..domain.."
    };
    private static JavaClasses engram;

    @BeforeAll
    static void readAllModules() throws IOException {
        try (Stream<java.nio.file.Path> modules = Files.list(Checkout.root())) {
            engram = new ClassFileImporter()
                    .importPaths(modules.map(module -> module.resolve("target/classes"))
                            .filter(Files::isDirectory)
                            .toList());
        }
    }

    @Test
    void shouldSeeEveryModule() {
        assertThat(Stream.of(
                                "events",
                                "fsrs",
                                "scheduler",
                                "hardness",
                                "studies",
                                "simulation",
                                "kit",
                                "card",
                                "review",
                                "analytics",
                                "gateway",
                                "cli")
                        .filter(module -> engram.stream()
                                .noneMatch(c -> c.getPackageName().startsWith("dev.engram." + module))))
                .as("modules without classes; build them first")
                .isEmpty();
    }

    @Test
    void shouldKeepThePureCoreFreeOfFrameworksAndIo() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.net..",
                        "java.nio.file..",
                        "java.sql..",
                        "org.apache.kafka..",
                        "com.mongodb..",
                        "org.bson..",
                        "io.quarkus..",
                        "io.vertx..",
                        "io.smallrye..",
                        "jakarta..",
                        "org.eclipse.microprofile..",
                        "com.fasterxml.jackson..",
                        "org.slf4j..",
                        "org.jboss..",
                        "dev.engram.kit..")
                .because("a rule that knows no framework can be read, tested and used anywhere")
                .check(engram);
    }

    @Test
    void shouldKeepFoldsFreeOfClockAndChance() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .and()
                .doNotHaveFullyQualifiedName("dev.engram.events.Ids")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(ZoneId.class, "systemDefault")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Clock.class, InstantSource.class, ThreadLocalRandom.class, java.util.Random.class)
                .because("a fold gives the same state on every replay")
                .check(engram);
    }

    @Test
    void shouldPointInwards() {
        noClasses()
                .that()
                .resideInAPackage("..domain..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..application..", "..adapter..")
                .check(engram);
        noClasses()
                .that()
                .resideInAPackage("..application..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..adapter..", "com.mongodb..", "org.bson..", "org.apache.kafka..", "jakarta.ws..")
                .check(engram);
    }

    @Test
    void shouldLetNoServiceKnowAnother() {
        slices().matching("dev.engram.(card|review|analytics|gateway|cli)..")
                .should()
                .notDependOnEachOther()
                .check(engram);
        noClasses()
                .that()
                .resideInAPackage("dev.engram.kit..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.engram.card..",
                        "dev.engram.review..",
                        "dev.engram.analytics..",
                        "dev.engram.gateway..",
                        "dev.engram.cli..")
                .check(engram);
    }

    @Test
    void shouldLetTheMemoryModelStandAlone() {
        classes()
                .that()
                .resideInAPackage("dev.engram.fsrs..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.engram.fsrs..", "java..", "org.jspecify..")
                .because("it is published by itself, without dependencies")
                .check(engram);
        classes()
                .that()
                .resideInAPackage("dev.engram.scheduler..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.engram.scheduler..",
                        "dev.engram.fsrs..",
                        "dev.engram.events..",
                        "java..",
                        "org.jspecify..")
                .check(engram);
    }

    @Test
    void shouldLetTheHardnessEngineKnowNothingButNumbers() {
        classes()
                .that()
                .resideInAPackage("dev.engram.hardness..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.engram.hardness..", "org.ejml..", "org.hipparchus..", "java..", "org.jspecify..")
                .because("a researcher can take it by itself, whatever the reviews come from")
                .check(engram);
        noClasses()
                .that()
                .resideInAnyPackage("dev.engram.hardness..", "dev.engram.simulation..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.nio.file..", "java.nio.channels..")
                .because("reading and writing is for studies")
                .check(engram);
        noClasses()
                .that()
                .resideInAPackage("dev.engram.hardness.glmm..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.engram.hardness.study..",
                        "dev.engram.hardness.rank..",
                        "dev.engram.hardness.baseline..",
                        "dev.engram.hardness.link..",
                        "dev.engram.hardness.agree..",
                        "dev.engram.hardness.ordinal..")
                .because("a mixed model has rows and factors, not learners and cards")
                .check(engram);
        classes()
                .that()
                .resideInAPackage("dev.engram.simulation..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.engram.simulation..",
                        "dev.engram.events..",
                        "dev.engram.fsrs..",
                        "dev.engram.hardness..",
                        "java..",
                        "org.jspecify..")
                .check(engram);
    }

    @Test
    void shouldLetStudiesKnowNothingButHardnessAndFileFormats() {
        classes()
                .that()
                .resideInAPackage("dev.engram.studies..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.engram.studies..",
                        "dev.engram.hardness..",
                        "de.siegmar.fastcsv..",
                        "com.fasterxml.jackson.core..",
                        "com.fasterxml.jackson.databind..",
                        "java..",
                        "org.jspecify..")
                .because("the command line and services use the same library")
                .check(engram);
        slices().matching("dev.engram.studies.(*)..")
                .should()
                .beFreeOfCycles()
                .check(engram);
    }

    @Test
    void shouldNotPrintOutsideTheCommandLine() {
        noClasses()
                .that(not(resideInAnyPackage(
                        "dev.engram.bench..", "dev.engram.cli..", "dev.engram.local..", "dev.engram.testing..")))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(engram);
    }

    @Test
    void shouldNameThingsForWhatTheyAre() {
        noClasses()
                .should()
                .haveNameMatching(".*(Manager|Helper|Utils?|Impl|Dto|Data|Info)(\\$.*)?")
                .because("such a name says nothing that the package does not say")
                .check(engram);
    }
}
