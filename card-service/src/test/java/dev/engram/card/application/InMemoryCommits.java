package dev.engram.card.application;

import dev.engram.card.domain.Commit;
import dev.engram.card.domain.Deck;
import dev.engram.card.domain.DeckPath;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.events.codec.DeckEvents;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Decks and commits in memory. Folds the history at every read, so it cannot disagree with it. */
public final class InMemoryCommits implements CommitStore, CommitOutbox {

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
            return Appending.VERSION_TAKEN;
        }
        if (before == 0 && find(after.owner(), after.path()).isPresent()) {
            return Appending.PATH_TAKEN;
        }
        more.forEach(commit -> history.put(commit.version(), commit));
        commits.put(after.id(), history);
        return Appending.DONE;
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
        return commits.getOrDefault(deckId, new TreeMap<>()).values().stream()
                .filter(commit -> !done.contains(commit.version()))
                .map(InMemoryCommits::outgoing)
                .toList();
    }

    @Override
    public synchronized Optional<Outgoing> commit(DeckId deckId, long version) {
        return Optional.ofNullable(commits.getOrDefault(deckId, new TreeMap<>()).get(version))
                .map(InMemoryCommits::outgoing);
    }

    private static Outgoing outgoing(Commit commit) {
        return new Outgoing(
                commit.deckId(),
                commit.version(),
                commit.events().stream().map(DeckEvents.codec()::encode).toList());
    }

    @Override
    public synchronized void published(DeckId deckId, long version) {
        published.computeIfAbsent(deckId, _ -> new HashSet<>()).add(version);
    }
}
