package dev.engram.card.application;

import static dev.engram.card.Decks.NOW;
import static dev.engram.card.Decks.someone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.card.application.CommitStore.Appending;
import dev.engram.card.application.DeckImporter.ImportResult;
import dev.engram.card.domain.Card;
import dev.engram.card.domain.CardKey;
import dev.engram.card.domain.Commit;
import dev.engram.card.domain.Deck;
import dev.engram.card.domain.DeckHeader;
import dev.engram.card.domain.DeckLimits;
import dev.engram.card.domain.DeckOutline;
import dev.engram.card.domain.DeckPath;
import dev.engram.card.domain.EditView;
import dev.engram.card.domain.plan.ImportPlan.Counts;
import dev.engram.events.CardId;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeckImporterTest {

    private final LearnerId owner = someone();
    private final InMemoryCommits commits = new InMemoryCommits();

    @Test
    void shouldImportALargeDeckInPartsThatOneTransactionTakes() {
        // given
        var store = new Watched();
        // when
        var done = (ImportResult.Done) run(store, file(12_000));
        // then
        assertThat(store.appended).containsExactly(10, 10, 4);
        assertThat(done.version()).isEqualTo(24);
        assertThat(done.plan().counts()).isEqualTo(new Counts(12_000, 12_000, 0, 0, 0, 0, 0));
        assertThat(commits.find(done.deckId()).orElseThrow().liveCards()).isEqualTo(12_000);
    }

    @Test
    void shouldFinishALargeImportThatWasCutOff() {
        // given
        var dying = new Watched();
        dying.diesAt = 1;
        // when
        assertThatThrownBy(() -> run(dying, file(12_000))).hasMessage("dead");
        var done = (ImportResult.Done) run(commits, file(12_000));
        // then
        assertThat(done.plan().counts()).isEqualTo(new Counts(12_000, 7_000, 0, 5_000, 0, 0, 0));
        assertThat(done.version()).isEqualTo(24);
    }

    @Test
    void shouldPlanAgainWhenSomebodyElseWasFaster() {
        // given
        var store = new Watched();
        store.taken = 3;
        // then
        assertThat(run(store, file(3))).isInstanceOf(ImportResult.Done.class);
        assertThat(store.appended).hasSize(4);
    }

    @Test
    void shouldGiveUpWhenSomebodyElseIsFasterAllTheTime() {
        // given
        var store = new Watched();
        store.taken = Integer.MAX_VALUE;
        // then
        assertThat(run(store, file(3))).isInstanceOf(ImportResult.Contended.class);
        assertThat(commits.waiting(1)).isEmpty();
    }

    @Test
    void shouldWriteNothingInADryRun() {
        assertThat(importer(commits).run(owner, file(3), options(true), _ -> {}))
                .isInstanceOfSatisfying(ImportResult.Done.class, done -> {
                    assertThat(done.deckId()).isNull();
                    assertThat(done.plan().counts().added()).isEqualTo(3);
                });
        assertThat(commits.waiting(1)).isEmpty();
    }

    @Test
    void shouldRefuseWhatWouldMakeADeckTooLargeAndTakeWhatMakesItSmaller() {
        // given
        var few = new DeckImporter(commits, new DeckLimits(4, 10_000_000, 10), InstantSource.fixed(NOW));
        var small = new DeckImporter(commits, new DeckLimits(50_000, 300, 10), InstantSource.fixed(NOW));
        assertThat(few.run(owner, file(3), options(false), _ -> {})).isInstanceOf(ImportResult.Done.class);
        // then
        var others = new String(file(2), StandardCharsets.UTF_8).replace("Question", "Other question");
        assertThat(few.run(owner, bytes(others), options(false), _ -> {})).isInstanceOf(ImportResult.Full.class);
        assertThat(few.run(owner, file(4), options(true), _ -> {})).isInstanceOf(ImportResult.Done.class);
        assertThat(small.run(
                        owner, bytes("Large deck\nLonger?\n" + "nlp\n" + "x".repeat(400)), options(false), _ -> {}))
                .isInstanceOf(ImportResult.Full.class);
        assertThat(small.run(owner, file(3), options(false), _ -> {})).isInstanceOf(ImportResult.Done.class);
    }

    @Test
    void shouldRefuseOneMoreDeckThanAnOwnerCanHave() {
        // given
        var importer = new DeckImporter(commits, new DeckLimits(10, 10_000, 1), InstantSource.fixed(NOW));
        importer.run(owner, file(1), options(false), _ -> {});
        // then
        assertThat(importer.run(owner, bytes("Other deck\nWhat?\nnlp"), options(false), _ -> {}))
                .isInstanceOf(ImportResult.TooManyDecks.class);
        assertThat(importer.run(owner, file(2), options(false), _ -> {})).isInstanceOf(ImportResult.Done.class);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private ImportResult run(CommitStore store, byte[] file) {
        return importer(store).run(owner, file, options(false), _ -> {});
    }

    private static DeckImporter importer(CommitStore store) {
        return new DeckImporter(store, new DeckLimits(50_000, 10_000_000, 10), InstantSource.fixed(NOW));
    }

    private static DeckImporter.Options options(boolean dryRun) {
        return new DeckImporter.Options(Set.of(), dryRun, false, false, false, Map.of(), null);
    }

    private static byte[] file(int cards) {
        var file = new StringBuilder("Large deck\n");
        for (int i = 0; i < cards; i++) {
            file.append("Question ").append(i).append("?\nattention\n");
        }
        return file.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The store, with somebody in the way, or one that ends after some effects. */
    private final class Watched implements CommitStore {

        private final List<Integer> appended = new ArrayList<>();
        private int diesAt = Integer.MAX_VALUE;
        private int taken;

        @Override
        public Appending append(long before, List<Commit> more, DeckHeader after, FileChange files) {
            if (appended.size() == diesAt) {
                throw new IllegalStateException("dead");
            }
            appended.add(more.size());
            return taken-- > 0 ? Appending.VERSION_TAKEN : commits.append(before, more, after, files);
        }

        @Override
        public Optional<Deck> find(DeckId deckId) {
            return commits.find(deckId);
        }

        @Override
        public Optional<DeckHeader> header(DeckId deckId) {
            return commits.header(deckId);
        }

        @Override
        public Optional<DeckHeader> header(LearnerId ofOwner, DeckPath path) {
            return commits.header(ofOwner, path);
        }

        @Override
        public int decksOf(LearnerId ofOwner, int most) {
            return commits.decksOf(ofOwner, most);
        }

        @Override
        public Optional<DeckOutline> outline(DeckId deckId) {
            return commits.outline(deckId);
        }

        @Override
        public Optional<EditView> view(DeckId deckId, CardId cardId, @Nullable CardKey key) {
            return commits.view(deckId, cardId, key);
        }

        @Override
        public Map<CardId, Card> cards(DeckId deckId, Collection<CardId> cards) {
            return commits.cards(deckId, cards);
        }

        @Override
        public List<DeckEvent> events(DeckId deckId, long version) {
            return commits.events(deckId, version);
        }

        @Override
        public Optional<DeckFile> file(DeckId deckId, int newer) {
            return commits.file(deckId, newer);
        }
    }
}
