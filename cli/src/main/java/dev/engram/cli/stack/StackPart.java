package dev.engram.cli.stack;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the local stack consists of, in the order in which it is shown. */
public enum StackPart {
    MONGOD("mongod", 27117),
    BROKER("broker", 19092),
    CARD("card-service", 8081),
    REVIEW("review-service", 8082),
    ANALYTICS("analytics-service", 8083),
    GATEWAY("gateway", 8080);

    private final String label;
    private final int defaultPort;

    StackPart(String label, int defaultPort) {
        this.label = label;
        this.defaultPort = defaultPort;
    }

    /** Name of the process, of its log and of its module. */
    public String label() {
        return label;
    }

    /** Whether this is one of our own HTTP services, with health under {@code /q/health}. */
    public boolean isService() {
        return this != MONGOD && this != BROKER;
    }

    int defaultPort() {
        return defaultPort;
    }

    /** The environment variable that sets the port, e.g. {@code ENGRAM_PORT_GATEWAY}. */
    public String portVariable() {
        return "ENGRAM_PORT_" + name();
    }

    /**
     * The part with this label; {@code review} is understood as {@code review-service}.
     *
     * @throws IllegalArgumentException naming the labels there are
     */
    public static StackPart of(String label) {
        String wanted = label.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(part -> part.label.equals(wanted) || part.label.equals(wanted + "-service"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no part \"" + label + "\"; there are "
                        + Arrays.stream(values()).map(StackPart::label).collect(Collectors.joining(", "))));
    }

    @Override
    public String toString() {
        return label;
    }
}
