package dev.engram.projections.learner;

import dev.engram.events.CardId;
import dev.engram.projections.Aggregate;
import dev.engram.projections.AggregateKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What all learners answered of a card in each week of their study days, practice left out. Answers of people and of simulated learners
 * have subjects of their own.
 *
 * <p>The k-th opportunity of a learner and card is the first answer of the k-th study day on which the learner answered it. Each
 * learner has at most one, so a sum over any weeks is a number of different learners.
 */
public final class CardAnswers implements Aggregate<LearnerCardKey, LearnerCard> {
    /** Opportunities that are told apart; later ones are among the answers only. */
    public static final int OPPORTUNITIES = 12;

    /** By card and week; the day of a row is the Monday. */
    public static final CardAnswers BY_WEEK = new CardAnswers();

    private static final String SIMULATED = "-simulated";
    private static final int ANSWERS = 0;
    private static final int TIMED = 1;
    private static final int MILLIS = 2;
    private static final int FIRST_OPPORTUNITY = 3;
    private static final List<String> COUNTS = names();

    private CardAnswers() {}

    /**
     * The counts of a row or of a sum of rows.
     *
     * @param answers that are no practice
     * @param timed those with a duration
     * @param millis of these
     * @param opportunities the first, second and so on
     */
    public record Counts(long answers, long timed, long millis, List<Opportunity> opportunities) {
        public Counts {
            opportunities = List.copyOf(opportunities);
        }
    }

    /**
     * The k-th opportunity.
     *
     * @param learners who had it
     * @param failed those of them who answered AGAIN
     * @param inReview those of them who had the card in review, not in the steps
     * @param lapsed those of {@code inReview} who answered AGAIN
     */
    public record Opportunity(long learners, long failed, long inReview, long lapsed) {}

    private static List<String> names() {
        var names = new ArrayList<>(List.of("answers", "timed", "millis"));
        for (var kind : List.of("n", "f", "r", "l")) {
            for (int k = 1; k <= OPPORTUNITIES; k++) {
                names.add(kind + k);
            }
        }
        return List.copyOf(names);
    }

    @Override
    public String name() {
        return "cards";
    }

    @Override
    public List<String> counts() {
        return COUNTS;
    }

    @Override
    public boolean isFedBySeveralPartitions() {
        return true;
    }

    /** The subject of the rows of a card. @param simulated of simulated learners, else of people */
    public static String subject(CardId card, boolean simulated) {
        return simulated ? card + SIMULATED : card.toString();
    }

    /** Inverse of {@link #subject}. */
    public static CardId card(String subject) {
        return CardId.parse(
                subject.endsWith(SIMULATED) ? subject.substring(0, subject.length() - SIMULATED.length()) : subject);
    }

    /** The counts of a vector. @param vector as long as {@link #counts} */
    public static Counts read(long[] vector) {
        var opportunities = new ArrayList<Opportunity>(OPPORTUNITIES);
        for (int k = 0; k < OPPORTUNITIES; k++) {
            int at = FIRST_OPPORTUNITY + k;
            opportunities.add(new Opportunity(
                    vector[at],
                    vector[at + OPPORTUNITIES],
                    vector[at + 2 * OPPORTUNITIES],
                    vector[at + 3 * OPPORTUNITIES]));
        }
        return new Counts(vector[ANSWERS], vector[TIMED], vector[MILLIS], opportunities);
    }

    @Override
    public Map<AggregateKey, long[]> contributions(LearnerCardKey key, LearnerCard card) {
        var subject = subject(key.cardId(), key.learnerId().isSimulated());
        var contributions = new HashMap<AggregateKey, long[]>();
        int opportunity = 0;
        for (var day : card.days()) {
            var counted = day.counted();
            if (counted.answers() == 0) {
                continue;
            }
            long monday = CardWeek.monday(CardWeek.week(day.day())).toEpochDay();
            var vector = contributions.computeIfAbsent(new AggregateKey(subject, monday), _ -> new long[COUNTS.size()]);
            vector[ANSWERS] += counted.answers();
            vector[TIMED] += counted.timed();
            vector[MILLIS] += counted.millis();
            if (opportunity < OPPORTUNITIES) {
                int at = FIRST_OPPORTUNITY + opportunity++;
                vector[at] = 1;
                vector[at + OPPORTUNITIES] = counted.firstFailed() ? 1 : 0;
                vector[at + 2 * OPPORTUNITIES] = counted.firstInReview() ? 1 : 0;
                vector[at + 3 * OPPORTUNITIES] = counted.firstInReview() && counted.firstFailed() ? 1 : 0;
            }
        }
        return contributions;
    }
}
