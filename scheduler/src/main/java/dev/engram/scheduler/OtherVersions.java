package dev.engram.scheduler;

import dev.engram.events.CardEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The versions of one event beside those in the maps of its history: events with its id and other contents, of each content the
 * smallest copy by (receivedAt, canonical bytes). The same for any order and number of copies of the versions.
 *
 * @param kept the {@value #MOST_KEPT} smallest, in ascending order
 * @param further digests of the contents of all others, which are counted and not kept
 */
public record OtherVersions(List<CardEvent> kept, Set<UUID> further) {
    static final int MOST_KEPT = 10;
    static final OtherVersions NONE = new OtherVersions(List.of(), Set.of());

    public OtherVersions {
        kept = List.copyOf(kept);
        further = Set.copyOf(further);
    }

    /** Number of versions, kept or not. */
    public int size() {
        return kept.size() + further.size();
    }

    /** Whether one of the versions has the content of {@code event}. */
    boolean holds(CardEvent event) {
        return find(event) >= 0 || !further.isEmpty() && further.contains(DuplicateEvents.digest(event));
    }

    /** These and a copy of one more or of one of them. Itself if nothing changes. */
    OtherVersions plus(CardEvent event) {
        int known = find(event);
        if (known >= 0 && !DuplicateEvents.isSmaller(event, kept.get(known))) {
            return this;
        }
        var next = new ArrayList<>(kept);
        if (known >= 0) {
            next.set(known, event);
        } else if (next.size() < MOST_KEPT || DuplicateEvents.isSmaller(event, next.getLast())) {
            next.add(event);
        }
        next.sort(DuplicateEvents.ORDER);
        var counted = new HashSet<>(further);
        var digest = DuplicateEvents.digest(event);
        if (!next.contains(event)) {
            counted.add(digest);
        } else {
            counted.remove(digest);
            if (next.size() > MOST_KEPT) {
                // what it was is not needed again: it comes back by a copy that is smaller than those kept, or not at
                // all
                counted.add(DuplicateEvents.digest(next.removeLast()));
            }
        }
        return new OtherVersions(next, counted);
    }

    /** These without the one that has the content of {@code event}. */
    OtherVersions minus(CardEvent event) {
        var next = new ArrayList<>(kept);
        next.removeIf(other -> DuplicateEvents.haveSameContent(other, event));
        var counted = new HashSet<>(further);
        counted.remove(DuplicateEvents.digest(event));
        return new OtherVersions(next, counted);
    }

    private int find(CardEvent event) {
        for (int i = 0; i < kept.size(); i++) {
            if (DuplicateEvents.haveSameContent(kept.get(i), event)) {
                return i;
            }
        }
        return -1;
    }

    /** Without digests, for readers. */
    List<CardEvent> with(List<? extends CardEvent> counting) {
        var all = new ArrayList<CardEvent>(counting);
        all.addAll(kept);
        all.sort(DuplicateEvents.ORDER);
        return Collections.unmodifiableList(all);
    }
}
