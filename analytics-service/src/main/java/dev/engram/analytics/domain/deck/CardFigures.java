package dev.engram.analytics.domain.deck;

import dev.engram.analytics.domain.cohort.SmallCells;
import dev.engram.projections.learner.CardAnswers;
import dev.engram.projections.learner.CardAnswers.Counts;
import dev.engram.scheduler.Proportion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is shown of one card over all learners, to people who may see none of them: sums of weeks that are each about at least
 * {@value SmallCells#LEAST} different learners, and in which no part of the learners is smaller than that or nearly of one mind. All
 * figures of a deck are sums of such; so nothing about fewer learners follows from any of them, of whatever periods, tags and decks.
 * Lives within one call.
 */
public final class CardFigures {
    private static final int LEARNERS = 0;
    private static final int FAILED = 1;
    private static final int IN_REVIEW = 2;
    private static final int LAPSED = 3;

    /** Answers are shown in tens: with the exact number of opportunities they would tell a number of few learners. */
    private static final long ROUNDED_TO = 10;

    private final List<SteadySum> opportunities = new ArrayList<>();
    private final SteadySum answers;
    private final SteadySum times;

    /**
     * What may be shown; nothing where {@code n} or a number is 0.
     *
     * @param learners whose first answer ever lies in the period
     * @param firstErrors of these, those who answered AGAIN
     * @param answers rounded down to tens
     * @param lapses of the opportunities in review, those answered AGAIN
     * @param timedAnswers answers with a duration, rounded down to tens
     * @param meanMillis of these
     * @param opportunities from the first on: learners, and those of them who answered AGAIN
     */
    public record Shown(
            long learners,
            Proportion firstErrors,
            long answers,
            Proportion lapses,
            long timedAnswers,
            double meanMillis,
            List<Proportion> opportunities) {
        /** Of a card without answers that may be shown. */
        public static final Shown NOTHING = new CardFigures(new Weeks(0, 0)).shown();

        public Shown {
            opportunities = List.copyOf(opportunities);
        }
    }

    /** Of a card without answers so far. */
    public CardFigures(Weeks asked) {
        for (int k = 0; k < CardAnswers.OPPORTUNITIES; k++) {
            opportunities.add(new SteadySum(4, asked, CardFigures::isShowable));
        }
        // the number of different learners is at least that of those who had any one opportunity
        int each = CardAnswers.OPPORTUNITIES;
        answers = new SteadySum(1 + each, asked, counts -> mostAt(1, counts) >= SmallCells.LEAST);
        // each answer without a duration takes at most one learner away from those with one
        times = new SteadySum(3 + each, asked, counts -> mostAt(3, counts) - counts[2] >= SmallCells.LEAST);
    }

    private static long mostAt(int from, long[] counts) {
        return Arrays.stream(counts, from, counts.length).max().orElse(0);
    }

    /** The learners in review, the others, and both together: of none of them may be told what few answered. */
    private static boolean isShowable(long[] counts) {
        long learners = counts[LEARNERS];
        return learners > 0
                && isShowable(counts[FAILED], learners)
                && isShowable(counts[LAPSED], counts[IN_REVIEW])
                && isShowable(counts[FAILED] - counts[LAPSED], learners - counts[IN_REVIEW]);
    }

    private static boolean isShowable(long failed, long learners) {
        return learners == 0
                || learners >= SmallCells.LEAST && !SmallCells.isExtreme((double) failed / learners, learners);
    }

    /** Adds a week; weeks come in their order. */
    public void add(long week, Counts counts) {
        var learners = new long[CardAnswers.OPPORTUNITIES];
        for (int k = 0; k < learners.length; k++) {
            var opportunity = counts.opportunities().get(k);
            learners[k] = opportunity.learners();
            if (opportunity.learners() != 0) {
                opportunities
                        .get(k)
                        .add(
                                week,
                                opportunity.learners(),
                                opportunity.failed(),
                                opportunity.inReview(),
                                opportunity.lapsed());
            }
        }
        answers.add(week, joined(learners, counts.answers()));
        times.add(week, joined(learners, counts.timed(), counts.millis(), counts.answers() - counts.timed()));
    }

    private static long[] joined(long[] learners, long... before) {
        var all = Arrays.copyOf(before, before.length + learners.length);
        System.arraycopy(learners, 0, all, before.length, learners.length);
        return all;
    }

    /** What may be shown of the weeks so far. */
    public Shown shown() {
        var failures = opportunities.stream()
                .map(sum -> new Proportion(sum.shown(FAILED), sum.shown(LEARNERS)))
                .toList();
        var lapses = opportunities.stream()
                .map(sum -> new Proportion(sum.shown(LAPSED), sum.shown(IN_REVIEW)))
                .reduce(new Proportion(0, 0), Proportion::plus);
        long timed = times.shown(0);
        return new Shown(
                failures.getFirst().n(),
                failures.getFirst(),
                rounded(answers.shown(0)),
                lapses,
                rounded(timed),
                timed == 0 ? 0 : (double) times.shown(1) / timed,
                failures);
    }

    private static long rounded(long answers) {
        return answers / ROUNDED_TO * ROUNDED_TO;
    }
}
