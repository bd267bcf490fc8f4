package dev.engram.projections.feed;

import dev.engram.events.DeckId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client has been told: the same information for any absence, since documents keep the turn in which they were written last.
 *
 * @param identity of the documents that the turns belong to
 * @param context plan and memberships have been told up to this turn; -1: nothing at all has been told
 * @param schedules how far schedules have been told
 * @param decks how far cards of decks that the learner studied have been told, by partition of the catalogue
 * @param shown digest of the decks of the last answer that the learner studied, but was not allowed to see
 * @param missed decks that could not be seen in one of the answers: they are told whole when they can be seen again
 * @param isMissedSeen whether one of {@code missed} may have been seen again within the same answer, after its turn in it
 * @param walk what an answer in several pages has still to tell; null after the last page
 */
public record FeedCursor(
        long identity,
        long context,
        Mark schedules,
        List<Mark> decks,
        long shown,
        DeckSet missed,
        boolean isMissedSeen,
        @Nullable Walk walk) {

    public FeedCursor {
        decks = List.copyOf(decks);
    }

    /**
     * An answer in several pages, which begins with the decks that are told whole: those joined since {@code context}, those in
     * {@code returning}.
     *
     * @param context turn at the first page: what plan and memberships became later belongs to the next answer
     * @param deck the deck that is told whole at present, in the order of ids; null where all have been told
     * @param mark how far that deck has been told
     */
    public record Walk(
            long context, DeckSet returning, @Nullable DeckId deck, Mark mark) {}

    /** Of a client that knows nothing. @param decks turns of the catalogue, after which changes are told card by card */
    public static FeedCursor beginning(long identity, List<Turn> decks) {
        return new FeedCursor(
                identity,
                -1,
                Mark.START,
                decks.stream().map(turn -> Mark.all(turn.turn())).toList(),
                0,
                DeckSet.NONE,
                false,
                null);
    }

    /** Whether it is of a client that has not been told everything once. */
    public boolean isBeginning() {
        return context < 0;
    }
}
