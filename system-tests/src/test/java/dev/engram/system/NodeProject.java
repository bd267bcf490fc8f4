package dev.engram.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The client in TypeScript, copied to a folder of its own, with its compiler installed. */
record NodeProject(Path folder) {

    private static final List<String> FILES = List.of("package.json", "package-lock.json", "tsconfig.json");

    /** Skips the test where there is no Node, except on a build server. @param folder new or empty */
    static NodeProject install(Path folder) throws IOException, InterruptedException {
        boolean hasNode =
                ends(0, folder, "node", "-e", "process.exit(process.versions.node.split('.')[0] >= 18 ? 0 : 1)")
                        && ends(0, folder, "npm", "--version");
        assertThat(hasNode || System.getenv("CI") == null)
                .as("Node 18 or newer and npm are needed to test clients/typescript; .ci/run installs them")
                .isTrue();
        assumeTrue(hasNode, "no Node 18 or newer with npm here: clients/typescript is not tested");
        var sources = Checkout.root().resolve("clients/typescript");
        for (var file : FILES) {
            Files.copy(sources.resolve(file), folder.resolve(file));
        }
        copy(sources.resolve("src"), folder.resolve("src"));
        copy(sources.resolve("test"), folder.resolve("test"));
        var project = new NodeProject(folder);
        project.run(Map.of(), "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline");
        return project;
    }

    private static boolean ends(int wanted, Path folder, String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == wanted;
        } catch (IOException notThere) {
            return false;
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (var name : names(from)) {
            Files.copy(from.resolve(name), to.resolve(name));
        }
    }

    /** The files of a folder by name, sorted. */
    static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** Runs a command to its end. @return what it printed */
    String run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        var process = builder.start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("%s: %s", String.join(" ", command), output)
                .isZero();
        return output;
    }
}
