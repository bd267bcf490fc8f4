package dev.engram.cli.stack;

import dev.engram.local.FreePorts;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The TCP ports of the stack, all on loopback.
 *
 * @param byPart the port of each part, 1–65535, all different
 * @param controller the port of the broker's controller
 */
public record StackPorts(Map<StackPart, Integer> byPart, int controller) {
    private static final int DEFAULT_CONTROLLER = 19093;
    static final String CONTROLLER_VARIABLE = "ENGRAM_PORT_CONTROLLER";
    static final String BASE_VARIABLE = "ENGRAM_PORT_BASE";

    public StackPorts {
        byPart = Map.copyOf(byPart);
        Map<Integer, String> variables = new HashMap<>();
        for (StackPart part : StackPart.values()) {
            Integer port = byPart.get(part);
            if (port == null) {
                throw new IllegalArgumentException("no port for " + part);
            }
            check(port, part.portVariable(), variables);
        }
        check(controller, CONTROLLER_VARIABLE, variables);
    }

    private static void check(int port, String variable, Map<Integer, String> variables) {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException(variable + " must be a port from 1 to 65535, was " + port);
        }
        String other = variables.put(port, variable);
        if (other != null) {
            throw new IllegalArgumentException(
                    other + " and " + variable + " are both " + port + "; each part needs a port of its own");
        }
    }

    /** The port of a part. */
    public int of(StackPart part) {
        return byPart.getOrDefault(part, 0);
    }

    /**
     * The defaults, moved by {@code ENGRAM_PORT_BASE} (gateway = base, services base+1 to base+3, broker base+4, controller
     * base+5, mongod base+6) and by {@code ENGRAM_PORT_<PART>}.
     *
     * @throws IllegalArgumentException naming the variable that is no port
     */
    public static StackPorts fromEnvironment(Map<String, String> environment) {
        String base = environment.get(BASE_VARIABLE);
        StackPorts ports = base == null ? defaults() : from(number(BASE_VARIABLE, base));
        Map<StackPart, Integer> byPart = new EnumMap<>(ports.byPart);
        for (StackPart part : StackPart.values()) {
            String value = environment.get(part.portVariable());
            if (value != null) {
                byPart.put(part, number(part.portVariable(), value));
            }
        }
        String controller = environment.get(CONTROLLER_VARIABLE);
        return new StackPorts(byPart, controller == null ? ports.controller : number(CONTROLLER_VARIABLE, controller));
    }

    /** The ports of the README: gateway 8080 and so on. */
    public static StackPorts defaults() {
        Map<StackPart, Integer> byPart = new EnumMap<>(StackPart.class);
        for (StackPart part : StackPart.values()) {
            byPart.put(part, part.defaultPort());
        }
        return new StackPorts(byPart, DEFAULT_CONTROLLER);
    }

    /** Seven ports in a row. */
    public static StackPorts from(int base) {
        return new StackPorts(
                Map.of(
                        StackPart.GATEWAY, base,
                        StackPart.CARD, base + 1,
                        StackPart.REVIEW, base + 2,
                        StackPart.ANALYTICS, base + 3,
                        StackPart.BROKER, base + 4,
                        StackPart.MONGOD, base + 6),
                base + 5);
    }

    /** Ports that are free at this moment; for tests. */
    public static StackPorts free() {
        List<Integer> ports = FreePorts.take(StackPart.values().length + 1);
        Map<StackPart, Integer> byPart = new EnumMap<>(StackPart.class);
        for (StackPart part : StackPart.values()) {
            byPart.put(part, ports.get(part.ordinal()));
        }
        return new StackPorts(byPart, ports.getLast());
    }

    private static int number(String variable, String value) {
        try {
            return Integer.parseInt(value.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(variable + " must be a port from 1 to 65535, was \"" + value + "\"");
        }
    }
}
