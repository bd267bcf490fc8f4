package dev.engram.projections.query;

import dev.engram.events.CardId;
import dev.engram.scheduler.FalseDiscovery;
import dev.engram.scheduler.LapseTest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The cards of a learner whose lapses are rare under what was predicted.
 *
 * @param level largest tail probability of those listed, in (0, 1)
 * @param cards of {@link #tested} those with a tail of at most {@code level}, in no particular order
 * @param tested number of cards that have an answer to be tested
 */
public record LapsedCards(double level, List<Card> cards, long tested) {

    /** One card with its test. */
    public record Card(CardId cardId, LapseTest test) {}

    /** @param q tail probability adjusted for the number of cards, in [0, 1] */
    public record Leech(CardId cardId, LapseTest test, double q) {}

    public LapsedCards {
        cards = List.copyOf(cards);
    }

    /**
     * The cards that stand out among all that were tested, the clearest first: of those listed an expected share of at most
     * {@link #level} is listed by chance ({@link FalseDiscovery}).
     */
    public List<Leech> leeches() {
        var tails = cards.stream().mapToDouble(card -> card.test().tail()).toArray();
        var adjusted = FalseDiscovery.adjusted(tails, tested);
        var leeches = new ArrayList<Leech>();
        for (int i = 0; i < adjusted.length; i++) {
            if (adjusted[i] <= level) {
                leeches.add(new Leech(cards.get(i).cardId(), cards.get(i).test(), adjusted[i]));
            }
        }
        leeches.sort(Comparator.comparingDouble(Leech::q)
                .thenComparingDouble(leech -> leech.test().tail())
                .thenComparing(Leech::cardId));
        return List.copyOf(leeches);
    }
}
