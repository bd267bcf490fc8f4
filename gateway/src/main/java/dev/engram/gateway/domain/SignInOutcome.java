package dev.engram.gateway.domain;

import java.time.Duration;

/** What became of an attempt to sign in. */
public sealed interface SignInOutcome {
    /** Name and password are right. */
    record SignedIn(Account account) implements SignInOutcome {}

    /** One of the two is wrong; the answer does not say which. */
    record Refused() implements SignInOutcome {}

    /** Too many failures: not even looked at. @param pause until the next attempt */
    record TooMany(Duration pause) implements SignInOutcome {}
}
