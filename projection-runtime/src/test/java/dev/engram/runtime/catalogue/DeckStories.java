package dev.engram.runtime.catalogue;

import dev.engram.events.CardAdded;
import dev.engram.events.CardContent;
import dev.engram.events.CardContent.Answer;
import dev.engram.events.CardContent.Locator;
import dev.engram.events.CardContent.Source;
import dev.engram.events.CardId;
import dev.engram.events.CardRetired;
import dev.engram.events.CardRevised;
import dev.engram.events.CommitStamp;
import dev.engram.events.DeckCreated;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.events.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Random decks: created, then cards added, revised and retired in versions of one to four events. */
public final class DeckStories {

    private final Random random;
    private final DeckId deckId;
    private final LearnerId owner;
    private final Map<CardId, Integer> revisions = new HashMap<>();

    DeckStories(Random random) {
        this.random = random;
        this.deckId = new DeckId(uuid());
        this.owner = new LearnerId(uuid());
    }

    public static List<DeckEvent> deck(Random random, int versions) {
        return new DeckStories(random).versions(versions);
    }

    /** What a relay puts into the log that was cut off now and then: parts of a version, then the version again. */
    public static List<DeckEvent> relayedWithInterruptions(List<DeckEvent> events, Random random) {
        var relayed = new ArrayList<DeckEvent>();
        int next = 0;
        while (next < events.size()) {
            int size = events.get(next).stamp().size();
            var version = events.subList(next, next + size);
            while (random.nextInt(3) == 0) {
                relayed.addAll(version.subList(0, 1 + random.nextInt(size)));
            }
            relayed.addAll(version);
            next += size;
        }
        return relayed;
    }

    private List<DeckEvent> versions(int count) {
        var events = new ArrayList<DeckEvent>();
        for (long version = 1; version <= count; version++) {
            int size = 1 + random.nextInt(4);
            for (int index = 0; index < size; index++) {
                events.add(event(new CommitStamp(
                        deckId, version, index, size, owner, Instant.ofEpochMilli(1_790_000_000_000L + version))));
            }
        }
        return events;
    }

    private DeckEvent event(CommitStamp stamp) {
        if (stamp.version() == 1 && stamp.index() == 0) {
            return new DeckCreated(stamp, owner, List.of("ML", "Deck " + deckId), "ML | Deck " + deckId);
        }
        int draw = random.nextInt(10);
        var live = List.copyOf(new TreeSet<>(revisions.keySet()));
        if (live.isEmpty() || draw < 5) {
            var card = new CardId(uuid());
            revisions.put(card, 1);
            return new CardAdded(stamp, card, 1, revisions.size(), content());
        }
        var card = live.get(random.nextInt(live.size()));
        return draw < 8
                ? new CardRevised(stamp, card, revisions.merge(card, 1, Integer::sum), content())
                : new CardRetired(stamp, card);
    }

    private CardContent content() {
        var tags = IntStream.range(0, 4)
                .filter(_ -> random.nextBoolean())
                .mapToObj(i -> new Tag(i == 3 ? "ml::deep" : "tag-" + i))
                .toList();
        return new CardContent(
                "Question " + random.nextInt(1000) + "?", maybe("from-source"), tags, answer(), source());
    }

    private @Nullable Answer answer() {
        return random.nextBoolean() ? null : new Answer(maybe("Brian"), maybe("because"), random.nextBoolean());
    }

    private @Nullable Source source() {
        return random.nextBoolean()
                ? null
                : new Source("Book", random.nextBoolean() ? null : new Locator("equation", "15.34"));
    }

    private @Nullable String maybe(String text) {
        return random.nextBoolean() ? text : null;
    }

    private UUID uuid() {
        return new UUID(random.nextLong(), random.nextLong());
    }
}
