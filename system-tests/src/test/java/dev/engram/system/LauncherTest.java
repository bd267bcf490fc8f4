package dev.engram.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.local.FreePorts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script itself, in a checkout whose name is not ASCII, without a locale. The modules of that checkout are links to those of
 * this one, with what is built in them.
 */
@Tag("drill")
class LauncherTest {
    private static final int TIMEOUT_SECONDS = 120;

    @TempDir
    Path folder;

    private Path checkout;
    private String portBase;

    @BeforeEach
    void makeCheckout() throws IOException, InterruptedException {
        checkout = Files.createDirectory(folder.resolve("é"));
        try (var all = Files.list(Checkout.root())) {
            for (var file : all.toList()) {
                var name = file.getFileName().toString();
                if (!List.of("engram", "target", "bench", "bench-endpoint", ".engram", ".git")
                        .contains(name)) {
                    Files.createSymbolicLink(checkout.resolve(name), file);
                }
            }
        }
        var script = checkout.resolve("engram");
        Files.copy(Checkout.root().resolve("engram"), script, StandardCopyOption.COPY_ATTRIBUTES);
        Files.createDirectory(checkout.resolve("target"));
        // as after a build by the script; the benchmark, which may not be built when this runs, is not used
        Files.createFile(
                Files.createDirectories(checkout.resolve("bench/target")).resolve("engram-bench.jar"));
        Files.createFile(Files.createDirectories(checkout.resolve("bench-endpoint/target/quarkus-app"))
                .resolve("quarkus-run.jar"));
        var stamped =
                start("bash", "-euc", "ROOT=$0; . cli/src/main/sh/build.sh; build_sources >\"$BUILD_STAMP\"", checkout);
        assertThat(stamped.waitFor()).isZero();
        int base;
        do {
            base = FreePorts.one();
        } while (!areFree(base));
        portBase = Integer.toString(base);
    }

    private static boolean areFree(int base) {
        for (int port = base; port < base + 7; port++) {
            if (!FreePorts.isFree(port)) {
                return false;
            }
        }
        return true;
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        engram("down");
    }

    private Process start(Object... command) throws IOException {
        var line = new ArrayList<String>();
        List.of(command).forEach(word -> line.add(word.toString()));
        var builder = new ProcessBuilder(line).directory(checkout.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.startsWith("ENGRAM_PORT"));
        builder.environment().putAll(Map.of("LANG", "C", "JAVA_HOME", System.getProperty("java.home")));
        return builder.start();
    }

    private Command engram(Object... arguments) throws IOException, InterruptedException {
        var line = new ArrayList<Object>(List.of(checkout.resolve("engram")));
        line.addAll(List.of(arguments));
        var process = start(line.toArray());
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Command(process.waitFor(), output);
    }

    @Test
    void shouldRunWhereNamesAreNotAsciiAndStopWhatIsItsOwnWhereItsHomeIsGone() throws Exception {
        // when
        engram("up", "--detach", "--port-base", portBase).expect(0);
        var status = engram("status").expect(0);
        // then
        assertThat(status.output())
                .contains(checkout.resolve(".engram").toString())
                .doesNotContain("down");
        try (var beside = Files.list(folder)) {
            assertThat(beside).containsExactly(checkout);
        }
        assertThat(checkout.resolve(".engram/data/broker/segments")).isNotEmptyDirectory();

        // and when
        // in one step: a folder that mongod writes in cannot be deleted reliably
        Files.move(checkout.resolve(".engram"), folder.resolve("deleted"));
        var stopped = engram("down").expect(0);
        // then
        assertThat(stopped.output()).contains("card-service", "review-service", "analytics-service", "gateway");
        assertThat(engram("down").expect(0).output()).contains("Nothing was running");
        assertThat(areFree(Integer.parseInt(portBase))).isTrue();
    }

    @Test
    void shouldSayThatItStopsAndStopOnCtrlC() throws Exception {
        // given
        // also where this build runs in the background of a shell, which lets it ignore the signal
        var demo = start(
                "env", "--default-signal=INT", checkout.resolve("engram"), "demo", "--exit", "--port-base", portBase);
        var output = new StringBuilder();
        try (var lines = demo.inputReader(StandardCharsets.UTF_8)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                output.append(line).append('\n');
                // when: in the middle of the demo
                if (line.strip().startsWith("phone-1")) {
                    start("kill", "-INT", demo.pid()).waitFor();
                }
            }
        }
        // then
        assertThat(demo.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(demo.exitValue()).isEqualTo(130);
        assertThat(output).contains("Stopping …", "Stopped 6 processes").doesNotContain("engram: ");
        assertThat(areFree(Integer.parseInt(portBase))).isTrue();
    }
}
