package dev.engram.gateway.application;

import dev.engram.gateway.domain.Password;

/** Hashes and compares passwords. Slow on purpose: called in {@link HashingQueue}. */
public interface Passwords {
    /** A salted hash, in a notation that names the algorithm and its cost. */
    String hash(Password password);

    /** Whether {@code hash} was made from {@code password}. */
    boolean matches(Password password, String hash);

    /** Whether {@code hash} is of the algorithm and cost that {@link #hash} uses; else it is made again at the next sign-in. */
    boolean isCurrent(String hash);

    /** Whether so many people have this password that it is guessed first. */
    boolean isCommon(Password password);
}
