package dev.engram.testing;

import java.util.Locale;
import java.util.stream.Stream;

/** How the tests run their broker and mongod, by {@code -Dinfra}. */
enum InfraChoice {
    /** Processes of this machine, without a container engine; the default. */
    PROCESSES,
    /** Containers of {@code apache/kafka} and {@code mongo}. */
    CONTAINERS;

    static final String PROPERTY = "engram.infra";

    /** @throws IllegalStateException unless one of the two is asked for, or nothing */
    static InfraChoice current() {
        return of(System.getProperty(PROPERTY, PROCESSES.word()));
    }

    static InfraChoice of(String word) {
        return Stream.of(values())
                .filter(choice -> choice.word().equals(word))
                .findAny()
                .orElseThrow(() -> new IllegalStateException(
                        "-Dinfra must be processes (the default) or containers, was " + word));
    }

    /** How the build spells it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
