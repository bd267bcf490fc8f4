package dev.engram.projections.feed;

import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Notices for whom something was written, whichever process wrote it. Used by one thread. */
public interface ChangeWatch {

    /**
     * What has been written since an earlier look.
     *
     * @param since the place of that look; null for the first one
     * @param learners that are asked about
     */
    Seen look(@Nullable Place since, Set<LearnerId> learners);

    /** Waits until this process has written something for the partition of one of {@code learners} after {@code since}, at most so long. */
    void await(Place since, Set<LearnerId> learners, Duration atMost) throws InterruptedException;

    /** @param generation of the schedules @param schedules and {@code decks}: last turns by partition */
    record Place(int generation, List<Turn> schedules, List<Turn> decks) {
        public Place {
            schedules = List.copyOf(schedules);
            decks = List.copyOf(decks);
        }
    }

    /**
     * @param place to look from the next time
     * @param all what was written cannot be told one by one: everybody may be concerned
     * @param learners whose own documents were written
     * @param decks that were written
     * @param owners of these decks
     */
    record Seen(Place place, boolean all, Set<LearnerId> learners, Set<DeckId> decks, Set<LearnerId> owners) {
        public Seen {
            learners = Set.copyOf(learners);
            decks = Set.copyOf(decks);
            owners = Set.copyOf(owners);
        }
    }
}
