package dev.engram.review.application;

/** What a dependency said, or that it said nothing in time. Silence is expected: reviews are taken all the same. */
public sealed interface Reply<T> {

    /** A definite answer. */
    record Said<T>(T value) implements Reply<T> {}

    /** No answer within the time allowed. */
    record Silent<T>(String reason) implements Reply<T> {}
}
