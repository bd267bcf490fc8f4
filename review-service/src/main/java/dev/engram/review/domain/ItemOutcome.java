package dev.engram.review.domain;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What became of one item of a batch. Every case is normal; an unreachable log is an exception. */
public sealed interface ItemOutcome {

    /** Acknowledged by the log. */
    record Accepted(Set<OutcomeFlag> flags) implements ItemOutcome {
        public static final Accepted WITHOUT_FLAGS = new Accepted(Set.of());

        public Accepted {
            flags = ordered(flags);
        }
    }

    /** Known already: the same identity and the same content, up to what the server adds. */
    record Duplicate(Set<OutcomeFlag> flags) implements ItemOutcome {
        public static final Duplicate WITHOUT_FLAGS = new Duplicate(Set.of());

        public Duplicate {
            flags = ordered(flags);
        }
    }

    /** Not recorded, and sending it again unchanged will not help. */
    record Rejected(Refusal refusal) implements ItemOutcome {}

    private static Set<OutcomeFlag> ordered(Set<OutcomeFlag> flags) {
        var ordered = EnumSet.noneOf(OutcomeFlag.class);
        ordered.addAll(flags);
        return Collections.unmodifiableSet(ordered);
    }
}
