package dev.engram.projections.feed;

import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When what is held of decks was written last. */
public interface DeckChanges {

    /** The last turns of the catalogue, by partition. */
    List<Turn> turns();

    int partitionOf(DeckId deck);

    /** When those of some decks that are held were written last. */
    Map<DeckId, DeckTurns> turnsOf(Collection<DeckId> decks);

    /** The cards of some decks of one partition written after {@code after}, in the order of turns and cards, at most {@code limit}. */
    List<Card> cards(Collection<DeckId> decks, Mark after, int limit);

    /** @param any of the deck or one of its cards @param about of what it is called and whose it is; 0 if that is not known yet */
    record DeckTurns(long any, long about) {}

    /**
     * What is held of one card now.
     *
     * @param turn in which it was written last
     * @param revision of its content, from 1; 0 if no content is known
     * @param ordinal its place in the deck; null before it was added
     */
    record Card(
            CardId cardId,
            DeckId deckId,
            long turn,
            int revision,
            @Nullable Integer ordinal,
            boolean retired) {}
}
