package dev.engram.testing;

import com.github.dockerjava.api.DockerClient;
import java.util.Set;
import org.testcontainers.DockerClientFactory;

/** The container engine that {@code -Dinfra=containers} needs. */
final class ContainerEngine {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "::1");
    private static final String REMEDY =
            "; or leave -Dinfra out, and the tests start a broker and a mongod as processes,"
                    + " without a container engine";

    private ContainerEngine() {}

    /** @throws IllegalStateException if none answers, or it is on another machine; the message names the remedy */
    static DockerClient require() {
        boolean answers = DockerClientFactory.instance().isDockerAvailable();
        var host = answers ? DockerClientFactory.instance().dockerHostIpAddress() : "";
        check(answers, host);
        return DockerClientFactory.lazyClient();
    }

    static void check(boolean answers, String host) {
        if (!answers) {
            throw new IllegalStateException(
                    "-Dinfra=containers needs a container engine, and none answers: start one and make sure that this"
                            + " user may use it (`docker info` must succeed)"
                            + REMEDY);
        }
        if (!THIS_MACHINE.contains(host)) {
            throw new IllegalStateException(
                    "-Dinfra=containers needs an engine that publishes ports at 127.0.0.1 of this machine, and the one that"
                            + " answers is at "
                            + host
                            + ": unset DOCKER_HOST and start one here"
                            + REMEDY);
        }
    }
}
