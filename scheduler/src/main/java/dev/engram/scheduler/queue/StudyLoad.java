package dev.engram.scheduler.queue;

import dev.engram.events.Plan;
import dev.engram.fsrs.Phase;
import dev.engram.scheduler.CardState;
import dev.engram.scheduler.LearnerCalendar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a plan makes of the days to come: reviews a day, if nothing new is learned and each is answered once, within the limit
 * of the plan and around its breaks.
 *
 * @param days reviews on each study day, from today on
 * @param left reviews that were due by the last of them and found no room
 * @param recallLost sum over the reviews of how much less is recalled since they come later than they fell due; of those left
 *     up to the day after the last
 */
public record StudyLoad(List<Integer> days, int left, double recallLost) {

    public StudyLoad {
        days = List.copyOf(days);
    }

    /** Takes in the states of a learner's cards. For one thread. */
    public static final class Builder {
        private final Plan plan;
        private final LearnerCalendar calendar;
        private final long today;
        private final List<DueCard> cards = new ArrayList<>();

        /** @param today epoch day */
        public Builder(Plan plan, LearnerCalendar calendar, long today) {
            this.plan = plan;
            this.calendar = calendar;
            this.today = today;
        }

        /** A card of the learner; one that is new, in the steps or suspended counts as nothing. */
        public void add(CardState state) {
            if (state.phase() == Phase.REVIEW && !state.overrides().suspended()) {
                var card = DueCard.of(cards.size(), state, calendar, 0);
                if (card != null) {
                    cards.add(card);
                }
            }
        }

        /** Cards in review that are due today, whatever the limit; none in a break. */
        public int dueToday() {
            return plan.studyOptions().isBreak(today)
                    ? 0
                    : (int) cards.stream()
                            .filter(card -> card.firstDay() <= today)
                            .count();
        }

        /** @param count how many days, from today on */
        public StudyLoad over(int count) {
            if (cards.isEmpty()) {
                return new StudyLoad(Collections.nCopies(count, 0), 0, 0);
            }
            var priority =
                    new ReviewPriority(plan, QueueOrder.of(plan.studyOptions().reviewOrder()));
            var later = new ArrayList<>(cards);
            later.sort(Comparator.comparingInt(DueCard::firstDay).reversed());
            var waiting = new ArrayList<DueCard>();
            var days = new ArrayList<Integer>();
            double lost = 0;
            for (long day = today; day < today + count; day++) {
                while (!later.isEmpty() && later.getLast().firstDay() <= day) {
                    waiting.add(later.removeLast());
                }
                var studied = plan.studyOptions().isBreak(day) ? List.<DueCard>of() : studied(waiting, priority, day);
                for (var card : studied) {
                    lost += priority.lost(card, day);
                }
                days.add(studied.size());
            }
            for (var card : waiting) {
                lost += priority.lost(card, today + count);
            }
            return new StudyLoad(days, waiting.size(), lost);
        }

        /** The cards that find room on a day, taken out of those waiting. */
        private List<DueCard> studied(List<DueCard> waiting, ReviewPriority priority, long day) {
            int room = Math.min(plan.reviewsPerDay(), waiting.size());
            if (room == 0) {
                return List.of();
            }
            if (room < waiting.size()) {
                order(waiting, priority.key(waiting, day));
            }
            var first = waiting.subList(0, room);
            var studied = List.copyOf(first);
            first.clear();
            return studied;
        }

        private record Placed(double key, DueCard card) {}

        /** By a key that is computed once for each card; the order of the day before makes little work for the sorting. */
        private static void order(List<DueCard> waiting, ToDoubleFunction<DueCard> key) {
            var placed = new Placed[waiting.size()];
            for (int i = 0; i < placed.length; i++) {
                var card = waiting.get(i);
                placed[i] = new Placed(key.applyAsDouble(card), card);
            }
            Arrays.sort(
                    placed,
                    Comparator.comparingDouble(Placed::key)
                            .thenComparingInt(one -> one.card().card()));
            for (int i = 0; i < placed.length; i++) {
                waiting.set(i, placed[i].card());
            }
        }
    }
}
