package dev.engram.analytics.domain.learner;

import dev.engram.events.EventId;
import dev.engram.events.ReviewRecorded;
import dev.engram.scheduler.CardFold;
import dev.engram.scheduler.CardHistory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An answer to a card, and what figures count of it.
 *
 * @param counted whether it changed the state of the card, and so bears on mastery and recall
 * @param inRetention whether observed retention, calibration and lapses of topics count it; then {@code counted}, too
 * @param reason why one of the two is not so; null where both are
 * @param step what it did to the state; null where it was taken back or is not valid
 */
public record CardAnswer(
        ReviewRecorded review,
        boolean counted,
        boolean inRetention,
        @Nullable NotCounted reason,
        CardFold.@Nullable Step step) {

    /** Why figures leave an answer out. */
    public enum NotCounted {
        /** The learner has taken it back. */
        RETRACTED,
        /** Another event with its id is the one that counts. */
        OTHER_VERSION,
        /** The clock that dated it had lost its time. */
        LOST_CLOCK,
        /** Practice changes no state. */
        PRACTICE,
        /** It changed the state; observed retention counts the first answer of a study day only. */
        NOT_FIRST_OF_DAY,
        /** It changed the state; no earlier answer, since the card was last new, lies on an earlier study day. */
        NO_EARLIER_DAY
    }

    /**
     * All answers of a card, oldest first.
     *
     * @param folded what {@code history} comes to
     */
    public static List<CardAnswer> of(CardHistory history, CardFold.Folded folded) {
        var steps = steps(folded);
        var retracted = history.retracted();
        return history.recorded().values().stream()
                .sorted(Comparator.comparing(ReviewRecorded::stamp))
                .map(review -> {
                    var known = steps.get(review.stamp().eventId());
                    return known == null ? left(review, history, retracted) : known;
                })
                .toList();
    }

    private static CardAnswer left(ReviewRecorded review, CardHistory history, Set<EventId> retracted) {
        NotCounted reason;
        if (retracted.contains(review.stamp().eventId())) {
            reason = NotCounted.RETRACTED;
        } else {
            reason = history.counts(review) ? NotCounted.LOST_CLOCK : NotCounted.OTHER_VERSION;
        }
        return new CardAnswer(review, false, false, reason, null);
    }

    private static Map<EventId, CardAnswer> steps(CardFold.Folded folded) {
        var answers = new HashMap<EventId, CardAnswer>();
        var answered = new HashSet<Long>();
        int inRetention = 0;
        for (var step : folded.steps()) {
            var review = step.review();
            boolean counts = step.after().retentionAnswers() > inRetention;
            inRetention = step.after().retentionAnswers();
            NotCounted reason = null;
            if (review.practice()) {
                reason = NotCounted.PRACTICE;
            } else if (!answered.add(step.studyDay())) {
                reason = NotCounted.NOT_FIRST_OF_DAY;
            } else if (!counts) {
                reason = NotCounted.NO_EARLIER_DAY;
            }
            answers.put(review.stamp().eventId(), new CardAnswer(review, !review.practice(), counts, reason, step));
        }
        return answers;
    }

    /**
     * Some answers of a card.
     *
     * @param answers oldest first
     * @param earlier how many came before them
     */
    public record Page(List<CardAnswer> answers, int earlier) {
        public Page {
            answers = List.copyOf(answers);
        }

        /**
         * The latest of some answers.
         *
         * @param most of them, {@code >= 1}
         * @param before only those before the review with this id, none if it is not among them; null: the latest of all
         */
        public static Page of(List<CardAnswer> all, int most, @Nullable EventId before) {
            int end = before == null ? all.size() : Math.max(0, place(all, before));
            int start = Math.max(0, end - most);
            return new Page(all.subList(start, end), start);
        }

        private static int place(List<CardAnswer> all, EventId review) {
            var ids = new ArrayList<EventId>(all.size());
            all.forEach(answer -> ids.add(answer.review().stamp().eventId()));
            return ids.indexOf(review);
        }
    }
}
