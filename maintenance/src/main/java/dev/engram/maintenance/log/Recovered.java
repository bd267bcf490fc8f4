package dev.engram.maintenance.log;

import com.mongodb.client.MongoCollection;
import dev.engram.events.CardEvent;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.codec.LearnerEvents;
import dev.engram.scheduler.DuplicateEvents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * What the documents of one learner hold, all collections together: of copies the one that the fold counts, and of events in conflict
 * one copy of each version that is kept.
 */
final class Recovered implements LearnerDocuments.Visitor {

    private static final Comparator<LearnerEvent> SMALLEST_FIRST = Comparator.comparing(
                    (LearnerEvent event) -> event.stamp().receivedAt())
            .thenComparing(LearnerEvents.codec()::canonical, Arrays::compareUnsigned);

    /** By identity, of each content the smallest copy. */
    private final Map<Fingerprint, List<LearnerEvent>> events = new HashMap<>();

    private final Set<Object> read = new HashSet<>();
    private final List<Unread> unread = new ArrayList<>();
    private final List<Unread> ownerless = new ArrayList<>();
    private long differing;

    @Override
    public void events(Object id, List<? extends LearnerEvent> found) {
        read.add(id);
        for (var event : found) {
            add(events.computeIfAbsent(Fingerprint.ofIdentity(event), _ -> new ArrayList<>(1)), event);
        }
    }

    @Override
    public void unreadable(
            @Nullable LearnerId owner, MongoCollection<Document> collection, Document stored, RuntimeException why) {
        (owner == null ? ownerless : unread).add(Unread.of(collection, stored, why));
    }

    /** The rule of the fold for copies: the smallest (receivedAt, canonical bytes). */
    private void add(List<LearnerEvent> versions, LearnerEvent event) {
        for (int i = 0; i < versions.size(); i++) {
            var known = versions.get(i);
            if (isCopy(known, event)) {
                differing += known.equals(event) ? 0 : 1;
                versions.set(i, SMALLEST_FIRST.compare(known, event) <= 0 ? known : event);
                return;
            }
        }
        versions.add(event);
    }

    /** Of what is not about a card the fold keeps one copy, whatever its content. */
    private static boolean isCopy(LearnerEvent known, LearnerEvent event) {
        return !(known instanceof CardEvent one && event instanceof CardEvent other)
                || DuplicateEvents.haveSameContent(one, other);
    }

    /** The events of the learner in the order of the fold. */
    List<LearnerEvent> inOrder() {
        return events.values().stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparing(LearnerEvent::stamp).thenComparing(SMALLEST_FIRST))
                .toList();
    }

    /** Events of which two documents held different copies. */
    long differing() {
        return differing;
    }

    /** The learner's documents that could not be read. */
    List<Unread> unread() {
        return unread;
    }

    /** Documents that do not even say whose they are, found on the way. */
    List<Unread> ownerless() {
        return ownerless;
    }

    /** Whether another collection had a document of this id that could be read. */
    boolean hasOtherCopy(Unread document) {
        return read.contains(document.id());
    }
}
