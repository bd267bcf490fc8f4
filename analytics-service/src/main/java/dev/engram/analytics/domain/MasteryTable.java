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

/** Mastery of every tag of some cards: the same cards and states give the same bits in any order. Lives within one call. */
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
        double later = recall.of(state, atHorizon);
        double now = recall.of(state, asOf);
        boolean due = Due.isDue(state, asOf, plan, calendar);
        groups.add(tags, sum -> sum.add(state, later, now, due));
    }

    /** One row per tag, in the order of {@link Tag#key()}, that of cards without a tag last. */
    public List<TagMastery> rows() {
        return groups.rows((tag, sum) -> sum.row(tag, levels));
    }

    private static final class Sum {
        private final FixedPointSum recallAtHorizon = new FixedPointSum();
        private final FixedPointSum recallNow = new FixedPointSum();
        private int cards;
        private int seen;
        private int due;
        private int suspended;
        private long retentionAnswers;
        private long retentionSuccesses;

        void add(CardState state, double later, double now, boolean isDue) {
            cards++;
            seen += state.isNew() ? 0 : 1;
            due += isDue ? 1 : 0;
            suspended += state.overrides().suspended() ? 1 : 0;
            recallAtHorizon.add(later);
            recallNow.add(now);
            retentionAnswers += state.retentionAnswers();
            retentionSuccesses += state.retentionSuccesses();
        }

        TagMastery row(String tag, Level.Thresholds levels) {
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
