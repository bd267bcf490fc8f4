package dev.engram.cli.bench.ingest;

import dev.engram.cli.stack.LocalStack;
import dev.engram.local.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The process of module {@code bench-endpoint}, on a free port of 127.0.0.1, with the JVM flags of the services. */
final class BareEndpoint implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    private final Process process;
    private final int port;
    private final Thread stop;

    private BareEndpoint(Process process, int port) {
        this.process = process;
        this.port = port;
        this.stop = new Thread(process::destroyForcibly, "stop-endpoint");
        Runtime.getRuntime().addShutdownHook(stop);
    }

    /** Returns when it listens. @param log of the process */
    static BareEndpoint start(Path root, Path log) throws IOException, InterruptedException {
        Path jar = root.resolve("bench-endpoint/target/quarkus-app/quarkus-run.jar");
        if (!Files.isRegularFile(jar)) {
            throw new IOException(jar + " is missing: build first (mvn -Dquick package, or use ./engram)");
        }
        int port = FreePorts.one();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(LocalStack.serviceJvm());
        command.addAll(List.of("-Dquarkus.http.port=" + port, "-jar", jar.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        BareEndpoint endpoint = new BareEndpoint(process, port);
        long deadline = System.nanoTime() + START.toNanos();
        while (FreePorts.isFree(port)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                endpoint.close();
                throw new IOException("the bare endpoint has not started; see " + log);
            }
            Thread.sleep(50);
        }
        return endpoint;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Runtime.getRuntime().removeShutdownHook(stop);
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IllegalStateException ending) {
            // the hook runs
        }
    }
}
