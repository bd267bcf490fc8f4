package dev.engram.scheduler;

import dev.engram.events.CardId;
import dev.engram.events.Plan;
import dev.engram.fsrs.Phase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

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

        /** A card of the learner; one that is new or in the steps counts as nothing. */
        public void add(CardId cardId, CardState state) {
            if (state.phase() == Phase.REVIEW) {
                cards.add(DueCard.of(cardId, state, calendar));
            }
        }

        /** Cards in review that are due today, whatever the limit; none in a break. */
        public int dueToday() {
            return plan.studyOptions().isBreak(today)
                    ? 0
                    : (int) cards.stream()
                            .filter(card -> card.dueDay() <= today)
                            .count();
        }

        /** @param count how many days, from today on */
        public StudyLoad over(int count) {
            if (cards.isEmpty()) {
                return new StudyLoad(Collections.nCopies(count, 0), 0, 0);
            }
            var priority = new ReviewPriority(plan);
            var later = new ArrayList<>(cards);
            later.sort(DueCard.BY_DAY.reversed());
            var waiting = new ArrayList<DueCard>();
            var days = new ArrayList<Integer>();
            double lost = 0;
            for (long day = today; day < today + count; day++) {
                while (!later.isEmpty() && later.getLast().dueDay() <= day) {
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
            long end = ReviewPriority.lastBreakBefore(plan, day);
            waiting.sort(priority.order(day, waiting.stream().anyMatch(card -> card.dueDay() <= end)));
            var room = waiting.subList(0, Math.min(plan.reviewsPerDay(), waiting.size()));
            var studied = List.copyOf(room);
            room.clear();
            return studied;
        }
    }
}
