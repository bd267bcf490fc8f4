package dev.engram.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.local.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents that name a file that is gone send a reader astray. */
class DocumentsTest {

    /** In code spans: paths with a folder, and names with a known ending. */
    private static final Pattern CODE = Pattern.compile("`([^`\\s]+)`");

    private static final Pattern FILE =
            Pattern.compile("[A-Za-z0-9_.\\-/]+\\.(java|md|json|py|xml|html|txt|properties|sh)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

    private static final Set<String> LEFT_OUT = Set.of("target", ".git", ".engram", "node_modules");

    static Stream<Path> documents() throws IOException {
        try (var docs = Files.walk(Checkout.root().resolve("docs"))) {
            return Stream.concat(
                    Stream.of("README.md", "CONTRIBUTING.md").map(Checkout.root()::resolve),
                    docs.filter(file -> file.toString().endsWith(".md")).toList().stream())
                    .toList()
                    .stream();
        }
    }

    @Test
    void shouldNameManyFilesInTheArchitecture() throws IOException {
        // a rule that finds nothing to check would pass on an empty page
        assertThat(filesNamedIn(Checkout.root().resolve("docs/architecture.md")))
                .hasSizeGreaterThan(25);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void shouldNameOnlyFilesThatExist(Path document) throws IOException {
        // given
        var known = filesOfCheckout();
        // when
        var missing = filesNamedIn(document).stream()
                .filter(name -> known.stream().noneMatch(file -> file.equals(name) || file.endsWith("/" + name)))
                .toList();
        // then
        assertThat(missing).as("named in %s, but not in the checkout", document).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void shouldLinkOnlyToFilesThatExist(Path document) throws IOException {
        var missing = new ArrayList<String>();
        var links = LINK.matcher(Files.readString(document));
        while (links.find()) {
            var target = document.resolveSibling(links.group(1)).normalize();
            if (!Files.exists(target)) {
                missing.add(links.group(1));
            }
        }
        assertThat(missing).as("links of %s", document).isEmpty();
    }

    private static Set<String> filesNamedIn(Path document) throws IOException {
        var names = new TreeSet<String>();
        var code = CODE.matcher(Files.readString(document));
        while (code.find()) {
            if (FILE.matcher(code.group(1)).matches() && !code.group(1).startsWith(".engram/")) {
                names.add(code.group(1).replaceFirst("^\\./", ""));
            }
        }
        return names;
    }

    /** What a build or a run leaves is not of the checkout, and comes and goes while tests run. */
    private static List<String> filesOfCheckout() throws IOException {
        var root = Checkout.root();
        return Folders.files(
                        root, folder -> !LEFT_OUT.contains(folder.getFileName().toString()))
                .stream()
                .map(file -> root.relativize(file).toString().replace('\\', '/'))
                .toList();
    }
}
