package dev.engram.analytics.domain;

import dev.engram.events.Plan;
import dev.engram.events.Tag;
import dev.engram.scheduler.CardState;
import dev.engram.scheduler.Due;
import dev.engram.scheduler.LearnerCalendar;
import dev.engram.scheduler.Proportion;
import dev.engram.scheduler.Recall;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * Mastery of groups of cards: of every tag, or of others. The same cards and states give the same bits in any order. Lives within one call.
 */
public final class MasteryTable {

    private final Plan plan;
    private final LearnerCalendar calendar;
    private final Instant asOf;
    private final Instant atHorizon;
    private final Level.Thresholds levels;
    private final Recall recall;
    private final TagGroups<Sum> groups = new TagGroups<>(Sum::new);

    /**
     * @param plan the learner's latest plan: its weights decide recall, its breaks when nothing is due
     * @param calendar decides the study day
     * @throws IllegalArgumentException naming the first weight of the plan that is out of the bounds of FSRS-6
     */
    public MasteryTable(Plan plan, LearnerCalendar calendar, Instant asOf, Horizon horizon, Level.Thresholds levels) {
        this.plan = plan;
        this.calendar = calendar;
        this.asOf = asOf;
        this.atHorizon = horizon.after(asOf);
        this.levels = levels;
        this.recall = Recall.under(plan);
    }

    /**
     * Takes in a card.
     *
     * @param tags that it carries when the question is asked
     * @param state new if it was never answered
     */
    public void add(List<Tag> tags, CardState state) {
        groups.add(tags, addition(state));
    }

    /** Adds a card to sums that {@link #row} is made of; computed once for all of them. */
    public Consumer<Sum> addition(CardState state) {
        double later = recall.of(state, atHorizon);
        double now = recall.of(state, asOf);
        boolean due = Due.isDue(state, asOf, plan, calendar);
        return sum -> sum.add(state, later, now, due);
    }

    /** One row per tag, in the order of {@link Tag#key()}, that of cards without a tag last. */
    public List<TagMastery> rows() {
        return groups.rows(this::row);
    }

    /** The row of a group. @param tag its name */
    public TagMastery row(String tag, Sum sum) {
        return sum.row(tag, levels);
    }

    /** What is summed up of a group of cards. */
    public static final class Sum {
        private final FixedPointSum recallAtHorizon = new FixedPointSum();
        private final FixedPointSum recallNow = new FixedPointSum();
        private int cards;
        private int seen;
        private int due;
        private int suspended;
        private long retentionAnswers;
        private long retentionSuccesses;

        private void add(CardState state, double later, double now, boolean isDue) {
            cards++;
            seen += state.isNew() ? 0 : 1;
            due += isDue ? 1 : 0;
            suspended += state.overrides().suspended() ? 1 : 0;
            recallAtHorizon.add(later);
            recallNow.add(now);
            retentionAnswers += state.retentionAnswers();
            retentionSuccesses += state.retentionSuccesses();
        }

        private TagMastery row(String tag, Level.Thresholds levels) {
            double mastery = recallAtHorizon.mean(cards);
            return new TagMastery(
                    tag,
                    mastery,
                    recallNow.mean(cards),
                    recallNow.value(),
                    cards,
                    seen,
                    due,
                    suspended,
                    levels.of(mastery),
                    new Proportion(retentionSuccesses, retentionAnswers));
        }
    }
}
