package dev.engram.cli.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings with which a stack is started.
 *
 * @param root folder of the repository, built
 * @param ports where the parts listen
 * @param serviceProperties configuration of every service on top of what the stack sets itself, e.g. for a test
 * @param guarded whether the processes end with this JVM, also when it is killed; for tests
 */
public record StackSettings(Path root, StackPorts ports, Map<String, String> serviceProperties, boolean guarded) {

    public StackSettings {
        root = root.toAbsolutePath().normalize();
        serviceProperties = Map.copyOf(serviceProperties);
        if (!Files.isRegularFile(root.resolve("pom.xml"))) {
            throw new IllegalArgumentException("root must be a checkout of Engram, was " + root);
        }
    }

    /** The stack of this checkout, with ports from the environment. */
    public static StackSettings of(Path root, Map<String, String> environment) {
        return of(root, StackPorts.fromEnvironment(environment));
    }

    /** The stack of this checkout on these ports. */
    public static StackSettings of(Path root, StackPorts ports) {
        return new StackSettings(root, ports, Map.of(), false);
    }

    /** A stack on free ports that ends with this JVM; for tests. */
    public static StackSettings forTest(Path root) {
        return new StackSettings(root, StackPorts.free(), Map.of(), true);
    }

    /** The root that the system property {@code engram.root} names; it is set by the script and by the build. */
    public static Path rootFromProperty() {
        @Nullable String root = System.getProperty("engram.root");
        if (root == null) {
            throw new IllegalStateException("the system property engram.root must name the checkout; use ./engram");
        }
        return Path.of(root);
    }

    public StackSettings withPorts(StackPorts other) {
        return new StackSettings(root, other, serviceProperties, guarded);
    }

    public StackSettings withServiceProperties(Map<String, String> properties) {
        return new StackSettings(root, ports, properties, guarded);
    }
}
