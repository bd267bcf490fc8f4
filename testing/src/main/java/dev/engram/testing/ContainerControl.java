package dev.engram.testing;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.exception.NotFoundException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;

/** A server that is a container. Its data are in a volume that lives as long as the container. */
final class ContainerControl implements ServerControl {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final int TAIL = 15;
    // a file changed from outside belongs to another user than the server's
    private static final int WRITABLE_BY_ALL = 0666;

    /** Asks a starting server whether it is ready. */
    record Probe(BooleanSupplier ready, Runnable closing) implements AutoCloseable {
        @Override
        public void close() {
            closing.run();
        }
    }

    private final String name;
    private final GenericContainer<?> container;
    private final DockerClient engine;
    private final String dataFolder;
    private final Supplier<Probe> probes;
    // the container object forgets it when it is removed
    private String id = "";

    private ContainerControl(String name, GenericContainer<?> container, String dataFolder, Supplier<Probe> probes) {
        this.name = name;
        this.container = container;
        this.engine = container.getDockerClient();
        this.dataFolder = dataFolder;
        this.probes = probes;
    }

    /**
     * @param name of the server, for messages
     * @param container not yet started
     * @param dataFolder where the server stores, in the container
     * @param probes opens one probe for each start
     * @throws IllegalStateException if it ended or was not ready in time, with the end of its log; it has been removed then
     */
    static ContainerControl start(
            String name, GenericContainer<?> container, String dataFolder, Supplier<Probe> probes) {
        var control = new ContainerControl(name, container, dataFolder, probes);
        try {
            container.start();
            control.id = container.getContainerId();
            control.awaitReady();
            return control;
        } catch (RuntimeException e) {
            control.close();
            throw e;
        }
    }

    @Override
    public boolean isAlive() {
        try {
            return Boolean.TRUE.equals(state().getRunning());
        } catch (NotFoundException removed) {
            return false;
        }
    }

    @Override
    public void stop() {
        resume();
        engine.stopContainerCmd(id).withTimeout((int) TIMEOUT.toSeconds()).exec();
    }

    @Override
    public void kill() {
        engine.killContainerCmd(id).exec();
        var deadline = Instant.now().plus(TIMEOUT);
        while (isAlive()) {
            pauseBefore(deadline, "is still there " + TIMEOUT.toSeconds() + " s after SIGKILL");
        }
    }

    @Override
    public void startAgain() {
        if (isAlive()) {
            throw new IllegalStateException("the server is running: stop or kill it first");
        }
        engine.startContainerCmd(id).exec();
        awaitReady();
    }

    @Override
    public void pause() {
        engine.pauseContainerCmd(id).exec();
    }

    @Override
    public void resume() {
        // SIGCONT does nothing to a process that runs; the engine would call it an error
        if (Boolean.TRUE.equals(state().getPaused())) {
            engine.unpauseContainerCmd(id).exec();
        }
    }

    @Override
    public long sizeOf(String file) {
        return read(file).length;
    }

    @Override
    public void truncate(String file, long size) {
        var kept = Arrays.copyOf(read(file), Math.toIntExact(size));
        container.copyFileToContainer(Transferable.of(kept, WRITABLE_BY_ALL), inContainer(file));
    }

    @Override
    public void close() {
        container.stop(); // Testcontainers kills it and removes it with its volumes
    }

    private byte[] read(String file) {
        return container.copyFileFromContainer(inContainer(file), content -> content.readAllBytes());
    }

    private String inContainer(String file) {
        return dataFolder + "/" + file;
    }

    private ContainerState state() {
        return engine.inspectContainerCmd(id).exec().getState();
    }

    private void awaitReady() {
        var deadline = Instant.now().plus(TIMEOUT);
        try (var probe = probes.get()) {
            while (!probe.ready().getAsBoolean()) {
                if (!isAlive()) {
                    throw new IllegalStateException(name + " ended while it started. " + tail());
                }
                pauseBefore(deadline, "was not ready within " + TIMEOUT.toSeconds() + " s. " + tail());
            }
        }
    }

    private void pauseBefore(Instant deadline, String failure) {
        if (Instant.now().isAfter(deadline)) {
            throw new IllegalStateException(name + " " + failure);
        }
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(name + ": the wait was interrupted", e);
        }
    }

    private String tail() {
        List<String> lines = container.getLogs().lines().toList();
        return "The last lines of its log:\n  "
                + String.join("\n  ", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
    }
}
