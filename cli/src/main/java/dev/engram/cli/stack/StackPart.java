package dev.engram.cli.stack;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The processes of the local stack, in the order in which they are shown. */
public enum StackPart {
    MONGOD("mongod", 27117, 6),
    BROKER("broker", 19092, 4),
    CARD("card-service", 8081, 1),
    REVIEW("review-service", 8082, 2),
    ANALYTICS("analytics-service", 8083, 3),
    GATEWAY("gateway", 8080, 0);

    /** The HTTP services, with health under {@code /q/health}. */
    public static final List<StackPart> SERVICES = List.of(CARD, REVIEW, ANALYTICS, GATEWAY);

    /** What keeps the data. */
    public static final List<StackPart> STORES = List.of(BROKER, MONGOD);

    private final String label;
    private final int defaultPort;
    private final int portOffset;

    StackPart(String label, int defaultPort, int portOffset) {
        this.label = label;
        this.defaultPort = defaultPort;
        this.portOffset = portOffset;
    }

    /** Name of the process, of its log and of its module. */
    public String label() {
        return label;
    }

    int defaultPort() {
        return defaultPort;
    }

    /** Its port minus {@code ENGRAM_PORT_BASE}. */
    int portOffset() {
        return portOffset;
    }

    /** The environment variable that sets the port, e.g. {@code ENGRAM_PORT_GATEWAY}. */
    public String portVariable() {
        return "ENGRAM_PORT_" + name();
    }

    /**
     * The part with this label; {@code review} means {@code review-service}.
     *
     * @throws IllegalArgumentException with the possible labels
     */
    public static StackPart of(String label) {
        String wanted = label.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(part -> part.label.equals(wanted) || part.label.equals(wanted + "-service"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown process \"" + label + "\"; there are "
                        + Arrays.stream(values()).map(StackPart::label).collect(Collectors.joining(", "))));
    }

    @Override
    public String toString() {
        return label;
    }
}
