package dev.engram.card.application;

import dev.engram.card.domain.Card;
import dev.engram.card.domain.CardKey;
import dev.engram.card.domain.CardOrigin;
import dev.engram.card.domain.Commit;
import dev.engram.card.domain.Deck;
import dev.engram.card.domain.DeckHeader;
import dev.engram.card.domain.DeckOutline;
import dev.engram.card.domain.DeckPath;
import dev.engram.card.domain.EditView;
import dev.engram.events.CardAdded;
import dev.engram.events.CardId;
import dev.engram.events.CardRetired;
import dev.engram.events.CardRevised;
import dev.engram.events.DeckCreated;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Keeps the history of decks and the decks as they are now. Safe for use by several threads and instances. */
public interface CommitStore {

    /** The deck at one version, with the cards of that version and all their texts: up to what a deck can hold. */
    Optional<Deck> find(DeckId deckId);

    Optional<DeckHeader> header(DeckId deckId);

    /** The deck that {@code owner} has at {@code path}, compared by {@link DeckPath#key()}. */
    Optional<DeckHeader> header(LearnerId owner, DeckPath path);

    /** Number of decks of {@code owner}, counted up to {@code most}. */
    int decksOf(LearnerId owner, int most);

    /** The deck at one version, with all cards of that version. */
    Optional<DeckOutline> outline(DeckId deckId);

    /**
     * What an edit of one card needs, at one version of the deck.
     *
     * @param key what the card is to ask; null for what it asks already
     */
    Optional<EditView> view(DeckId deckId, CardId cardId, @Nullable CardKey key);

    /** Those of {@code cards} that the deck has, as they are now. */
    Map<CardId, Card> cards(DeckId deckId, Collection<CardId> cards);

    /**
     * Hands over the events of each version from {@code newest} down to the first, read once and a few versions at a time.
     *
     * @param wantsMore is given the events of a version and says whether the one before is wanted too
     */
    void history(DeckId deckId, long newest, Predicate<List<DeckEvent>> wantsMore);

    /**
     * One of the latest files that were imported into the deck.
     *
     * @param newer how many newer ones there are; from {@link DeckFile#KEPT} on there is none
     */
    Optional<DeckFile> file(DeckId deckId, int newer);

    /**
     * Appends {@code commits} and keeps {@code after}, all or nothing, if the deck is at version {@code before}; at 0 the
     * deck is made.
     *
     * @param before version of the deck before the first of the commits
     * @param commits of one deck, versions consecutive; none where only marks or files change
     * @param after the deck that they lead to
     * @param cause why; the changed cards and the kept files of the deck remember it
     */
    Appending append(long before, List<Commit> commits, DeckHeader after, Cause cause);

    /** Why a deck changes. */
    sealed interface Cause {

        /** Somebody changed a card, or made the deck; the kept files stay. */
        record Edit() implements Cause {}

        /**
         * An import of a file.
         *
         * @param file kept in place of the oldest
         * @param confirmed cards that the import does not change, since they are as the file says
         */
        record Import(DeckFile file, Set<CardId> confirmed) implements Cause {

            public Import {
                confirmed = Set.copyOf(confirmed);
            }
        }

        /**
         * An undo of an import.
         *
         * @param edited cards that count as edited with what they get back
         * @param forgotten version of the kept file that goes with the last part of the undo; null for the parts before
         */
        record Undo(Set<CardId> edited, @Nullable Long forgotten) implements Cause {

            public Undo {
                edited = Set.copyOf(edited);
            }
        }

        /** The origin that an event gives its card; null if that stays, or the event is about no card. */
        default @Nullable CardOrigin origin(DeckEvent event) {
            return switch (event) {
                case DeckCreated _ -> null;
                case CardAdded card -> written(card.cardId());
                case CardRevised card -> written(card.cardId());
                case CardRetired card ->
                    this instanceof Undo undo
                            ? undo.edited().contains(card.cardId()) ? CardOrigin.EDITED : CardOrigin.UNDONE
                            : null;
            };
        }

        private CardOrigin written(CardId card) {
            return switch (this) {
                case Edit _ -> CardOrigin.EDITED;
                case Import _ -> CardOrigin.FILE;
                case Undo undo -> undo.edited().contains(card) ? CardOrigin.EDITED : CardOrigin.FILE;
            };
        }
    }

    /** What became of an append. */
    enum Appending {
        DONE,
        /** The deck is at another version; nothing was appended. */
        VERSION_TAKEN,
        /** The owner has a deck at this path; nothing was appended. */
        PATH_TAKEN
    }
}
