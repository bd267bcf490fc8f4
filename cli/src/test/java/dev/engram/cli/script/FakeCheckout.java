package dev.engram.cli.script;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder with the real script, some sources, and doubles of {@code java} and {@code mvn}: mvn writes down its arguments and
 * makes what a build makes, unless a file {@code broken} is there.
 */
final class FakeCheckout {
    private static final String MVN = """
            #!/usr/bin/env bash
            echo "$*" >>"$FAKE/mvn-calls"
            sleep "${MVN_SECONDS:-0}"
            echo "[INFO] Building cli 0.1 [1/1]"
            if [ -e "$FAKE/broken" ]; then echo "[ERROR] Foo.java:[3,1] ';' expected"; echo "[INFO] BUILD FAILURE"; exit 1; fi
            for module in card-service review-service analytics-service gateway bench-endpoint; do
              mkdir -p $module/target/quarkus-app && touch $module/target/quarkus-app/quarkus-run.jar
            done
            mkdir -p cli/target bench/target && touch cli/target/engram-cli.jar bench/target/engram-bench.jar
            echo "[INFO] Tests run: 2, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 0.1 s -- in dev.engram.FooTest"
            echo "[INFO] Tests run: 2, Failures: 0, Errors: 0, Skipped: 0"
            """;
    private static final String JAVA = """
            #!/usr/bin/env bash
            printf '%s\\n' "$@" >"$FAKE/java-arguments"
            [ -z "${PRINTED-}" ] || printf '%s=%s\\n' "$PRINTED" "${!PRINTED-}"
            echo "java in $(basename "$(dirname "$(dirname "$0")")") ran ${@: -1}"
            """;

    final Path root;
    private final Path fake;

    FakeCheckout(Path folder) throws IOException {
        root = Files.createDirectories(folder.resolve("a checkout"));
        fake = Files.createDirectories(folder.resolve("fake tools"));
        Path real = Path.of(System.getProperty("engram.root"));
        Files.copy(real.resolve("engram"), root.resolve("engram"), StandardCopyOption.COPY_ATTRIBUTES);
        Path functions = Files.createDirectories(root.resolve("cli/src/main/sh"));
        try (Stream<Path> files = Files.list(real.resolve("cli/src/main/sh"))) {
            for (Path file : files.toList()) {
                Files.copy(file, functions.resolve(file.getFileName().toString()));
            }
        }
        for (String module : List.of(
                "events",
                "card-service",
                "review-service",
                "analytics-service",
                "gateway",
                "cli",
                "bench",
                "bench-endpoint")) {
            write(module + "/pom.xml", "<project/>");
            write(module + "/src/main/java/Foo.java", "class Foo {}");
        }
        write("pom.xml", "<project/>");
        write(".mvn/jvm.config", "-Xmx1g");
        write("docs/openapi.yaml", "openapi: 3.1.0");
        write("docs/definitions.md", "# What the figures mean");
        write("clients/pages/dist/index.html", "<!doctype html>");
        executable(fake.resolve("bin/mvn"), MVN);
        jdk("jdk-25", "25.0.1");
    }

    /** Makes a JDK of this version; {@code release} says so. */
    Path jdk(String name, String version) throws IOException {
        Path home = jre(name, version);
        executable(home.resolve("bin/javac"), "#!/usr/bin/env bash\necho javac " + version + "\n");
        return home;
    }

    /** Makes a Java without a compiler. */
    Path jre(String name, String version) throws IOException {
        Path home = fake.resolve("jdks").resolve(name);
        executable(home.resolve("bin/java"), JAVA);
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Fake\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    Path jdks() {
        return fake.resolve("jdks");
    }

    void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.resolveSibling(".").normalize());
        Files.writeString(path, text);
    }

    /** Gives a file a time long before any build. */
    void makeOld(String file) throws IOException {
        Files.setLastModifiedTime(root.resolve(file), FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
    }

    void breakBuild() throws IOException {
        Files.createFile(fake.resolve("broken"));
    }

    void mendBuild() throws IOException {
        Files.delete(fake.resolve("broken"));
    }

    /** The arguments of each call of mvn. */
    List<String> mvnCalls() throws IOException {
        Path calls = fake.resolve("mvn-calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    /** The arguments of the last call of java. */
    List<String> javaArguments() throws IOException {
        return Files.readAllLines(fake.resolve("java-arguments"));
    }

    Run run(String... arguments) throws IOException {
        return run(Map.of(), root.resolve("engram"), arguments);
    }

    Run run(Map<String, String> environment, Path script, String... arguments) throws IOException {
        return start(environment, script, arguments).get();
    }

    /** Starts the script in another folder than its own, with nothing but the doubles and the system's tools. */
    Running start(Map<String, String> environment, Path script, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(fake.toFile()).redirectErrorStream(true);
        Path output = Files.createTempFile(fake, "output", ".txt");
        builder.redirectOutput(output.toFile());
        Map<String, String> all = new TreeMap<>(Map.of(
                "PATH",
                fake.resolve("bin") + ":/usr/bin:/bin",
                "HOME",
                fake.toString(),
                "FAKE",
                fake.toString(),
                "ENGRAM_JDK_FOLDERS",
                fake.resolve("jdks") + "/*"));
        all.putAll(environment);
        builder.environment().clear();
        builder.environment().putAll(all);
        return new Running(builder.start(), output);
    }

    private static void executable(Path file, String text) throws IOException {
        Files.createDirectories(file.resolveSibling(".").normalize());
        Files.writeString(file, text);
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + file + " executable");
        }
    }

    /** A call under way. */
    record Running(Process process, Path output) {
        Run get() {
            try {
                int code = process.waitFor();
                return new Run(code, Files.readString(output, StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** What a call did. */
    record Run(int code, String output) {}
}
