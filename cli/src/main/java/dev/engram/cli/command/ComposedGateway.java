package dev.engram.cli.command;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Finds the gateway of the stack that {@code docker compose up} has started from a checkout. */
public final class ComposedGateway {
    private static final String SERVICE = "gateway";
    private static final String PORT_INSIDE = "8080";
    private static final String START = "start it with: docker compose up --build --wait";
    private static final Pattern PUBLISHED = Pattern.compile("(?<host>.+):(?<port>[1-9][0-9]{0,4})");

    private final String docker;
    private final Path root;

    /**
     * @param docker the program to run
     * @param root the checkout, where docker-compose.yml is
     */
    public ComposedGateway(String docker, Path root) {
        this.docker = docker;
        this.root = root;
    }

    /** @throws IOException if there is no docker, or it knows no such gateway, with its message and how to fix that */
    public URI find() throws IOException, InterruptedException {
        Process asked;
        try {
            asked = new ProcessBuilder(docker, "compose", "port", SERVICE, PORT_INSIDE)
                    .directory(root.toFile())
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new IOException(
                    "cannot run " + docker + " (" + e.getMessage() + "); --compose needs docker in PATH", e);
        }
        String output = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (asked.waitFor() != 0) {
            throw new IOException("docker compose finds no running gateway (its message: " + output + "); " + START);
        }
        return published(output);
    }

    private static URI published(String output) throws IOException {
        // warnings, e.g. about a variable that is not set, come before the address
        String last = output.lines().reduce("", (_, line) -> line).strip();
        var address = PUBLISHED.matcher(last);
        if (!address.matches()) {
            throw new IOException("docker compose does not print where the gateway is published (its message: " + output
                    + "); " + START);
        }
        String host = address.group("host");
        // published on all addresses, so also on the loopback address
        boolean onAllAddresses = host.equals("0.0.0.0") || host.equals("[::]") || host.equals("::");
        return URI.create("http://" + (onAllAddresses ? "127.0.0.1" : host) + ":" + address.group("port"));
    }
}
