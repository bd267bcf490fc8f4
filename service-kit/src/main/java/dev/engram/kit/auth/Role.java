package dev.engram.kit.auth;

/** What a caller may do, for {@code @RolesAllowed}. In a token these are the {@code groups}. */
public final class Role {
    /** Owns decks: creates, revises, imports. */
    public static final String AUTHOR_GROUP = "author";
    /** Runs the installation: metrics, projections, the relay. */
    public static final String OPERATOR_GROUP = "operator";

    private Role() {}
}
