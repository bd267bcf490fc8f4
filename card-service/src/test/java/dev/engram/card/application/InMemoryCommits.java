package dev.engram.card.application;

import dev.engram.card.DeckFold;
import dev.engram.card.Decks;
import dev.engram.card.domain.Card;
import dev.engram.card.domain.CardKey;
import dev.engram.card.domain.CardOrigin;
import dev.engram.card.domain.CardOutline;
import dev.engram.card.domain.Commit;
import dev.engram.card.domain.Deck;
import dev.engram.card.domain.DeckHeader;
import dev.engram.card.domain.DeckOutline;
import dev.engram.card.domain.DeckPath;
import dev.engram.card.domain.EditView;
import dev.engram.card.domain.ImportMark;
import dev.engram.events.CardId;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.events.codec.DeckEvents;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Decks and commits in memory. Folds the history at every read, so it cannot disagree with it. */
public final class InMemoryCommits implements CommitStore, CommitOutbox {

    private final Map<DeckId, TreeMap<Long, Commit>> commits = new TreeMap<>();
    private final Map<DeckId, Set<Long>> published = new LinkedHashMap<>();
    private final Map<DeckId, ImportMark> marks = new HashMap<>();
    private final Map<DeckId, Map<CardId, CardOrigin>> origins = new HashMap<>();
    private final Map<DeckId, List<DeckFile>> files = new HashMap<>();

    @Override
    public synchronized Optional<Deck> find(DeckId deckId) {
        return Optional.ofNullable(commits.get(deckId))
                .map(history -> DeckFold.of(history.values().stream()
                        .flatMap(commit -> commit.events().stream())
                        .toList()));
    }

    @Override
    public synchronized Optional<DeckHeader> header(DeckId deckId) {
        return outline(deckId).map(DeckOutline::header);
    }

    @Override
    public synchronized Optional<DeckHeader> header(LearnerId owner, DeckPath path) {
        return commits.keySet().stream()
                .flatMap(id -> header(id).stream())
                .filter(deck -> deck.owner().equals(owner) && deck.path().key().equals(path.key()))
                .findFirst();
    }

    @Override
    public synchronized int decksOf(LearnerId owner, int most) {
        return (int) commits.keySet().stream()
                .filter(id -> header(id).orElseThrow().owner().equals(owner))
                .limit(most)
                .count();
    }

    @Override
    public synchronized Optional<DeckOutline> outline(DeckId deckId) {
        return find(deckId).map(deck -> {
            var outline = Decks.outline(deck);
            var counted = outline.header();
            var header = new DeckHeader(
                    deckId,
                    counted.access(),
                    counted.path(),
                    counted.title(),
                    counted.version(),
                    counted.cards(),
                    counted.liveCards(),
                    counted.bytes(),
                    marks.getOrDefault(deckId, ImportMark.NONE));
            var cards = new LinkedHashMap<CardId, CardOutline>();
            outline.cards()
                    .forEach((id, card) ->
                            cards.put(id, card.withOrigin(origins.get(deckId).getOrDefault(id, CardOrigin.EDITED))));
            return new DeckOutline(header, cards);
        });
    }

    @Override
    public synchronized Optional<EditView> view(DeckId deckId, CardId cardId, @Nullable CardKey key) {
        return find(deckId).map(deck -> {
            var view = Decks.view(deck, cardId, key);
            return new EditView(header(deckId).orElseThrow(), view.card(), view.sameQuestion());
        });
    }

    @Override
    public synchronized Map<CardId, Card> cards(DeckId deckId, Collection<CardId> cards) {
        var found = new HashMap<>(find(deckId).map(Deck::cards).orElse(Map.of()));
        found.keySet().retainAll(Set.copyOf(cards));
        return found;
    }

    @Override
    public synchronized void history(DeckId deckId, long newest, Predicate<List<DeckEvent>> wantsMore) {
        for (var commit : commits.getOrDefault(deckId, new TreeMap<>())
                .headMap(newest, true)
                .descendingMap()
                .values()) {
            if (!wantsMore.test(commit.events())) {
                return;
            }
        }
    }

    @Override
    public synchronized Optional<DeckFile> file(DeckId deckId, int newer) {
        return files.getOrDefault(deckId, List.of()).stream().skip(newer).findFirst();
    }

    @Override
    public synchronized Appending append(long before, List<Commit> more, DeckHeader after, Cause cause) {
        var history = commits.getOrDefault(after.id(), new TreeMap<>());
        if (before != (history.isEmpty() ? 0 : history.lastKey())) {
            return Appending.VERSION_TAKEN;
        }
        if (before == 0 && header(after.owner(), after.path()).isPresent()) {
            return Appending.PATH_TAKEN;
        }
        more.forEach(commit -> history.put(commit.version(), commit));
        commits.put(after.id(), history);
        marks.put(after.id(), after.imported());
        var kept = files.computeIfAbsent(after.id(), _ -> new ArrayList<>());
        var known = origins.computeIfAbsent(after.id(), _ -> new HashMap<>());
        for (var event : Decks.events(more)) {
            var origin = cause.origin(event);
            if (origin != null) {
                known.put(Decks.cardOf(event), origin);
            }
        }
        switch (cause) {
            case Cause.Edit _ -> {}
            case Cause.Import imported -> {
                imported.confirmed().forEach(card -> known.put(card, CardOrigin.FILE));
                keep(kept, imported.file());
            }
            case Cause.Undo undo ->
                kept.stream()
                        .filter(file -> Objects.equals(undo.forgotten(), file.version()))
                        .findFirst()
                        .ifPresent(kept::remove);
        }
        return Appending.DONE;
    }

    private static void keep(List<DeckFile> kept, DeckFile file) {
        if (!kept.isEmpty()
                && kept.getFirst().digest().equals(file.digest())
                && kept.getFirst().authors().equals(file.authors())) {
            return;
        }
        kept.addFirst(file);
        while (kept.size() > DeckFile.KEPT) {
            kept.removeLast();
        }
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
