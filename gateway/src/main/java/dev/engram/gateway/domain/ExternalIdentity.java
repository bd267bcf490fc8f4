package dev.engram.gateway.domain;

/**
 * Whom another identity provider knows.
 *
 * @param issuer the provider, as its tokens name it
 * @param subject the person, as the provider names them; never reused there
 */
public record ExternalIdentity(String issuer, String subject) {
    /** Without the subject. */
    @Override
    public String toString() {
        return "identity at " + issuer;
    }
}
