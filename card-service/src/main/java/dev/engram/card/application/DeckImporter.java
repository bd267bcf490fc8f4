package dev.engram.card.application;

import dev.engram.card.domain.Commit;
import dev.engram.card.domain.Deck;
import dev.engram.card.domain.DeckPath;
import dev.engram.card.domain.text.DeckTextReader;
import dev.engram.card.domain.text.DeckTextReader.DeckReading;
import dev.engram.card.domain.text.ImportPlan;
import dev.engram.card.domain.text.Notice;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Brings a deck to what a file says. The same file again changes nothing. */
@Singleton
public final class DeckImporter {

    private static final int ATTEMPTS = 20;

    /**
     * Most versions, 10,000 cards, written at once; a larger import is cut, and when it is cut off the next one finishes
     * it. A MongoDB with a cache of 256 MB takes this many in one transaction and refuses twice as many.
     */
    private static final int COMMITS_AT_ONCE = 20;

    private static final long LONGEST_PAUSE_NANOS = 50_000_000;

    private final CommitStore store;
    private final InstantSource clock;

    public DeckImporter(CommitStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** What became of an import. */
    public sealed interface ImportResult {

        /**
         * The deck is as the file says, or would be after a dry run.
         *
         * @param deckId null where a dry run found no deck
         * @param version of the deck now; 0 where there is none
         */
        record Done(
                ImportPlan plan,
                List<Notice> warnings,
                @Nullable DeckId deckId,
                long version,
                boolean dryRun) implements ImportResult {}

        record FileErrors(List<Notice> errors, List<Notice> warnings) implements ImportResult {}

        record WarningsNotAccepted(List<Notice> warnings) implements ImportResult {}

        /** The deck would have more cards than a deck can have. */
        record Full() implements ImportResult {}

        /** Others changed the deck again and again; nothing was imported. */
        record Contended() implements ImportResult {}
    }

    /**
     * @param file not copied, since it may be large: not to be changed any more
     * @param authors names to be taken for authors of answers
     * @param dryRun only say what would change
     * @param acceptWarnings import although the file has warnings
     */
    public ImportResult run(LearnerId owner, byte[] file, Set<String> authors, boolean dryRun, boolean acceptWarnings) {
        return switch (DeckTextReader.read(file, authors)) {
            case DeckReading.Refused(var errors, var warnings) -> new ImportResult.FileErrors(errors, warnings);
            case DeckReading.Read read
            when !read.warnings().isEmpty() && !acceptWarnings && !dryRun ->
                new ImportResult.WarningsNotAccepted(read.warnings());
            case DeckReading.Read read -> apply(owner, read, dryRun);
        };
    }

    /** Plans against the deck as it is and commits; where somebody else commits in between, plans again. */
    private ImportResult apply(LearnerId owner, DeckReading.Read read, boolean dryRun) {
        var path = new DeckPath(read.deck().path());
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var deck = store.find(owner, path);
            var plan = ImportPlan.of(read.deck(), deck.orElse(null));
            if (plan.overfills()) {
                return new ImportResult.Full();
            }
            var now = dryRun ? deck : commit(owner, plan, deck);
            if (dryRun || now.isPresent()) {
                return new ImportResult.Done(
                        plan,
                        read.warnings(),
                        now.map(Deck::id).orElse(null),
                        now.map(Deck::version).orElse(0L),
                        dryRun);
            }
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE_NANOS));
        }
        return new ImportResult.Contended();
    }

    /** The deck afterwards; empty if the deck was not as it had been read. */
    private Optional<Deck> commit(LearnerId owner, ImportPlan plan, Optional<Deck> before) {
        var changes =
                plan.changes(owner, Stream.generate(() -> new CardId(Ids.v7())).iterator());
        if (changes.isEmpty()) {
            return before;
        }
        var deckId = before.map(Deck::id).orElseGet(() -> new DeckId(Ids.v7()));
        var version = before.map(Deck::version).orElse(0L);
        var commits = Commit.of(deckId, version, changes, owner, clock.instant());
        var deck = before;
        for (int from = 0; from < commits.size(); from += COMMITS_AT_ONCE) {
            var part = commits.subList(from, Math.min(from + COMMITS_AT_ONCE, commits.size()));
            deck = append(part, deck);
            if (deck.isEmpty()) {
                return deck;
            }
        }
        return deck;
    }

    private Optional<Deck> append(List<Commit> commits, Optional<Deck> before) {
        var events =
                commits.stream().flatMap(commit -> commit.events().stream()).toList();
        var after = before.map(deck -> deck.after(events)).orElseGet(() -> Deck.of(events));
        return switch (store.append(commits, after)) {
            case DONE -> Optional.of(after);
            case VERSION_TAKEN, PATH_TAKEN -> Optional.empty();
        };
    }
}
