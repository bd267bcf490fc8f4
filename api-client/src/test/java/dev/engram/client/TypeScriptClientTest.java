package dev.engram.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A client in TypeScript compiles against types that are generated from docs/openapi.yaml. */
class TypeScriptClientTest {
    private static final Path SOURCES = Path.of("typescript").toAbsolutePath();
    private static final Path FOLDER = Path.of("target/typescript").toAbsolutePath();
    private static final Path LOG = FOLDER.resolveSibling("typescript.log");
    private static final Path DOCUMENT = Path.of("../docs/openapi.yaml").toAbsolutePath();
    private static final List<String> FILES = List.of("package.json", "package-lock.json", "tsconfig.json", "study.ts");

    @BeforeAll
    static void install() throws Exception {
        var hasNode = hasNode();
        // a build server that lacks it would never notice
        assertThat(hasNode || System.getenv("CI") == null)
                .as("Node 20 or newer and npm are needed to check the TypeScript client; .ci/run installs them")
                .isTrue();
        assumeTrue(hasNode, "no Node 20 or newer with npm here: the TypeScript client is not checked");
        Files.createDirectories(FOLDER.resolve("generated"));
        for (var file : FILES) {
            Files.write(FOLDER.resolve(file), Files.readAllBytes(SOURCES.resolve(file)));
        }
        run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline");
        run("npm", "run", "--silent", "generate");
    }

    private static boolean hasNode() throws InterruptedException {
        try {
            var check = new ProcessBuilder(
                            "node", "-e", "process.exit(process.versions.node.split('.')[0] >= 20 ? 0 : 1)")
                    .start();
            return check.waitFor() == 0
                    && new ProcessBuilder("npm", "--version")
                                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                    .start()
                                    .waitFor()
                            == 0;
        } catch (IOException notThere) {
            return false;
        }
    }

    private static String run(String... command) throws IOException, InterruptedException {
        var output = tryRun(command);
        assertThat(output).as("%s: %s", String.join(" ", command), output).endsWith("exit code 0");
        return output;
    }

    private static String tryRun(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(LOG.toFile());
        process.environment().put("OPENAPI", DOCUMENT.toString());
        return output(process.start());
    }

    private static String output(Process process) throws IOException, InterruptedException {
        try {
            var ended = process.waitFor(3, TimeUnit.MINUTES);
            return Files.readString(LOG).strip() + (ended ? "\nexit code " + process.exitValue() : "\nnot ended");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void shouldCompileAgainstTheGeneratedTypes() throws Exception {
        run("npm", "run", "--silent", "check");
    }

    @Test
    void shouldNotCompileWhereAClientUsesWhatTheDocumentDoesNotHave() throws Exception {
        // given
        var wrong = FOLDER.resolve("wrong.ts");
        try {
            Files.writeString(
                    wrong, Files.readString(FOLDER.resolve("study.ts")).replace("clientSeq", "clientSequence"));
            // when
            var output = tryRun("npm", "run", "--silent", "check");
            // then
            assertThat(output).contains("wrong.ts", "clientSequence").doesNotEndWith("exit code 0");
        } finally {
            Files.deleteIfExists(wrong);
        }
    }
}
