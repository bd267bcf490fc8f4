package dev.engram.kit.auth;

/** What a caller may do. In a token these are the {@code groups}. */
public enum Role {
    /** Studies: reviews, queue, mastery. */
    LEARNER("learner"),
    /** Owns decks: creates, revises, imports. */
    AUTHOR("author"),
    /** Runs the installation: metrics, projections, the relay. */
    OPERATOR("operator");

    /** For {@code @RolesAllowed}. */
    public static final String LEARNER_GROUP = "learner";

    /** For {@code @RolesAllowed}. */
    public static final String AUTHOR_GROUP = "author";

    /** For {@code @RolesAllowed}. */
    public static final String OPERATOR_GROUP = "operator";

    private final String group;

    Role(String group) {
        this.group = group;
    }

    /** The name in the token. */
    public String group() {
        return group;
    }
}
