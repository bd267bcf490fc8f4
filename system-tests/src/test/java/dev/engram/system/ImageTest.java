package dev.engram.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the images are built of; building them takes a container engine and minutes. */
class ImageTest {

    private static final Pattern MODULE = Pattern.compile("<module>([a-z-]+)</module>");

    @Test
    void shouldCopyThePomOfEveryModuleIntoTheBuild() throws IOException {
        // given
        var modules = MODULE.matcher(Files.readString(Checkout.root().resolve("pom.xml")))
                .results()
                .map(found -> found.group(1))
                .toList();
        // when
        var build = Files.readAllLines(Checkout.root().resolve("Dockerfile"));
        // then: Maven refuses to build where one is missing
        assertThat(modules).isNotEmpty();
        assertThat(build)
                .containsAll(modules.stream()
                        .map(module -> "COPY %s/pom.xml %s/".formatted(module, module))
                        .toList());
    }
}
