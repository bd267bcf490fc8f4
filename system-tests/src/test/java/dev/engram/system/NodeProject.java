package dev.engram.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A project of clients/, copied to a folder of its own, with its compiler installed. */
record NodeProject(Path folder) {

    /** The client, with its tests. Skips the test where there is no Node, except on a build server. @param folder new or empty */
    static NodeProject install(Path folder) throws IOException, InterruptedException {
        return install("typescript", folder, "src", "test", "package.json", "package-lock.json", "tsconfig.json");
    }

    /** The pages, beside the client that they are built on. Skips as {@link #install(Path)}. @param folder new or empty */
    static NodeProject pages(Path folder) throws IOException, InterruptedException {
        // what its package says of itself decides what esbuild leaves out
        for (var part : List.of("src", "package.json", "tsconfig.json")) {
            copy(
                    Checkout.root().resolve("clients/typescript").resolve(part),
                    folder.resolve("typescript").resolve(part));
        }
        return install(
                "pages",
                folder.resolve("pages"),
                "src",
                "static",
                "style",
                "test",
                "build.mjs",
                "languages.mjs",
                "together.mjs",
                "package.json",
                "package-lock.json",
                "tsconfig.json");
    }

    private static NodeProject install(String name, Path folder, String... parts)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        boolean hasNode =
                ends(0, folder, "node", "-e", "process.exit(process.versions.node.split('.')[0] >= 20 ? 0 : 1)")
                        && ends(0, folder, "npm", "--version");
        assertThat(hasNode || System.getenv("CI") == null)
                .as("Node 20 or newer and npm are needed to test clients/%s; .ci/run installs them", name)
                .isTrue();
        assumeTrue(hasNode, "no Node 20 or newer with npm here: clients/" + name + " is not tested");
        for (var part : parts) {
            copy(Checkout.root().resolve("clients").resolve(name).resolve(part), folder.resolve(part));
        }
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

    /** A file, or a folder with all that is in it. */
    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.resolveSibling(".").normalize());
        try (var all = Files.walk(from)) {
            for (var each : all.toList()) {
                Files.copy(each, to.resolve(from.relativize(each).toString()).normalize());
            }
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
