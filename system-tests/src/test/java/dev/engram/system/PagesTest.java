package dev.engram.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** clients/pages: its types, what is committed of it, and how much of it a learner loads. */
class PagesTest {
    /** About half of it is Preact and the client of the API. */
    private static final int REVIEW_BYTES = 20_000;

    private static final int LEARNER_BYTES = 50_000;

    /** With what learners load when they use it: other sides of their learning, help, personal access tokens. */
    private static final int ALL_BYTES = 82_000;

    /** What is there when a page of a learner is opened. */
    private static final List<String> LEARNER = List.of(
            "src/main.tsx",
            "src/pages/sign-in.tsx",
            "src/pages/review.tsx",
            "src/pages/learning.tsx",
            "src/pages/account.tsx",
            "src/pages/decks.tsx");

    private static final List<String> LATER = List.of(
            "src/ui/footer.tsx",
            "src/ui/network.tsx",
            "src/ui/failure.tsx",
            "src/ui/sign-out.ts",
            "src/ui/receipt.tsx",
            "../typescript/src/feed.ts",
            "../typescript/src/sending.ts",
            "src/pages/review/done.tsx",
            "src/pages/review/elsewhere.tsx",
            "src/pages/review/filter.tsx",
            "src/pages/review/help.tsx",
            "src/pages/review/join.tsx",
            "src/pages/review/notices.tsx",
            "src/pages/review/source.tsx",
            "src/pages/review/spoken.tsx",
            "src/pages/learning/topic.tsx",
            "src/pages/learning/memory.tsx",
            "src/pages/learning/plan.tsx",
            "src/pages/account/tokens.tsx");

    @TempDir
    static Path folder;

    private static NodeProject project;

    @BeforeAll
    static void install() throws Exception {
        project = NodeProject.pages(folder);
    }

    @Test
    void shouldHaveRightTypes() throws Exception {
        project.run(Map.of(), "npm", "run", "--silent", "check");
    }

    @Test
    void shouldPassTestsOfTheirParts() throws Exception {
        project.run(Map.of(), "npm", "test");
    }

    @Test
    void shouldBeCommittedAsTheyAreBuilt() throws Exception {
        // given
        var committed = Checkout.root().resolve("clients/pages/dist");
        // when
        project.run(Map.of(), "npm", "run", "--silent", "build");
        // then
        var built = files(project.folder().resolve("dist"));
        assertThat(Files.isDirectory(committed) ? files(committed) : Map.of())
                .as("npm run build in clients/pages, and commit dist")
                .isEqualTo(built);
    }

    @Test
    void shouldLoadLittleForAReview() throws Exception {
        var sizes = sizes("src/main.tsx", "src/pages/review.tsx");
        assertThat(total(sizes))
                .as("bytes, compressed, of the scripts of the review page: %s", sizes)
                .isLessThanOrEqualTo(REVIEW_BYTES);
    }

    @Test
    void shouldLoadLittleForAllThatALearnerNeeds() throws Exception {
        var sizes = sizes(LEARNER.toArray(String[]::new));
        assertThat(total(sizes))
                .as("bytes, compressed, of the scripts of a learner, without charts and formulas: %s", sizes)
                .isLessThanOrEqualTo(LEARNER_BYTES);
        var later = new ArrayList<>(LEARNER);
        later.addAll(LATER);
        var all = sizes(later.toArray(String[]::new));
        assertThat(total(all))
                .as("the same with what is loaded when it is used: %s", all)
                .isLessThanOrEqualTo(ALL_BYTES);
    }

    /** By the list that esbuild makes: an entry and what it loads at once. Charts and formulas are loaded when they are needed. */
    private static Map<String, Integer> sizes(String... sources) throws Exception {
        project.run(Map.of(), "node", "build.mjs", "--metafile=meta.json");
        var outputs = new ObjectMapper()
                .readTree(project.folder().resolve("meta.json").toFile())
                .path("outputs");
        var wanted = new TreeSet<String>();
        var missing = new TreeSet<>(Arrays.asList(sources));
        for (var output : outputs.properties()) {
            if (missing.remove(output.getValue().path("entryPoint").asText())) {
                add(output.getKey(), outputs, wanted);
            }
        }
        assertThat(missing).as("no output has these as entry points").isEmpty();
        var sizes = new TreeMap<String, Integer>();
        for (var name : wanted) {
            sizes.put(name, compressed(Files.readAllBytes(project.folder().resolve(name))));
        }
        return sizes;
    }

    private static void add(String name, JsonNode outputs, Set<String> found) {
        if (found.add(name)) {
            for (var used : outputs.path(name).path("imports")) {
                if (used.path("kind").asText().equals("import-statement")
                        && !used.path("external").asBoolean()) {
                    add(used.path("path").asText(), outputs, found);
                }
            }
        }
    }

    private static int total(Map<String, Integer> sizes) {
        return sizes.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** As the gateway sends it. */
    private static int compressed(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            gzip.write(bytes);
        }
        return out.size();
    }

    /** Names below a folder, each with what tells its content apart. */
    private static Map<String, String> files(Path root) throws IOException {
        var files = new TreeMap<String, String>();
        try (var found = Files.walk(root)) {
            for (var file : found.filter(Files::isRegularFile).toList()) {
                var bytes = Files.readAllBytes(file);
                var sum = new CRC32C();
                sum.update(bytes);
                files.put(
                        root.relativize(file).toString(), "%d bytes, CRC %08x".formatted(bytes.length, sum.getValue()));
            }
        }
        return files;
    }
}
