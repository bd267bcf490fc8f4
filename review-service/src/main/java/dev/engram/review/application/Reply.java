package dev.engram.review.application;

import org.jspecify.annotations.Nullable;

/** What a dependency said, or that it said nothing in time. Silence is expected: reviews are taken all the same. */
public sealed interface Reply<T> {

    /** The answer, or null where there was none. */
    default @Nullable T orNull() {
        return switch (this) {
            case Said<T>(var value) -> value;
            case Silent<T> _ -> null;
        };
    }

    /** A definite answer. */
    record Said<T>(T value) implements Reply<T> {}

    /** No answer within the time allowed. */
    record Silent<T>(String reason) implements Reply<T> {}
}
