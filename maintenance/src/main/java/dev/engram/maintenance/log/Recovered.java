package dev.engram.maintenance.log;

import com.mongodb.client.MongoCollection;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.codec.LearnerEvents;
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

/** What the documents of one learner hold, all collections together: of copies the one that the fold counts. */
final class Recovered implements LearnerDocuments.Visitor {

    private final Map<Fingerprint, LearnerEvent> events = new HashMap<>();
    private final Set<Object> read = new HashSet<>();
    private final List<Unread> unread = new ArrayList<>();
    private final List<Unread> ownerless = new ArrayList<>();
    private long differing;

    @Override
    public void events(Object id, List<? extends LearnerEvent> found) {
        read.add(id);
        for (var event : found) {
            events.merge(Fingerprint.ofIdentity(event), event, this::smaller);
        }
    }

    @Override
    public void unreadable(
            @Nullable LearnerId owner, MongoCollection<Document> collection, Document stored, RuntimeException why) {
        (owner == null ? ownerless : unread).add(Unread.of(collection, stored, why));
    }

    /** The rule of the fold for copies: the smallest (receivedAt, canonical bytes). */
    private LearnerEvent smaller(LearnerEvent one, LearnerEvent other) {
        if (one.equals(other)) {
            return one;
        }
        differing++;
        return Comparator.comparing((LearnerEvent event) -> event.stamp().receivedAt())
                                .thenComparing(LearnerEvents.codec()::canonical, Arrays::compareUnsigned)
                                .compare(one, other)
                        <= 0
                ? one
                : other;
    }

    /** The events of the learner in the order of the fold. */
    List<LearnerEvent> inOrder() {
        return events.values().stream()
                .sorted(Comparator.comparing(LearnerEvent::stamp))
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
