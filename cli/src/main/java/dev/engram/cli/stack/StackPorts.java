package dev.engram.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.local.FreePorts;
import dev.engram.local.LocalMongod;
import dev.engram.local.StartException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * Where the parts of the stack listen, all on 127.0.0.1.
 *
 * @param byPart the port of each part, 1–65535, all different
 * @param controller the port of the broker's controller
 */
public record StackPorts(Map<StackPart, Integer> byPart, int controller) {
    private static final int DEFAULT_CONTROLLER = 19093;
    private static final int CONTROLLER_OFFSET = 5;
    private static final int HIGHEST = 65_535;
    private static final int HIGHEST_BASE = HIGHEST - StackPart.values().length;
    private static final String CONTROLLER = "the broker's controller";
    private static final String CONTROLLER_VARIABLE = "ENGRAM_PORT_CONTROLLER";
    private static final String BASE_VARIABLE = "ENGRAM_PORT_BASE";
    private static final JsonMapper JSON = new JsonMapper();

    public StackPorts {
        byPart = Map.copyOf(byPart);
        Map<Integer, String> taken = new HashMap<>();
        for (StackPart part : StackPart.values()) {
            check(byPart.getOrDefault(part, 0), part.label() + " (" + part.portVariable() + ")", taken);
        }
        check(controller, CONTROLLER + " (" + CONTROLLER_VARIABLE + ")", taken);
    }

    private static void check(int port, String part, Map<Integer, String> taken) {
        if (port < 1 || port > HIGHEST) {
            throw new IllegalArgumentException(
                    "the port of " + part + " must be from 1 to " + HIGHEST + ", was " + port);
        }
        String other = taken.put(port, part);
        if (other != null) {
            throw new IllegalArgumentException(
                    other + " and " + part + " both have port " + port + "; each part needs a port of its own");
        }
    }

    private static StackPorts of(ToIntFunction<StackPart> port, int controller) {
        Map<StackPart, Integer> byPart = new EnumMap<>(StackPart.class);
        for (StackPart part : StackPart.values()) {
            byPart.put(part, port.applyAsInt(part));
        }
        return new StackPorts(byPart, controller);
    }

    /**
     * The defaults, moved by {@code ENGRAM_PORT_BASE} (gateway = base, services base+1 to base+3, broker base+4, controller
     * base+5, mongod base+6) and by {@code ENGRAM_PORT_<PART>}.
     *
     * @throws IllegalArgumentException with the variable that is not a port, or with the parts that have the same port
     */
    public static StackPorts fromEnvironment(Map<String, String> environment) {
        StackPorts ports = environment.containsKey(BASE_VARIABLE)
                ? from(number(environment, BASE_VARIABLE, 0), BASE_VARIABLE)
                : defaults();
        return of(
                part -> number(environment, part.portVariable(), ports.of(part)),
                number(environment, CONTROLLER_VARIABLE, ports.controller));
    }

    private static int number(Map<String, String> environment, String variable, int otherwise) {
        String value = environment.get(variable);
        try {
            int port = value == null ? otherwise : Integer.parseInt(value.strip());
            if (port >= 1 && port <= HIGHEST) {
                return port;
            }
        } catch (NumberFormatException e) {
            // as one that is out of range
        }
        throw new IllegalArgumentException(
                variable + " must be a port from 1 to " + HIGHEST + ", was \"" + value + "\"");
    }

    /** The ports of the README: gateway 8080 and so on. */
    public static StackPorts defaults() {
        return of(StackPart::defaultPort, DEFAULT_CONTROLLER);
    }

    /**
     * Seven ports in a row.
     *
     * @param setting the option or variable that gave the first one
     * @throws IllegalArgumentException with the setting, if one of the seven is no port
     */
    public static StackPorts from(int base, String setting) {
        if (base < 1 || base > HIGHEST_BASE) {
            throw new IllegalArgumentException(setting + " must be from 1 to " + HIGHEST_BASE
                    + ", since seven ports are used from there on; it was " + base);
        }
        return of(part -> base + part.portOffset(), base + CONTROLLER_OFFSET);
    }

    /** Ports that are free at this moment; for tests. */
    public static StackPorts free() {
        List<Integer> ports = FreePorts.take(StackPart.values().length + 1);
        return of(part -> ports.get(part.ordinal()), ports.getLast());
    }

    /** The same, but one part elsewhere. */
    StackPorts with(StackPart part, int port) {
        return of(each -> each == part ? port : of(each), controller);
    }

    /** The ports with which a stack was last started; empty if the file is missing or damaged. */
    static Optional<StackPorts> read(Path file) {
        try {
            JsonNode node = JSON.readTree(Files.readString(file));
            return Optional.of(of(
                    part -> node.path(part.label()).asInt(),
                    node.path("controller").asInt()));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** For {@link #read} by commands that are called without the same environment. */
    void write(Path file) throws IOException {
        ObjectNode node = JSON.createObjectNode();
        for (StackPart part : StackPart.values()) {
            node.put(part.label(), of(part));
        }
        Files.writeString(file, node.put("controller", controller).toPrettyString());
    }

    /** @throws StartException if one is taken, with who holds it as far as the system says, and how to choose another */
    void checkFree(Set<StackPart> parts) throws StartException {
        for (StackPart part : parts) {
            checkFree(part.label(), of(part), part.portVariable());
            if (part == StackPart.BROKER) {
                checkFree(CONTROLLER, controller, CONTROLLER_VARIABLE);
            }
        }
    }

    private static void checkFree(String part, int port, String variable) throws StartException {
        if (!FreePorts.isFree(port)) {
            throw new StartException("port " + port + " for " + part + " is taken"
                    + PortHolder.of(port).map(holder -> " by " + holder).orElse("")
                    + ". End it (./engram down, if it is of this stack), or use other ports: --port-base PORT moves all of them, the variable "
                    + variable + " only this one.");
        }
    }

    /** The port of a part. */
    public int of(StackPart part) {
        return byPart.getOrDefault(part, 0);
    }

    /** Address of a service. */
    public URI url(StackPart service) {
        return URI.create("http://127.0.0.1:" + of(service));
    }

    /** Host and port of the broker, for {@code bootstrap.servers}. It asks for a user, see {@link LocalStack#kafka}. */
    public String kafkaBootstrap() {
        return "127.0.0.1:" + of(StackPart.BROKER);
    }

    /** Connection string of the mongod, without a database. It asks for a user, see {@link LocalStack#mongoUri}. */
    public String mongoUri() {
        return LocalMongod.uri(of(StackPart.MONGOD));
    }
}
