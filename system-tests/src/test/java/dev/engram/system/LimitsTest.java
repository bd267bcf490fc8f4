package dev.engram.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/limits.md has a row for every call, and for no call that does not exist. */
class LimitsTest {

    private static final String PATH = "jakarta.ws.rs.Path";
    private static final List<String> VERBS = List.of("GET", "POST", "PUT", "DELETE", "PATCH");
    private static final Pattern ROW = Pattern.compile("^\\| `([A-Z]+ /[^` ]+)`", Pattern.MULTILINE);

    @Test
    void shouldStateTheLimitsOfEveryCall() throws IOException {
        // given
        var calls = calls(new ClassFileImporter()
                .importPaths(ArchitectureTest.modules()
                        .map(ArchitectureTest::classesOf)
                        .toList()));
        assertThat(calls).hasSizeGreaterThan(20).contains("GET /api/v1/queue", "POST /api/v1/decks/import");
        // when
        var rows = ROW.matcher(Files.readString(Checkout.root().resolve("docs/limits.md")))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        // then
        assertThat(rows).containsExactlyElementsOf(calls);
    }

    /** By names of annotations: this module has no need of the library that they come from. */
    private static Set<String> calls(JavaClasses classes) {
        var calls = new TreeSet<String>();
        for (var resource : classes) {
            // an interface with paths is a client of another service
            if (!resource.isInterface() && resource.isAnnotatedWith(PATH)) {
                for (var method : resource.getMethods()) {
                    verb(method).ifPresent(verb -> calls.add(verb + " " + path(resource) + path(method)));
                }
            }
        }
        return calls;
    }

    private static String path(HasAnnotations<?> annotated) {
        return annotated
                .tryGetAnnotationOfType(PATH)
                .flatMap(path -> path.get("value"))
                .map(String::valueOf)
                .orElse("");
    }

    private static Optional<String> verb(JavaMethod method) {
        return VERBS.stream()
                .filter(verb -> method.isAnnotatedWith("jakarta.ws.rs." + verb))
                .findFirst();
    }
}
