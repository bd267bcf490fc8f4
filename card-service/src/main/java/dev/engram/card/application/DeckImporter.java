package dev.engram.card.application;

import dev.engram.card.application.CommitStore.Cause;
import dev.engram.card.domain.Commit;
import dev.engram.card.domain.DeckHeader;
import dev.engram.card.domain.DeckLimits;
import dev.engram.card.domain.DeckOutline;
import dev.engram.card.domain.DeckPath;
import dev.engram.card.domain.plan.ImportPlan;
import dev.engram.card.domain.text.DeckTextReader;
import dev.engram.card.domain.text.DeckTextReader.DeckReading;
import dev.engram.card.domain.text.Notice;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Brings a deck to what a file says. The same file again changes nothing. */
@Singleton
public final class DeckImporter {

    private static final int ATTEMPTS = 20;

    /**
     * Most versions, 5,000 cards, written at once; a larger import is cut, and when it is cut off the next one finishes
     * it. A MongoDB with a cache of 256 MB takes twice as many in one transaction and refuses four times as many.
     */
    static final int COMMITS_AT_ONCE = 10;

    private static final long LONGEST_PAUSE_NANOS = 50_000_000;

    private final CommitStore store;
    private final DeckLimits limits;
    private final InstantSource clock;

    public DeckImporter(CommitStore store, DeckLimits limits, InstantSource clock) {
        this.store = store;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * How a file is to be imported.
     *
     * @param authors names to be taken for authors of answers
     * @param dryRun only say what would change
     * @param acceptWarnings import although the file has warnings
     * @param acceptOverwrite overwrite cards that were edited otherwise since the last import
     * @param restoreRetired study retired cards again that the file has
     * @param same cards by the line at which they stand with another question
     * @param seenVersion of the deck that the author has seen; at another one nothing is imported, and at this one edits are
     *     overwritten. Null: not said
     */
    public record Options(
            Set<String> authors,
            boolean dryRun,
            boolean acceptWarnings,
            boolean acceptOverwrite,
            boolean restoreRetired,
            Map<Integer, CardId> same,
            @Nullable Long seenVersion) {

        public Options {
            authors = Set.copyOf(authors);
            same = Map.copyOf(same);
        }
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

        /** Cards were edited otherwise since the last import, and the import would overwrite that. */
        record Overwrites(ImportPlan plan, DeckHeader deck) implements ImportResult {}

        /** @param current version of the deck; 0 if there is none */
        record OtherVersion(long current) implements ImportResult {}

        /** @param line at which no card stands that could be declared to be the same as the card named */
        record WrongSame(int line) implements ImportResult {}

        /** The deck would have more cards or bytes than a deck can have. */
        record Full() implements ImportResult {}

        /** The owner has as many decks as an owner can have. */
        record TooManyDecks() implements ImportResult {}

        /** Others changed the deck again and again; what was imported of the file is in the deck. */
        record Contended() implements ImportResult {}
    }

    /**
     * @param file not copied, since it may be large: not to be changed any more
     * @param planned sees a plan that will be carried out, or would but for a dry run, before anything is written; again where
     *     somebody else changes the deck in between
     */
    public ImportResult run(LearnerId owner, byte[] file, Options options, Consumer<ImportPlan> planned) {
        return switch (DeckTextReader.read(file, options.authors())) {
            case DeckReading.Refused(var errors, var warnings) -> new ImportResult.FileErrors(errors, warnings);
            case DeckReading.Read read
            when !read.warnings().isEmpty() && !options.acceptWarnings() && !options.dryRun() ->
                new ImportResult.WarningsNotAccepted(read.warnings());
            case DeckReading.Read read -> apply(owner, file, options, planned, read);
        };
    }

    /** Plans against the deck as it is and commits; where somebody else commits in between, plans again. */
    private ImportResult apply(
            LearnerId owner, byte[] file, Options options, Consumer<ImportPlan> planned, DeckReading.Read read) {
        var path = new DeckPath(read.deck().path());
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var deck = store.header(owner, path).flatMap(known -> store.outline(known.id()));
            long version = deck.map(known -> known.header().version()).orElse(0L);
            if (options.seenVersion() != null && options.seenVersion() != version) {
                return new ImportResult.OtherVersion(version);
            }
            var plan = ImportPlan.of(read.deck(), deck.orElse(null), options.same(), options.restoreRetired());
            var refused = refused(owner, options, plan);
            if (refused != null) {
                return refused;
            }
            planned.accept(plan);
            if (options.dryRun()) {
                var deckId = deck.map(known -> known.header().id()).orElse(null);
                return new ImportResult.Done(plan, read.warnings(), deckId, version, true);
            }
            var now = commit(owner, file, options.authors(), plan, deck);
            if (now.isPresent()) {
                var header = now.get();
                return new ImportResult.Done(plan, read.warnings(), header.id(), header.version(), false);
            }
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE_NANOS));
        }
        return new ImportResult.Contended();
    }

    /** Why the plan cannot be carried out; null if it can. */
    private @Nullable ImportResult refused(LearnerId owner, Options options, ImportPlan plan) {
        if (!plan.wrongSame().isEmpty()) {
            return new ImportResult.WrongSame(
                    plan.wrongSame().stream().sorted().findFirst().orElseThrow());
        }
        var deck = plan.deck();
        if (deck == null && store.decksOf(owner, limits.decksPerOwner()) >= limits.decksPerOwner()) {
            return new ImportResult.TooManyDecks();
        }
        if (!fits(plan)) {
            return new ImportResult.Full();
        }
        boolean asked = options.dryRun() || options.acceptOverwrite() || options.seenVersion() != null;
        return deck != null && !asked && plan.rows().stream().anyMatch(plan::overwrites)
                ? new ImportResult.Overwrites(plan, deck.header())
                : null;
    }

    private boolean fits(ImportPlan plan) {
        var after = plan.totals();
        var deck = plan.deck();
        return deck == null
                ? limits.allow(0, 0, after.cards(), after.bytes())
                : limits.allow(deck.header().cards(), deck.header().bytes(), after.cards(), after.bytes());
    }

    /** The deck afterwards; empty if the deck was not as it had been read. */
    private Optional<DeckHeader> commit(
            LearnerId owner, byte[] text, Set<String> authors, ImportPlan plan, Optional<DeckOutline> before) {
        var changes =
                plan.changes(owner, Stream.generate(() -> new CardId(Ids.v7())).iterator());
        var deckId = before.map(deck -> deck.header().id()).orElseGet(() -> new DeckId(Ids.v7()));
        long version = before.map(deck -> deck.header().version()).orElse(0L);
        var open = before.map(DeckOutline::header).filter(header -> isCutOff(header, text, authors));
        long first = open.map(header -> header.imported().from()).orElse(version);
        boolean forced = plan.isForced()
                || open.filter(header -> header.imported().forced()).isPresent();
        var file = new DeckFile(first, text, authors);
        var commits = Commit.of(deckId, version, changes, owner, clock.instant());
        var deck = before.orElse(null);
        int from = 0;
        do {
            int to = Math.min(from + COMMITS_AT_ONCE, commits.size());
            var cause = new Cause.Import(file, from == 0 ? plan.confirmed() : Set.of());
            boolean last = to == commits.size();
            deck = append(commits.subList(from, to), deck, cause, header -> header.withImport(first, !last, forced));
            from = to;
        } while (deck != null && from < commits.size());
        return Optional.ofNullable(deck).map(DeckOutline::header);
    }

    /** Whether the latest import of the deck was cut off, and was of the same file. */
    private boolean isCutOff(DeckHeader deck, byte[] text, Set<String> authors) {
        return deck.imported().open()
                && store.file(deck.id(), 0)
                        .filter(file -> Arrays.equals(file.text(), text)
                                && file.authors().equals(authors))
                        .isPresent();
    }

    private @Nullable DeckOutline append(
            List<Commit> commits, @Nullable DeckOutline before, Cause cause, UnaryOperator<DeckHeader> marked) {
        var events =
                commits.stream().flatMap(commit -> commit.events().stream()).toList();
        var after = before == null ? DeckOutline.of(events) : before.after(events);
        var header = marked.apply(after.header());
        long version = before == null ? 0 : before.header().version();
        return switch (store.append(version, commits, header, cause)) {
            case DONE -> new DeckOutline(header, after.cards());
            case VERSION_TAKEN, PATH_TAKEN -> null;
        };
    }
}
