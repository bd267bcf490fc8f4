package dev.engram.system;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.engram.system.planted.left.Left;
import dev.engram.system.planted.right.Right;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shape of the code: a pure core, hexagons that point inwards, services that know nothing of each other. */
class ArchitectureTest {

    private static final String[] PURE = {
        "dev.engram.events",
        "dev.engram.events.topic",
        "dev.engram.fsrs..",
        "dev.engram.scheduler..",
        "dev.engram.projections..",
        "dev.engram.hardness..",
        "dev.engram.simulation..",
        "..domain.."
    };

    private static final ArchRule NO_FRAMEWORK_AND_NO_IO = noClasses()
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
                    "dev.engram.kit..",
                    "dev.engram.runtime..")
            .because("a rule that knows no framework can be read, tested and used anywhere");

    private static final ArchRule NO_CLOCK_AND_NO_RANDOMNESS = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .and()
            .doNotHaveFullyQualifiedName("dev.engram.events.Ids")
            .should()
            .callMethodWhere(target(nameMatching("now")).and(target(owner(resideInAPackage("java.time..")))))
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
            .belongToAnyOf(
                    Clock.class, InstantSource.class, Date.class, ThreadLocalRandom.class, java.util.Random.class)
            .because("a fold gives the same state on every replay");

    private static final ArchRule NO_CYCLE_OF_PACKAGES =
            slices().matching("dev.engram.(**)").namingSlices("$1").should().beFreeOfCycles();

    private static JavaClasses engram;

    @BeforeAll
    static void readAllModules() throws IOException {
        engram = new ClassFileImporter()
                .importPaths(modules().map(ArchitectureTest::classesOf).toList());
    }

    /** The modules with main code of our own, as the parent names them. */
    static Stream<String> modules() throws IOException {
        return Pattern.compile("<module>(.+?)</module>")
                .matcher(Files.readString(Checkout.root().resolve("pom.xml")))
                .results()
                .map(module -> module.group(1))
                .filter(module -> !module.equals("system-tests") && !module.equals("api-client"));
    }

    static Path classesOf(String module) {
        return Checkout.root().resolve(module).resolve("target/classes");
    }

    @ParameterizedTest
    @MethodSource("modules")
    void shouldSeeEveryModule(String module) {
        assertThat(new ClassFileImporter().importPath(classesOf(module)))
                .as("classes of %s; build it first", module)
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void shouldHaveNoCycleOfPackages(String module) {
        NO_CYCLE_OF_PACKAGES.check(new ClassFileImporter().importPath(classesOf(module)));
    }

    @Test
    void shouldFindAPlantedCycleOfPackages() {
        var planted = new ClassFileImporter().importClasses(Left.class, Right.class);
        assertThat(NO_CYCLE_OF_PACKAGES.evaluate(planted).getFailureReport().getDetails())
                .singleElement(STRING)
                .contains("system.planted.left", "system.planted.right");
    }

    @Test
    void shouldKeepThePureCoreFreeOfFrameworksAndIo() {
        NO_FRAMEWORK_AND_NO_IO.check(engram);
    }

    @Test
    void shouldKeepFoldsFreeOfClockAndRandomness() {
        NO_CLOCK_AND_NO_RANDOMNESS.check(engram);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FoldWithBson", "FoldWithKafka", "FoldWithQuarkus", "RuleWithFiles"})
    void shouldFindAPlantedFrameworkOrIo(String impure) {
        assertThat(offendersAmongPlanted(NO_FRAMEWORK_AND_NO_IO)).anyMatch(text -> text.contains(impure));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FoldWithClock", "FoldWithRandomness"})
    void shouldFindAPlantedClockOrRandomness(String impure) {
        assertThat(offendersAmongPlanted(NO_CLOCK_AND_NO_RANDOMNESS)).anyMatch(text -> text.contains(impure));
    }

    private static List<String> offendersAmongPlanted(ArchRule rule) {
        var planted = new ClassFileImporter()
                .importPackages("dev.engram.projections.planted", "dev.engram.system.planted.domain");
        return rule.evaluate(planted).getFailureReport().getDetails();
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
    void shouldKeepProjectionsBelowEveryEngine() {
        classes()
                .that()
                .resideInAPackage("dev.engram.projections..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.engram.projections..",
                        "dev.engram.events..",
                        "dev.engram.scheduler..",
                        "dev.engram.fsrs..",
                        "java..",
                        "org.jspecify..")
                .allowEmptyShould(true)
                .check(engram);
        noClasses()
                .that()
                .resideInAPackage("dev.engram.runtime..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.quarkus..",
                        "jakarta..",
                        "dev.engram.kit..",
                        "dev.engram.card..",
                        "dev.engram.review..",
                        "dev.engram.analytics..",
                        "dev.engram.gateway..",
                        "dev.engram.cli..")
                .because("it runs projections in services, in tests and in an audit alike")
                .allowEmptyShould(true)
                .check(engram);
    }

    @Test
    void shouldLetMaintenanceKnowTheRuntimeAndNoService() {
        noClasses()
                .that()
                .resideInAPackage("dev.engram.maintenance..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.quarkus..",
                        "jakarta..",
                        "dev.engram.kit..",
                        "dev.engram.card..",
                        "dev.engram.review..",
                        "dev.engram.analytics..",
                        "dev.engram.gateway..",
                        "dev.engram.cli..",
                        "dev.engram.local..")
                .because("it works on log and databases, whichever processes run")
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
                        "dev.engram.hardness.table..",
                        "dev.engram.hardness.frame..",
                        "dev.engram.hardness.diagnostics..",
                        "dev.engram.hardness.rank..",
                        "dev.engram.hardness.baseline..",
                        "dev.engram.hardness.link..",
                        "dev.engram.hardness.agree..",
                        "dev.engram.hardness.ordinal..")
                .because("a mixed model has rows and factors, not learners and cards")
                .check(engram);
        noClasses()
                .that()
                .resideInAPackage("dev.engram.hardness..")
                .and()
                .resideOutsideOfPackages("dev.engram.hardness.study..", "dev.engram.hardness.diagnostics..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.engram.hardness.study..", "dev.engram.hardness.diagnostics..")
                .because("a study stands on its parts")
                .check(engram);
        noClasses()
                .that()
                .resideInAnyPackage("dev.engram.hardness.diagnostics..", "dev.engram.hardness.study.report..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.engram.hardness.study")
                .because("a report does not know who makes it")
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
                        "dev.engram.scheduler..",
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
        slices().matching("dev.engram.studies.(*)..").should().beFreeOfCycles().check(engram);
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

    @Test
    void shouldEndTheNamesOfExceptionsInException() {
        classes()
                .that()
                .areAssignableTo(Throwable.class)
                .should()
                .haveSimpleNameEndingWith("Exception")
                .because("a throws clause or a switch shows which types are values and which are thrown")
                .check(engram);
    }

    @Test
    void shouldNotGiveTwoClassesOneSimpleName() {
        // given: the packages of hardness are one namespace here, since each of its models repeats the names of the
        // steps
        var byName = engram.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(groupingBy(
                        JavaClass::getSimpleName,
                        TreeMap::new,
                        mapping(ArchitectureTest::namespace, toCollection(TreeSet::new))));
        // then
        assertThat(byName.values()).filteredOn(owners -> owners.size() > 1).isEmpty();
    }

    private static String namespace(JavaClass type) {
        return type.getPackageName().startsWith("dev.engram.hardness") ? "dev.engram.hardness" : type.getName();
    }

    @Test
    void shouldLogThroughOneApi() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jboss.logging..", "org.apache.logging..")
                .because("SLF4J's key-values are what operators search for")
                .check(engram);
    }

    @Test
    void shouldKeepThePackagesOfTheSpineSmall() {
        var sizes = engram.stream()
                .filter(resideInAnyPackage(
                        "dev.engram.projections..",
                        "dev.engram.runtime..",
                        "dev.engram.kit..",
                        "dev.engram.card..",
                        "dev.engram.review..",
                        "dev.engram.analytics..",
                        "dev.engram.gateway.."))
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(groupingBy(JavaClass::getPackageName, counting()));
        assertThat(sizes).isNotEmpty();
        assertThat(sizes.entrySet()).filteredOn(size -> size.getValue() > 20).isEmpty();
    }
}
