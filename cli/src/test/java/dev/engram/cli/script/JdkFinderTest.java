package dev.engram.cli.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdkFinderTest {
    @TempDir
    private Path folder;

    private FakeCheckout checkout;

    @BeforeEach
    void checkout() throws IOException {
        checkout = new FakeCheckout(folder);
    }

    @Test
    void shouldPreferTheJavaHomeThatFits() throws IOException {
        // given
        Path chosen = checkout.jdk("chosen by the user", "26");

        // when
        var run = checkout.run(Map.of("JAVA_HOME", chosen.toString()), checkout.root.resolve("engram"), "status");

        // then
        assertThat(run.output()).contains("java in chosen by the user ran status");
    }

    @Test
    void shouldPassOverAJavaHomeThatIsTooOld() throws IOException {
        // given
        Path old = checkout.jdk("jdk-17", "17.0.15");

        // when
        var run = checkout.run(Map.of("JAVA_HOME", old.toString()), checkout.root.resolve("engram"), "status");

        // then
        assertThat(run.output()).contains("java in jdk-25 ran status");
    }

    @Test
    void shouldTakeTheLowestFittingVersionOfTheUsualFolders() throws IOException {
        // given
        checkout.jdk("a-jdk-27", "27-ea");
        checkout.jdk("b-jdk-8", "1.8.0_412");
        checkout.jre("c-jre-25", "25.0.1");

        // when
        var run = checkout.run("status");

        // then
        assertThat(run.output()).contains("java in jdk-25 ran status");
    }

    @Test
    void shouldAskTheCompilerWhereNoReleaseFileSaysTheVersion() throws IOException {
        // given
        Files.delete(checkout.jdks().resolve("jdk-25/release"));

        // when
        var run = checkout.run("status");

        // then
        assertThat(run.output()).contains("java in jdk-25 ran status");
    }

    @Test
    void shouldNameWhatItFoundAndHowToInstallOne() throws IOException {
        // given
        checkout.jdk("jdk-17", "17.0.15");
        checkout.jre("jre-25", "25.0.1");
        Files.delete(checkout.jdks().resolve("jdk-25/bin/javac"));

        // when
        var run = checkout.run("status");

        // then
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.output())
                .contains("needs a JDK 25 or newer")
                .contains("jdk-17: 17.0.15")
                .contains("jre-25: 25.0.1, without javac")
                .containsPattern("install .*25");
        assertThat(checkout.mvnCalls()).isEmpty();
    }
}
