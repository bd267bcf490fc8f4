package dev.engram.card.application;

import static dev.engram.card.Decks.NOW;
import static dev.engram.card.Decks.asking;
import static dev.engram.card.Decks.card;
import static dev.engram.card.Decks.full;
import static dev.engram.card.Decks.someone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.card.DeckFold;
import dev.engram.card.application.CommitStore.Appending;
import dev.engram.card.application.DeckImporter.ImportResult;
import dev.engram.card.application.ImportUndo.UndoResult;
import dev.engram.card.domain.Card;
import dev.engram.card.domain.CardEdit;
import dev.engram.card.domain.CardKey;
import dev.engram.card.domain.Commit;
import dev.engram.card.domain.Deck;
import dev.engram.card.domain.DeckChange;
import dev.engram.card.domain.DeckHeader;
import dev.engram.card.domain.DeckLimits;
import dev.engram.card.domain.DeckOutline;
import dev.engram.card.domain.DeckPath;
import dev.engram.card.domain.EditView;
import dev.engram.card.domain.plan.ImportPlan.Counts;
import dev.engram.events.CardContent;
import dev.engram.events.CardId;
import dev.engram.events.CommitStamp;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import dev.engram.events.Tag;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
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
        assertThat(DeckFold.liveCards(commits.find(done.deckId()).orElseThrow()))
                .isEqualTo(12_000);
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
        // when
        var undone = undo(done.deckId(), 24);
        // then
        assertThat(undone)
                .isInstanceOfSatisfying(
                        UndoResult.Done.class, all -> assertThat(all.retired()).isEqualTo(12_000));
        assertThat(commits.header(done.deckId()).orElseThrow().liveCards()).isZero();
    }

    @Test
    void shouldNotUndoWhatWasEditedBetweenThePartsOfAnImport() {
        // given
        var dying = new Watched();
        dying.diesAt = 1;
        assertThatThrownBy(() -> run(dying, file(6_000))).hasMessage("dead");
        var deck = commits.header(owner, new DeckPath(List.of("Large deck"))).orElseThrow();
        var added = new CardEdit.Add(owner, card(), asking("By hand?"));
        assertThat(editor().edit(deck.id(), deck.version(), added)).isInstanceOf(DeckEditor.Result.Done.class);
        // when
        var done = (ImportResult.Done) run(commits, file(6_000));
        // then
        assertThat(undo(deck.id(), done.version()))
                .isEqualTo(new UndoResult.Conflicts(List.of(added.cardId()), List.of()));
    }

    @Test
    void shouldNotOverwriteAnEditOfACardThatALaterFileLeftOut() {
        // given
        var deckId = ((ImportResult.Done) run(commits, file(3))).deckId();
        var last = lastCard(deckId);
        editor().edit(deckId, 1, new CardEdit.Revise(owner, last, full("Question 2?")));
        // when
        assertThat(run(commits, file(2))).isInstanceOf(ImportResult.Done.class);
        // then
        assertThat(run(commits, file(3))).isInstanceOf(ImportResult.Overwrites.class);
        assertThat(commits.find(deckId).orElseThrow().cards().get(last).content())
                .isEqualTo(full("Question 2?"));
    }

    @Test
    void shouldTakeWhatWasTypedOnTheWebAndStandsInTheFileTooForTheFiles() {
        // given
        var deckId = ((ImportResult.Done) run(commits, file(3))).deckId();
        var question = asking("Question 2?");
        var tagged = new CardContent(
                question.question(), null, List.of(new Tag("web")), question.answer(), question.source());
        editor().edit(deckId, 1, new CardEdit.Revise(owner, lastCard(deckId), tagged));
        var same = new String(file(3), StandardCharsets.UTF_8).replace("Question 2?\nattention", "Question 2?\nweb");
        // when
        run(commits, bytes(same));
        // then
        assertThat(run(commits, file(3))).isInstanceOf(ImportResult.Done.class);
    }

    @Test
    void shouldBringCardsBackThatAnUndoRetired() {
        // given
        var deckId = ((ImportResult.Done) run(commits, file(2))).deckId();
        run(commits, file(4));
        assertThat(undo(deckId, 2)).isInstanceOf(UndoResult.Done.class);
        var corrected = new String(file(4), StandardCharsets.UTF_8)
                .replace("Question 2?\nattention", "Question 2?\nattention\nCorrected.");
        // when
        var again = (ImportResult.Done) run(commits, bytes(corrected));
        // then
        assertThat(again.plan().counts()).isEqualTo(new Counts(4, 0, 0, 2, 2, 0, 0));
        assertThat(DeckFold.liveCards(commits.find(deckId).orElseThrow())).isEqualTo(4);
        assertThat(undo(deckId, 4)).isInstanceOf(UndoResult.Done.class);
        assertThat(DeckFold.liveCards(commits.find(deckId).orElseThrow())).isEqualTo(2);
        assertThat(((ImportResult.Done) run(commits, bytes(corrected)))
                        .plan()
                        .counts()
                        .restored())
                .isEqualTo(2);
    }

    @Test
    void shouldImportACorrectedFileAfterAnUndoAndNotOverwriteEditsThatTheUndoGaveBack() {
        // given
        var deckId = ((ImportResult.Done) run(commits, file(2))).deckId();
        var changed = bytes(new String(file(2), StandardCharsets.UTF_8).replace("attention", "nlp"));
        run(commits, changed);
        undo(deckId, 2);
        // then
        assertThat(run(commits, changed)).isInstanceOf(ImportResult.Done.class);
        // given
        editor().edit(deckId, 4, new CardEdit.Revise(owner, lastCard(deckId), full("Question 1?")));
        var forced = new DeckImporter.Options(Set.of(), false, false, true, false, Map.of(), null);
        assertThat(importer(commits).run(owner, file(2), forced, _ -> {})).isInstanceOf(ImportResult.Done.class);
        undo(deckId, 6);
        // then
        assertThat(run(commits, file(2))).isInstanceOf(ImportResult.Overwrites.class);
    }

    @Test
    void shouldRestoreCardsRetiredByHandOnRequestWithoutOverwritingAnything() {
        // given
        var deckId = ((ImportResult.Done) run(commits, file(2))).deckId();
        editor().edit(deckId, 1, new CardEdit.Retire(owner, lastCard(deckId)));
        // when
        var restoring = new DeckImporter.Options(Set.of(), false, false, false, true, Map.of(), null);
        // then
        assertThat(importer(commits).run(owner, file(2), restoring, _ -> {}))
                .isInstanceOfSatisfying(
                        ImportResult.Done.class,
                        done -> assertThat(done.plan().counts().restored()).isEqualTo(1));
    }

    @Test
    void shouldRememberAnUndoThatHadNothingToChange() {
        // given
        var deckId = ((ImportResult.Done) run(commits, file(2))).deckId();
        run(commits, bytes(new String(file(2), StandardCharsets.UTF_8).replace("1?\nattention", "1?\nnlp")));
        editor().edit(deckId, 2, new CardEdit.Revise(owner, lastCard(deckId), asking("Question 1?")));
        // when
        assertThat(undo(deckId, 3)).isInstanceOf(UndoResult.Done.class);
        // then
        assertThat(undo(deckId, 3)).isInstanceOf(UndoResult.NothingToUndo.class);
    }

    @Test
    void shouldReadABoundedPartOfTheHistory() {
        // given
        long from = 2L * CardsBefore.MOST_VERSIONS;
        var before = new CardsBefore(from);
        long version = from + 1;
        // when
        while (before.read(List.of(
                new DeckChange.Retired(card()).at(new CommitStamp(new DeckId(Ids.v7()), version, 0, 1, owner, NOW))))) {
            version--;
        }
        // then
        assertThat(version).isEqualTo(from + 2 - CardsBefore.MOST_VERSIONS);
        assertThat(before.isComplete()).isFalse();
    }

    private UndoResult undo(DeckId deckId, long version) {
        return new ImportUndo(commits, InstantSource.fixed(NOW)).run(owner, deckId, version, false);
    }

    private DeckEditor editor() {
        return new DeckEditor(commits, new DeckLimits(50_000, 10_000_000, 10), InstantSource.fixed(NOW));
    }

    private CardId lastCard(DeckId deckId) {
        return List.copyOf(commits.find(deckId).orElseThrow().cards().keySet()).getLast();
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
        public Appending append(long before, List<Commit> more, DeckHeader after, Cause cause) {
            if (appended.size() == diesAt) {
                throw new IllegalStateException("dead");
            }
            appended.add(more.size());
            return taken-- > 0 ? Appending.VERSION_TAKEN : commits.append(before, more, after, cause);
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
        public void history(DeckId deckId, long newest, Predicate<List<DeckEvent>> wantsMore) {
            commits.history(deckId, newest, wantsMore);
        }

        @Override
        public Optional<DeckFile> file(DeckId deckId, int newer) {
            return commits.file(deckId, newer);
        }
    }
}
