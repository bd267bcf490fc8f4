package dev.engram.card.application;

import dev.engram.card.application.CommitStore.Cause;
import dev.engram.card.domain.Commit;
import dev.engram.card.domain.DeckHeader;
import dev.engram.card.domain.DeckOutline;
import dev.engram.card.domain.EditDecision;
import dev.engram.card.domain.plan.UndoPlan;
import dev.engram.card.domain.plan.UndoPlan.Before;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Undoes the latest import of a deck by further versions; the history stays. */
@Singleton
public final class ImportUndo {

    private final CommitStore store;
    private final InstantSource clock;

    public ImportUndo(CommitStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** What became of an undo. */
    public sealed interface UndoResult {

        /**
         * The cards that the import touched are as before it, and those that it added are retired.
         *
         * @param restored cards that were given their earlier content
         * @param retired cards that the import had added or restored
         */
        record Done(DeckHeader deck, int restored, int retired) implements UndoResult {}

        record Refused(EditDecision.Rejected why) implements UndoResult {}

        /** The deck has no import that was not undone. */
        record NothingToUndo() implements UndoResult {}

        /** The earlier contents are further back in the history than {@link CardsBefore#MOST_VERSIONS}. */
        record TooOld() implements UndoResult {}

        /** Cards were edited after the import, or other cards ask what they asked before; nothing was undone. */
        record Conflicts(List<CardId> editedSince, List<CardId> taken) implements UndoResult {}
    }

    /**
     * @param seenVersion the deck's version that the author has seen; at another one nothing is undone
     * @param dryRun only say what would change
     */
    public UndoResult run(LearnerId by, DeckId deckId, long seenVersion, boolean dryRun) {
        var found = store.outline(deckId);
        if (found.isEmpty()) {
            return new UndoResult.Refused(new EditDecision.NoSuchDeck());
        }
        var deck = found.get();
        var header = deck.header();
        var refused = EditDecision.refused(header.access(), by);
        if (refused != null) {
            return new UndoResult.Refused(refused);
        }
        if (header.version() != seenVersion) {
            return new UndoResult.Refused(new EditDecision.OtherVersion(header.version()));
        }
        if (!header.imported().isUndoable()) {
            return new UndoResult.NothingToUndo();
        }
        var history = new CardsBefore(header.imported().from());
        store.history(deckId, header.imported().to(), history::read);
        if (!history.isComplete()) {
            return new UndoResult.TooOld();
        }
        var before = history.cards();
        var plan = UndoPlan.of(deck, before);
        if (!plan.editedSince().isEmpty() || !plan.taken().isEmpty()) {
            return new UndoResult.Conflicts(plan.editedSince(), plan.taken());
        }
        if (dryRun) {
            return new UndoResult.Done(header, plan.revisions(), plan.retirements());
        }
        return commit(by, deck, plan, header.imported().forced() ? touched(before) : Set.of());
    }

    /** The cards that the import did not add. */
    private static Set<CardId> touched(Map<CardId, Before> before) {
        return before.entrySet().stream()
                .filter(card -> card.getValue().content() != null)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** @param edited cards that count as edited afterwards */
    private UndoResult commit(LearnerId by, DeckOutline deck, UndoPlan plan, Set<CardId> edited) {
        var header = deck.header();
        var commits = Commit.of(header.id(), header.version(), plan.changes(), by, clock.instant());
        var now = deck;
        int from = 0;
        // once at least: the mark changes even where no card does
        do {
            int to = Math.min(from + DeckImporter.COMMITS_AT_ONCE, commits.size());
            var part = commits.subList(from, to);
            var after = now.after(
                    part.stream().flatMap(commit -> commit.events().stream()).toList());
            boolean last = to == commits.size();
            var marked = last ? after.header().withUndo() : after.header();
            var done = store.append(
                    now.header().version(),
                    part,
                    marked,
                    new Cause.Undo(edited, last ? header.imported().from() : null));
            if (done != CommitStore.Appending.DONE) {
                long current =
                        store.header(header.id()).map(DeckHeader::version).orElse(0L);
                return new UndoResult.Refused(new EditDecision.OtherVersion(current));
            }
            now = new DeckOutline(marked, after.cards());
            from = to;
        } while (from < commits.size());
        return new UndoResult.Done(now.header(), plan.revisions(), plan.retirements());
    }
}
