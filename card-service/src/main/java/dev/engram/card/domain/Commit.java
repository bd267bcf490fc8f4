package dev.engram.card.domain;

import dev.engram.events.CommitStamp;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One version of a deck: the events that lead to it from the version before, all or none.
 *
 * @param events at least one, all stamped with this deck, version, author and time
 */
public record Commit(DeckId deckId, long version, LearnerId author, Instant at, List<DeckEvent> events) {

    /** A change of more cards or bytes is several versions: one document has a largest size. */
    public static final int MAX_CARDS = 500;

    static final int MAX_BYTES = 1_000_000;

    public Commit {
        events = List.copyOf(events);
    }

    /**
     * The commits that {@code changes} are, with consecutive versions.
     *
     * @param version that the deck has before; 0 if it does not exist
     */
    public static List<Commit> of(DeckId deckId, long version, List<DeckChange> changes, LearnerId author, Instant at) {
        var commits = new ArrayList<Commit>();
        for (var part : parts(changes)) {
            long next = version + 1 + commits.size();
            var events = new ArrayList<DeckEvent>(part.size());
            for (int i = 0; i < part.size(); i++) {
                events.add(part.get(i).at(new CommitStamp(deckId, next, i, part.size(), author, at)));
            }
            commits.add(
                    new Commit(deckId, next, author, events.getFirst().stamp().at(), events));
        }
        return commits;
    }

    private static List<List<DeckChange>> parts(List<DeckChange> changes) {
        var parts = new ArrayList<List<DeckChange>>();
        var part = new ArrayList<DeckChange>();
        int cards = 0;
        long bytes = 0;
        for (var change : changes) {
            long size = change.bytes();
            int card = change.concernsCard() ? 1 : 0;
            if (!part.isEmpty() && (cards + card > MAX_CARDS || bytes + size > MAX_BYTES)) {
                parts.add(part);
                part = new ArrayList<>();
                cards = 0;
                bytes = 0;
            }
            part.add(change);
            cards += card;
            bytes += size;
        }
        if (!part.isEmpty()) {
            parts.add(part);
        }
        return parts;
    }
}
