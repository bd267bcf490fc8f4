package dev.engram.events;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What a study plan says beyond the schedule of one card.
 *
 * @param reviewOrder order of the due reviews of a day
 * @param retentionGoals desired retention of some cards, at most 200, each deck and tag once
 * @param breaks study days without cards, at most 50
 * @param fitting what becomes of weights that are fitted to the learner's reviews
 */
public record StudyOptions(
        ReviewOrder reviewOrder, List<RetentionGoal> retentionGoals, List<Break> breaks, Fitting fitting) {

    /** Oldest first, no goals, no breaks, weights only on request. */
    public static final StudyOptions DEFAULT = new StudyOptions(ReviewOrder.DUE, List.of(), List.of(), Fitting.OFF);

    private static final int MOST_GOALS = 200;
    private static final int MOST_BREAKS = 50;
    private static final int LONGEST_BREAK_DAYS = 366;

    public StudyOptions {
        FieldCheck.present(reviewOrder, "plan.reviewOrder");
        retentionGoals = List.copyOf(FieldCheck.present(retentionGoals, "plan.retentionGoals"));
        FieldCheck.that(
                retentionGoals.size() <= MOST_GOALS,
                "plan.retentionGoals must be at most %d, were %d",
                MOST_GOALS,
                retentionGoals.size());
        var about = new HashSet<Object>();
        for (var goal : retentionGoals) {
            FieldCheck.that(
                    about.add(goal.about()), "plan.retentionGoals must name %s once", String.valueOf(goal.about()));
        }
        breaks = List.copyOf(FieldCheck.present(breaks, "plan.breaks"));
        FieldCheck.that(
                breaks.size() <= MOST_BREAKS, "plan.breaks must be at most %d, were %d", MOST_BREAKS, breaks.size());
        FieldCheck.present(fitting, "plan.fitting");
    }

    /** Order of the due reviews of a day. */
    public enum ReviewOrder {
        /** The longest due first. */
        DUE,
        /** By study days since the last answer, relative to those that were planned: the most overdue first. */
        RELATIVE_OVERDUENESS,
        /** The least likely to be recalled first. */
        RETRIEVABILITY
    }

    /** What becomes of weights that are fitted to the learner's reviews. */
    public enum Fitting {
        OFF,
        /** They are offered to the learner. */
        SUGGEST,
        /** They are put into the plan. */
        APPLY
    }

    /**
     * Desired retention of the cards of a deck, or of those with a tag or one nested in it.
     *
     * @param deckId null if the goal is about a tag
     * @param tag null if the goal is about a deck
     * @param desiredRetention in [0.70, 0.99]
     */
    public record RetentionGoal(
            @Nullable DeckId deckId, @Nullable Tag tag, double desiredRetention) {
        public RetentionGoal {
            FieldCheck.that(
                    (deckId == null) != (tag == null), "plan.retentionGoals must each name either a deckId or a tag");
            FieldCheck.that(
                    Plan.isRetention(desiredRetention),
                    "plan.retentionGoals: each desiredRetention %s, one was %s",
                    Plan.RETENTION_RULE,
                    desiredRetention);
        }

        private Object about() {
            return tag == null ? String.valueOf(deckId) : tag.key();
        }

        private boolean isAbout(DeckId deck, Collection<Tag> tags) {
            return tag == null ? deck.equals(deckId) : tags.stream().anyMatch(of -> of.isWithin(tag));
        }

        /** A tag says more than a deck, a nested tag more than the one around it. */
        private int depth() {
            return tag == null ? 0 : tag.withAncestors().size();
        }
    }

    /**
     * Study days on which no card is due.
     *
     * @param to the last of them, at most 366 days long
     */
    public record Break(LocalDate from, LocalDate to) {
        /** What the last day must satisfy, in words. */
        public static final String LAST_DAY_RULE = "must be the first day of the break or up to 365 days later";

        public Break {
            FieldCheck.present(from, "plan.breaks.from");
            FieldCheck.present(to, "plan.breaks.to");
            FieldCheck.that(
                    isBreak(from, to),
                    "plan.breaks: each last day %s, one lasts from %s to %s",
                    LAST_DAY_RULE,
                    from,
                    to);
        }

        /** Whether a break may last from one day to another, both included. */
        public static boolean isBreak(LocalDate from, LocalDate to) {
            return !to.isBefore(from) && to.toEpochDay() - from.toEpochDay() < LONGEST_BREAK_DAYS;
        }

        /** @param studyDay epoch day */
        public boolean contains(long studyDay) {
            return from.toEpochDay() <= studyDay && studyDay <= to.toEpochDay();
        }
    }

    /** Whether no card is due on a study day. @param studyDay epoch day */
    public boolean isBreak(long studyDay) {
        return breaks.stream().anyMatch(pause -> pause.contains(studyDay));
    }

    /** Desired retention of a card by the most specific goal, the highest of several; empty if none is about it. */
    public OptionalDouble goal(DeckId deck, Collection<Tag> tags) {
        return retentionGoals.stream()
                .filter(goal -> goal.isAbout(deck, tags))
                .max(Comparator.comparingInt(RetentionGoal::depth).thenComparingDouble(RetentionGoal::desiredRetention))
                .stream()
                .mapToDouble(RetentionGoal::desiredRetention)
                .findFirst();
    }
}
