package dev.engram.card.domain;

import dev.engram.events.LearnerId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what with a deck. No role of an account opens a deck: only what is said here does.
 *
 * @param shares editors and viewers, the owner not among them
 */
public record DeckAccess(LearnerId owner, Visibility visibility, Map<LearnerId, DeckRole> shares) {

    /** Who reads a deck beside its owner and those it is shared with. */
    public enum Visibility {
        /** Nobody. */
        PRIVATE,
        /** Everybody who is signed in. */
        PUBLIC
    }

    public DeckAccess {
        shares = Map.copyOf(shares);
    }

    /** That of a new deck. */
    public static DeckAccess ofNew(LearnerId owner) {
        return new DeckAccess(owner, Visibility.PRIVATE, Map.of());
    }

    /** What {@code person} may do; null if the deck's existence is not to be told. */
    public @Nullable DeckRole roleOf(LearnerId person) {
        if (owner.equals(person)) {
            return DeckRole.OWNER;
        }
        var shared = shares.get(person);
        return shared == null && visibility == Visibility.PUBLIC ? DeckRole.VIEWER : shared;
    }

    /** Whether {@code person} may see the deck. */
    public boolean isVisibleTo(LearnerId person) {
        return roleOf(person) != null;
    }
}
