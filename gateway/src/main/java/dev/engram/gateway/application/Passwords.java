package dev.engram.gateway.application;

/** Hashes and compares passwords. */
public interface Passwords {
    /** Most bytes of a password in UTF-8: bcrypt reads no further. */
    int MAX_BYTES = 72;

    /** A salted hash, slow on purpose. */
    String hash(String password);

    /** Whether {@code hash} was made from {@code password}. */
    boolean matches(String password, String hash);
}
