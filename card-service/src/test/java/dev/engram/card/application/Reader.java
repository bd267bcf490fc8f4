package dev.engram.card.application;

import dev.engram.events.CommitStamp;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import dev.engram.events.codec.DeckEvents;
import dev.engram.events.codec.Decoded;
import dev.engram.events.codec.EncodedEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the log as a catalogue does: ignores what it has, and stops on a gap. */
public final class Reader {

    private final Map<DeckId, CommitStamp> last = new HashMap<>();
    private final List<DeckEvent> events = new ArrayList<>();
    private int repeats;

    /** @throws AssertionError if events between this one and the last of its deck have not been seen */
    public void read(EncodedEvent encoded) {
        var event = decoded(encoded);
        var stamp = event.stamp();
        var before = last.get(stamp.deckId());
        if (before != null && place(stamp) <= place(before)) {
            repeats++;
            return;
        }
        if (!follows(before, stamp)) {
            throw new AssertionError("gap: %s after %s".formatted(stamp, before));
        }
        last.put(stamp.deckId(), stamp);
        events.add(event);
    }

    public static Reader of(List<EncodedEvent> log) {
        var reader = new Reader();
        log.forEach(reader::read);
        return reader;
    }

    /**
     * The events that a catalogue has of the only deck of {@code log} which never got version {@code lost} from the first
     * {@code before} records, and skips what does not follow.
     */
    public static List<DeckEvent> skipping(List<EncodedEvent> log, int before, long lost) {
        var events = new ArrayList<DeckEvent>();
        CommitStamp last = null;
        for (int i = 0; i < log.size(); i++) {
            var event = decoded(log.get(i));
            if ((i >= before || event.stamp().version() != lost) && follows(last, event.stamp())) {
                last = event.stamp();
                events.add(event);
            }
        }
        return events;
    }

    /** Each event once, in the order of the log. */
    public List<DeckEvent> events() {
        return List.copyOf(events);
    }

    public List<DeckEvent> events(DeckId deckId) {
        return events.stream()
                .filter(event -> event.stamp().deckId().equals(deckId))
                .toList();
    }

    public int repeats() {
        return repeats;
    }

    private static boolean follows(CommitStamp before, CommitStamp stamp) {
        if (before == null) {
            return stamp.version() == 1 && stamp.index() == 0;
        }
        return before.last()
                ? stamp.version() == before.version() + 1 && stamp.index() == 0
                : stamp.version() == before.version() && stamp.index() == before.index() + 1;
    }

    private static long place(CommitStamp stamp) {
        return stamp.version() * 100_000 + stamp.index();
    }

    private static DeckEvent decoded(EncodedEvent event) {
        return switch (DeckEvents.codec().decode(event.headers(), event.value())) {
            case Decoded.Event<DeckEvent> known -> known.event();
            case Decoded.Undecodable<DeckEvent> broken -> throw new AssertionError(broken.detail());
        };
    }
}
