package dev.engram.testing;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.engram.local.ProcessIdentity;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Labels every container with the JVM that started it, and removes those whose JVM has ended. Testcontainers does the same with a
 * container of its own (Ryuk), which can be switched off, and may itself be killed.
 */
final class ContainerOwner {
    /** The checkout and its machine: process ids mean nothing elsewhere, though the engine may be shared. */
    static final String CHECKOUT = "dev.engram.testing.checkout";
    /** The JVM, as a {@link ProcessIdentity#token}. */
    static final String OWNER = "dev.engram.testing.owner";

    private static boolean swept;

    private ContainerOwner() {}

    /** What a container of this JVM is labelled with. */
    static Map<String, String> labels(Path root) {
        return labels(root, ProcessIdentity.own());
    }

    static Map<String, String> labels(Path root, ProcessIdentity owner) {
        return Map.of(CHECKOUT, checkout(root), OWNER, owner.token());
    }

    /** {@link #sweep}, unless this JVM has done it. */
    static synchronized void sweepOnce(DockerClient engine, Path root) {
        if (!swept) {
            sweep(engine, root);
            swept = true;
        }
    }

    /** Removes the containers of this checkout, and what they stored, whose JVM has ended without being able to. */
    static void sweep(DockerClient engine, Path root) {
        remove(engine, root, owner -> !owner.isAlive());
    }

    /** Removes the containers of this JVM, also those that are just being started. */
    static void removeOwn(Path root) {
        remove(ContainerEngine.require(), root, ProcessIdentity.own()::equals);
    }

    private static void remove(DockerClient engine, Path root, Predicate<ProcessIdentity> whose) {
        var ours = engine.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Map.of(CHECKOUT, checkout(root)))
                .exec();
        for (var container : ours) {
            ProcessIdentity.parse(container.getLabels().getOrDefault(OWNER, ""))
                    .filter(whose)
                    .ifPresent(owner -> remove(engine, container.getId()));
        }
    }

    /** Kills a container and removes it with what it stored. */
    private static void remove(DockerClient engine, String container) {
        try {
            engine.removeContainerCmd(container)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (NotFoundException | ConflictException removedByAnother) {
            // gone, or being removed: by Ryuk, or by the sweep of another JVM
        }
    }

    private static String checkout(Path root) {
        return machine() + ":" + root.toAbsolutePath().normalize();
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException namelessMachine) {
            return "localhost";
        }
    }
}
