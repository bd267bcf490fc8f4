package dev.engram.projections.catalogue;

import dev.engram.events.CommitStamp;
import dev.engram.events.DeckCreated;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.projections.UnappliedException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A deck as far as its events have been applied, which is in the order of (version, index) and without a gap.
 *
 * @param about whose deck it is and what it is called; absent before that is known
 * @param version of the last event applied; 0 before the first
 * @param index of that event within its version
 * @param size number of events of its version
 */
public record DeckProgress(@Nullable About about, long version, int index, int size) {

    /** @param path outermost first; with the owner it is the deck's identity */
    public record About(DeckId deckId, LearnerId owner, List<String> path, String title) {

        public About {
            path = List.copyOf(path);
        }

        static About of(DeckCreated created) {
            return new About(created.stamp().deckId(), created.owner(), created.path(), created.title());
        }
    }

    /** Before any event. */
    public static final DeckProgress NONE = new DeckProgress(null, 0, 0, 1);

    /** The latest version of which every event has been applied; 0 if there is none. */
    public long completeVersion() {
        return index == size - 1 ? version : version - 1;
    }

    /**
     * The deck after one more event; {@code this} if the event has been applied before.
     *
     * @throws UnappliedException if events between the last one and this one have not been seen: it is parked, the deck stays
     *     as it is, and follows on when its commits are published again
     */
    public DeckProgress apply(DeckEvent event) {
        var stamp = event.stamp();
        if (includes(stamp)) {
            return this;
        }
        if (!follows(stamp)) {
            throw new UnappliedException(
                    "version-gap",
                    "deck %s: event %d.%d came after %d.%d, those between are missing; publish its commits again: ./engram relay republish %s; if the deck has no version %d, discard the event"
                            .formatted(
                                    stamp.deckId(),
                                    stamp.version(),
                                    stamp.index(),
                                    version,
                                    index,
                                    stamp.deckId(),
                                    stamp.version()));
        }
        var known = event instanceof DeckCreated created ? About.of(created) : about;
        return new DeckProgress(known, stamp.version(), stamp.index(), stamp.size());
    }

    /** Whether the event of a commit has been applied. */
    boolean includes(CommitStamp stamp) {
        return stamp.version() < version || stamp.version() == version && stamp.index() <= index;
    }

    private boolean follows(CommitStamp stamp) {
        return index == size - 1
                ? stamp.version() == version + 1 && stamp.index() == 0
                : stamp.version() == version && stamp.index() == index + 1;
    }
}
