package dev.engram.testing;

/** What {@code -Dinfra} asks the tests to run on. */
final class InfraChoice {
    private static final String PROPERTY = "engram.infra";

    private InfraChoice() {}

    /** @throws IllegalStateException unless real processes are asked for, which is also the default */
    static void check() {
        check(System.getProperty(PROPERTY, "processes"));
    }

    static void check(String choice) {
        switch (choice) {
            case "processes" -> {}
            case "containers" ->
                throw new IllegalStateException(
                        "-Dinfra=containers is not available yet; leave it out, and the tests start a broker and a mongod"
                                + " as processes, without a container engine");
            default -> throw new IllegalStateException("-Dinfra must be processes (the default), was " + choice);
        }
    }
}
