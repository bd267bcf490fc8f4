package dev.engram.kit.auth;

import java.util.Set;

/** What a caller may do, for {@code @RolesAllowed}. In a token these are the {@code groups}. A person can have several. */
public final class Role {
    /** Reviews cards: own reviews, queue, plan, memberships, mastery. */
    public static final String LEARNER_GROUP = "learner";
    /** Has classes. */
    public static final String TEACHER_GROUP = "teacher";
    /** Owns decks: creates, revises, imports. */
    public static final String AUTHOR_GROUP = "author";
    /** Exports under an agreement. */
    public static final String RESEARCHER_GROUP = "researcher";
    /** Runs the installation: metrics, projections, the relay. Sees no data of persons. */
    public static final String OPERATOR_GROUP = "operator";
    /** Erases persons, reads the audit trail. Sees no answers. */
    public static final String DATA_OFFICER_GROUP = "data-officer";
    /** Invites people, and gives and takes roles. */
    public static final String ADMINISTRATOR_GROUP = "administrator";

    /** All of them. */
    public static final Set<String> ALL = Set.of(
            LEARNER_GROUP,
            TEACHER_GROUP,
            AUTHOR_GROUP,
            RESEARCHER_GROUP,
            OPERATOR_GROUP,
            DATA_OFFICER_GROUP,
            ADMINISTRATOR_GROUP);

    private Role() {}
}
