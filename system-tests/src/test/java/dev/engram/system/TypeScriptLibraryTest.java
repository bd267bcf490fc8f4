package dev.engram.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** clients/typescript, and what docs/clients.md shows of it. */
class TypeScriptLibraryTest {

    @TempDir
    static Path folder;

    private static NodeProject project;

    @BeforeAll
    static void compile() throws Exception {
        project = NodeProject.install(folder);
        project.run(Map.of(), "npm", "run", "--silent", "build");
    }

    @Test
    void shouldBeCommittedAsItIsCompiled() throws Exception {
        // given
        var committed = Checkout.root().resolve("clients/typescript/dist");
        // then
        assertThat(NodeProject.names(committed)).isEqualTo(NodeProject.names(folder.resolve("dist")));
        for (var name : NodeProject.names(committed)) {
            assertThat(committed.resolve(name))
                    .as("npm run build in clients/typescript, and commit dist")
                    .hasSameTextualContentAs(folder.resolve("dist").resolve(name));
        }
    }

    @Test
    void shouldStudyWithTheRunningStack() throws Exception {
        // given
        var running = RunningStack.shared();
        var deck = running.importTransformers();
        var token = running.newLearner().token().get();
        var membership = Api.patiently(
                Duration.ofSeconds(30), () -> running.api().put("/decks/" + deck.id() + "/membership", token));
        var position = membership.body().get("position").asText();
        running.api().get("/queue?limit=0&after=" + position, token).expect(200);
        // when
        var output = project.run(
                Map.of("ENGRAM_URL", running.stack().url().toString(), "ENGRAM_TOKEN", token, "ENGRAM_DECK", deck.id()),
                "npm",
                "test",
                "--silent");
        // then
        assertThat(output).contains("# fail 0", "# skipped 0").containsPattern("# pass [1-9]");
    }

    @Test
    void shouldRunTheExampleOfTheDocument() throws Exception {
        // given
        var running = RunningStack.shared();
        var text = Files.readString(Checkout.root().resolve("docs/clients.md"));
        var example = Pattern.compile("```ts\n(.*?)```", Pattern.DOTALL)
                .matcher(text)
                .results()
                .map(block -> block.group(1))
                .reduce("", String::concat)
                .replace("http://127.0.0.1:8080", running.stack().url().toString());
        assertThat(example).contains(running.stack().url().toString());
        Files.createDirectories(folder.resolve("example"));
        Files.writeString(folder.resolve("example/example.ts"), example);
        Files.writeString(folder.resolve("example/tsconfig.json"), """
                {"extends": "../tsconfig.json", "compilerOptions": {"rootDir": ".", "outDir": "../compiled"}, "include": ["*.ts"]}
                """);
        // when
        project.run(Map.of(), "npx", "--no-install", "tsc", "--project", "example");
        var output = project.run(Map.of(), "node", "compiled/example.js");
        // then
        assertThat(output).containsAnyOf("up to date", "nothing studied yet").doesNotContain("REJECTED");
    }
}
