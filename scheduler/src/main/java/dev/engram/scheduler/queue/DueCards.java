package dev.engram.scheduler.queue;

import dev.engram.events.CardId;
import dev.engram.fsrs.Fuzz;
import dev.engram.scheduler.CardState;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a {@link StudyQueue} is made of, taken from the states of a learner one after the other: of a card that is not due on the days
 * of the queue one bit is kept, of one that is some 60 bytes. The caller numbers the cards that may be offered from 0 on; new cards are
 * introduced in the order of these numbers. For one thread.
 */
public final class DueCards {

    private final QueueTerms terms;
    private final long today;
    private final long lastDay;
    private final List<DueCard> due = new ArrayList<>();
    private final BitSet answered = new BitSet();
    private final BitSet leftOut = new BitSet();

    /** New cards that the learner has put off, with the study day from which they may be offered. */
    private final Map<Integer, Long> buried = new HashMap<>();

    private StudiedToday used = StudiedToday.NOTHING;

    public DueCards(QueueTerms terms) {
        this.terms = terms;
        this.today = terms.today();
        this.lastDay = today + terms.daysAhead();
    }

    /** Takes in a card that may be offered. Of those with a state none may be left out. @param card its number */
    public void add(int card, CardId cardId, CardState state) {
        count(state);
        var overrides = state.overrides();
        if (overrides.suspended()) {
            leaveOut(card);
            return;
        }
        var one = DueCard.of(card, state, terms.calendar(), draw(cardId));
        if (one == null) {
            var buriedUntil = overrides.buriedUntil();
            if (buriedUntil != null && buriedUntil > today) {
                buried.put(card, buriedUntil);
            }
            return;
        }
        answered.set(card);
        if (one.firstDay() <= lastDay) {
            due.add(one);
        }
    }

    /** Takes in a card that may not be offered: what was studied of it today counts against the limits all the same. */
    public void count(CardState state) {
        used = used.and(state, today);
    }

    /** A card that cannot be offered after all, such as one whose content cannot be read. @param card its number */
    public void leaveOut(int card) {
        leftOut.set(card);
    }

    private double draw(CardId card) {
        long seed = terms.seed();
        return Fuzz.u(
                card.value().getMostSignificantBits() ^ seed,
                card.value().getLeastSignificantBits() ^ Long.reverse(seed),
                0);
    }

    /** The queue. @param cards how many cards there are: those that no state was taken in of are new */
    public StudyQueue queue(int cards) {
        var days = new QueueDays(terms, used, cards, card -> answered.get(card) || leftOut.get(card), buried);
        for (var card : due) {
            if (!leftOut.get(card.card())) {
                days.add(card);
            }
        }
        return days.queue();
    }
}
