package dev.engram.card.application;

import dev.engram.card.domain.Commit;
import dev.engram.card.domain.Deck;
import dev.engram.card.domain.DeckPath;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.events.codec.DeckEvents;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Decks and commits in memory. Folds the history at every read, so it cannot disagree with it. */
public final class InMemoryCommits implements CommitStore, CommitOutbox, DeckShelf {

    private final Map<DeckId, TreeMap<Long, Commit>> commits = new TreeMap<>();
    private final Map<DeckId, Set<Long>> published = new LinkedHashMap<>();

    @Override
    public synchronized Optional<Deck> find(DeckId deckId) {
        return Optional.ofNullable(commits.get(deckId))
                .map(history -> Deck.of(history.values().stream()
                        .flatMap(commit -> commit.events().stream())
                        .toList()));
    }

    @Override
    public synchronized Optional<Deck> find(LearnerId owner, DeckPath path) {
        return commits.keySet().stream()
                .flatMap(id -> find(id).stream())
                .filter(deck -> deck.owner().equals(owner) && deck.path().key().equals(path.key()))
                .findFirst();
    }

    @Override
    public synchronized Appending append(List<Commit> more, Deck after) {
        var history = commits.getOrDefault(after.id(), new TreeMap<>());
        long before = history.isEmpty() ? 0 : history.lastKey();
        if (more.getFirst().version() != before + 1) {
            return new Appending.VersionTaken();
        }
        if (before == 0 && find(after.owner(), after.path()).isPresent()) {
            return new Appending.PathTaken();
        }
        more.forEach(commit -> history.put(commit.version(), commit));
        commits.put(after.id(), history);
        return new Appending.Done();
    }

    @Override
    public synchronized List<DeckId> waiting(int limit) {
        return commits.keySet().stream()
                .filter(deck -> !next(deck).isEmpty())
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<Outgoing> next(DeckId deckId) {
        var done = published.getOrDefault(deckId, Set.of());
        var next = new ArrayList<Outgoing>();
        for (var commit : commits.getOrDefault(deckId, new TreeMap<>()).values()) {
            if (!done.contains(commit.version())) {
                next.add(new Outgoing(
                        deckId,
                        commit.version(),
                        commit.events().stream().map(DeckEvents.codec()::encode).toList()));
            }
        }
        return next;
    }

    @Override
    public synchronized void published(DeckId deckId, long version) {
        published.computeIfAbsent(deckId, _ -> new HashSet<>()).add(version);
    }

    @Override
    public synchronized List<DeckSummary> list(@Nullable DeckId after, int limit) {
        return commits.keySet().stream()
                .filter(id -> after == null || id.compareTo(after) > 0)
                .limit(limit)
                .flatMap(id -> summary(id).stream())
                .toList();
    }

    @Override
    public synchronized Optional<DeckSummary> summary(DeckId deckId) {
        return find(deckId)
                .map(deck -> new DeckSummary(
                        deck.id(),
                        deck.owner(),
                        deck.path().segments(),
                        deck.title(),
                        deck.version(),
                        deck.liveCards()));
    }

    @Override
    public synchronized Set<CardId> known(Collection<CardId> cardIds) {
        var known = new HashSet<CardId>();
        commits.keySet()
                .forEach(id -> known.addAll(find(id).orElseThrow().cards().keySet()));
        known.retainAll(Set.copyOf(cardIds));
        return known;
    }
}
