package dev.engram.card.domain.plan;

import dev.engram.card.domain.Card;
import dev.engram.card.domain.CardKey;
import dev.engram.card.domain.text.DeckText.CardText;
import dev.engram.events.CardId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/**
 * A new card of a file whose question is close to that of a card which the file does not have: perhaps the same one, reworded.
 *
 * @param line of the new card in the file
 * @param cardId the card of the deck
 * @param similarity Jaro-Winkler, in (0.8, 1]
 */
public record SimilarQuestion(int line, CardId cardId, String before, String after, double similarity) {

    /** New cards, and missing ones, that are compared: at most this many of each. */
    public static final int MOST = 100;

    private static final int CHARACTERS = 150;
    private static final double CLOSE = 0.8;
    private static final JaroWinklerSimilarity SIMILARITY = new JaroWinklerSimilarity();

    /** The closest pairs, each card in one at most; the work is bounded by {@link #MOST} squared short comparisons. */
    public static List<SimilarQuestion> among(List<CardText> added, Collection<Card> gone) {
        var pairs = new ArrayList<SimilarQuestion>();
        for (var text : added.subList(0, Math.min(MOST, added.size()))) {
            var after = text.content().question();
            gone.stream().limit(MOST).forEach(card -> {
                var before = card.content().question();
                double similarity = SIMILARITY.apply(beginning(before), beginning(after));
                if (similarity > CLOSE) {
                    pairs.add(new SimilarQuestion(text.line(), card.id(), before, after, similarity));
                }
            });
        }
        pairs.sort(Comparator.comparingDouble(SimilarQuestion::similarity)
                .reversed()
                .thenComparingInt(SimilarQuestion::line));
        return closestOfEach(pairs);
    }

    private static List<SimilarQuestion> closestOfEach(List<SimilarQuestion> closestFirst) {
        var lines = new HashSet<Integer>();
        var cards = new HashSet<CardId>();
        var closest = new ArrayList<SimilarQuestion>();
        for (var pair : closestFirst) {
            if (!lines.contains(pair.line()) && cards.add(pair.cardId())) {
                lines.add(pair.line());
                closest.add(pair);
            }
        }
        return closest;
    }

    private static String beginning(String question) {
        var key = CardKey.of(question).value();
        return key.substring(0, Math.min(CHARACTERS, key.length()));
    }
}
