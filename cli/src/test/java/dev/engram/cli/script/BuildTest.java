package dev.engram.cli.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuildTest {
    @TempDir
    private Path folder;

    private FakeCheckout checkout;

    @BeforeEach
    void checkout() throws IOException {
        checkout = new FakeCheckout(folder);
    }

    @Test
    void shouldBuildOnceAndThenRunOnly() throws IOException {
        // when
        var first = checkout.run("demo");
        var second = checkout.run("demo");

        // then
        assertThat(first.output()).contains("Built Engram").contains("ran demo");
        assertThat(second.output()).isEqualToIgnoringNewLines("java in jdk-25 ran demo");
        assertThat(checkout.mvnCalls()).hasSize(1);
    }

    @Test
    void shouldBuildAgainAfterAnEditThatCarriesAnOldTime() throws IOException {
        // given
        checkout.run("up");
        checkout.write("events/src/main/java/Foo.java", "class Fob {}");
        checkout.makeOld("events/src/main/java/Foo.java");
        checkout.write("events/target/classes/Foo.class", "stale");

        // when
        checkout.run("up");

        // then
        assertThat(checkout.mvnCalls()).hasSize(2);
        assertThat(checkout.root.resolve("events/target/classes")).doesNotExist();
    }

    @Test
    void shouldForgetTheClassesOfADeletedSource() throws IOException {
        // given
        checkout.write("gateway/src/main/java/Gone.java", "class Gone {}");
        checkout.run("up");
        checkout.write("gateway/target/classes/Gone.class", "stale");
        checkout.write("cli/target/classes/Foo.class", "good");
        Files.delete(checkout.root.resolve("gateway/src/main/java/Gone.java"));

        // when
        checkout.run("up");

        // then
        assertThat(checkout.root.resolve("gateway/target/classes")).doesNotExist();
        assertThat(checkout.root.resolve("cli/target/classes/Foo.class")).exists();
        assertThat(checkout.mvnCalls().getLast()).contains("-pl gateway -am");
    }

    @Test
    void shouldBuildEverythingWhenSomethingBelowTheServicesChanged() throws IOException {
        // given
        checkout.run("up");
        checkout.write("events/src/main/java/New.java", "class New {}");

        // when
        checkout.run("up");

        // then
        assertThat(checkout.mvnCalls().getLast())
                .contains("-pl card-service,review-service,analytics-service,gateway,cli,bench,bench-endpoint -am");
    }

    @Test
    void shouldBuildAgainWhenAnOutputIsMissingOrWasMadeByHand() throws Exception {
        // given
        checkout.run("up");
        Files.delete(checkout.root.resolve("gateway/target/quarkus-app/quarkus-run.jar"));

        // when
        checkout.run("up");
        Thread.sleep(20); // the next time stamp must differ
        checkout.write("card-service/target/quarkus-app/quarkus-run.jar", "made by hand");
        checkout.run("up");

        // then
        assertThat(checkout.mvnCalls()).hasSize(3);
    }

    @Test
    void shouldShowWhyABuildFailedAndTryAgainTheNextTime() throws IOException {
        // given
        checkout.breakBuild();

        // when
        var failed = checkout.run("up");
        checkout.mendBuild();
        var fixed = checkout.run("up");

        // then
        assertThat(failed.code()).isEqualTo(4);
        assertThat(failed.output())
                .contains("Foo.java:[3,1] ';' expected")
                .contains("a checkout/target/engram-build.log")
                .doesNotContain("ran up");
        assertThat(fixed.output()).contains("ran up");
    }

    @Test
    void shouldBuildOnceWhenCalledTwiceAtOnce() throws IOException {
        // given
        var slow = Map.of("MVN_SECONDS", "1.5");
        Path script = checkout.root.resolve("engram");

        // when
        var one = checkout.start(slow, script, "up");
        var other = checkout.start(slow, script, "status");

        // then
        assertThat(one.get().output()).contains("ran up");
        assertThat(other.get().output()).contains("ran status");
        assertThat(checkout.mvnCalls()).hasSize(1);
    }

    @Test
    void shouldTakeOverTheLockOfABuildThatWasKilled() throws Exception {
        // given
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Files.createDirectories(checkout.root.resolve("target"));
        Files.createSymbolicLink(checkout.root.resolve("target/engram-build.lock"), Path.of(Long.toString(dead.pid())));

        // when
        var run = checkout.run("up");

        // then
        assertThat(run.output()).contains("ran up");
    }

    @Test
    void shouldNotPullTheJarFromUnderACommandThatRuns() throws Exception {
        // given
        checkout.run("up");
        Path jar = checkout.root.resolve("cli/target/engram-cli.jar");
        Thread.sleep(20); // the next time stamp must differ
        Files.writeString(jar, "what runs");
        Object running = Files.getAttribute(jar, "unix:ino");

        // when
        checkout.run("up");

        // then
        assertThat(checkout.mvnCalls()).hasSize(2);
        assertThat(Files.getAttribute(jar, "unix:ino")).isNotEqualTo(running);
    }

    @Test
    void shouldWorkThroughASymbolicLink() throws IOException {
        // given
        Path link = Files.createSymbolicLink(folder.resolve("my engram"), Path.of("a checkout/engram"));

        // when
        var run = checkout.run(Map.of(), link, "up");

        // then
        assertThat(run.output()).contains("ran up");
        assertThat(checkout.root.resolve("target/engram-build.stamp")).exists();
    }

    @Test
    void shouldPassArgumentsOfTestToMavenAndKeepTheClosingLines() throws IOException {
        // when
        var run = checkout.run("test", "-pl", "scheduler", "-am");

        // then
        assertThat(run.code()).isZero();
        assertThat(checkout.mvnCalls().getLast()).endsWith("verify -pl scheduler -am");
        assertThat(run.output())
                .contains("[INFO] Tests run: 2, Failures: 0, Errors: 0, Skipped: 0")
                .contains("BUILD SUCCESS: 2 tests in 1 module(s), 0 failed");
    }

    @Test
    void shouldWriteTheDocumentOfTheApiOnRequestOnly() throws IOException {
        // when
        checkout.run("test", "api");
        checkout.run("test", "api", "--update");
        checkout.run("test", "api", "--release");

        // then
        assertThat(checkout.mvnCalls())
                .satisfiesExactly(
                        tried -> assertThat(tried)
                                .contains("SchemathesisTest", "TypeScriptClientTest")
                                .doesNotContain("-Dengram.api."),
                        updated -> assertThat(updated).contains("-Dengram.api.update=true"),
                        released -> assertThat(released).contains("-Dengram.api.release=true"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "api --help"})
    void shouldShowTheHelpOfTestInsteadOfRunningTests(String arguments) throws IOException {
        // when
        var run = checkout.run(("test " + arguments).split(" "));

        // then
        assertThat(run.output()).contains("ran test");
        assertThat(checkout.mvnCalls()).noneMatch(call -> call.contains("verify"));
    }

    @Test
    void shouldWriteNothingInACheckoutThatIsBuilt() throws Exception {
        // given
        checkout.run("up");
        Path target = checkout.root.resolve("target");
        var before = Files.getLastModifiedTime(target);
        Thread.sleep(20); // a later time stamp must differ
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("r-xr-xr-x"));

        // when
        var run = checkout.run("up");

        // then
        assertThat(run.code()).isZero();
        assertThat(run.output()).isEqualToIgnoringNewLines("java in jdk-25 ran up");
        assertThat(Files.getLastModifiedTime(target)).isEqualTo(before);
    }

    @Test
    void shouldLetJavaWriteItsArchiveOnlyWhereThereIsAFolderForIt() throws Exception {
        // given
        checkout.run("up");
        var written = checkout.javaArguments();
        Path target = checkout.root.resolve("target");
        Files.move(target, target.resolveSibling("target of another day"));

        // when
        var run = checkout.run("status");

        // then
        String archive = "-XX:SharedArchiveFile=" + target.resolve("engram-cli.jsa");
        assertThat(written).contains("-XX:+AutoCreateSharedArchive", archive);
        assertThat(run.code()).isZero();
        assertThat(checkout.javaArguments()).doesNotContain("-XX:+AutoCreateSharedArchive", archive);
        assertThat(target).doesNotExist();
    }

    @Test
    void shouldSayThatItMustBuildAndCannot() throws Exception {
        // given
        checkout.write("target", "a file, so that nobody can write in it, not even root");

        // when
        var run = checkout.run("up");

        // then
        assertThat(run.code()).isEqualTo(4);
        assertThat(run.output())
                .contains("cannot write in " + checkout.root.resolve("target"))
                .doesNotContain("ran up");
    }

    @ParameterizedTest
    @CsvSource({"LC_ALL, C", "LC_ALL, POSIX", "LANG, no_SUCH", "HOME, /nowhere"})
    @EnabledOnOs(OS.LINUX)
    void shouldLetJavaNameFilesInUtf8WhereTheLocaleIsAscii(String variable, String value) throws IOException {
        // when
        var run = checkout.run(Map.of(variable, value, "PRINTED", "LC_ALL"), checkout.root.resolve("engram"), "demo");

        // then
        assertThat(run.output()).containsPattern("(?m)^LC_ALL=.+[.](UTF-8|utf8)$");
    }

    @Test
    void shouldFailWhenTheTestsFail() throws IOException {
        // given
        checkout.breakBuild();

        // when
        var run = checkout.run("test");

        // then
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.output()).contains("BUILD FAILURE").contains("engram-test.log");
    }
}
