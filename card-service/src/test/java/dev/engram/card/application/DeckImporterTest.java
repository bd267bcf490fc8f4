package dev.engram.card.application;

import static dev.engram.card.Decks.NOW;
import static dev.engram.card.Decks.someone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.card.application.CommitStore.Appending;
import dev.engram.card.application.DeckImporter.ImportResult;
import dev.engram.card.domain.Commit;
import dev.engram.card.domain.Deck;
import dev.engram.card.domain.DeckPath;
import dev.engram.card.domain.text.ImportPlan.Counts;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
        assertThat(store.appended).containsExactly(20, 4);
        assertThat(done.version()).isEqualTo(24);
        assertThat(done.plan().counts()).isEqualTo(new Counts(12_000, 12_000, 0, 0, 0, 0));
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
        assertThat(done.plan().counts()).isEqualTo(new Counts(12_000, 2_000, 0, 10_000, 0, 0));
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
        // given
        var importer = new DeckImporter(commits, InstantSource.fixed(NOW));
        // then
        assertThat(importer.run(owner, file(3), Set.of(), true, false))
                .isInstanceOfSatisfying(ImportResult.Done.class, done -> {
                    assertThat(done.deckId()).isNull();
                    assertThat(done.plan().counts().added()).isEqualTo(3);
                });
        assertThat(commits.waiting(1)).isEmpty();
    }

    private ImportResult run(CommitStore store, byte[] file) {
        return new DeckImporter(store, InstantSource.fixed(NOW)).run(owner, file, Set.of(), false, false);
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
        public Optional<Deck> find(DeckId deckId) {
            return commits.find(deckId);
        }

        @Override
        public Optional<Deck> find(LearnerId ofOwner, DeckPath path) {
            return commits.find(ofOwner, path);
        }

        @Override
        public Appending append(List<Commit> more, Deck after) {
            if (appended.size() == diesAt) {
                throw new IllegalStateException("dead");
            }
            appended.add(more.size());
            return taken-- > 0 ? Appending.VERSION_TAKEN : commits.append(more, after);
        }
    }
}
