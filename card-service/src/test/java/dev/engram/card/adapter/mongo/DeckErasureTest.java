package dev.engram.card.adapter.mongo;

import static com.mongodb.client.model.Filters.eq;
import static dev.engram.card.Decks.append;
import static dev.engram.card.Decks.asking;
import static dev.engram.card.Decks.changed;
import static dev.engram.card.Decks.events;
import static dev.engram.card.Decks.made;
import static dev.engram.card.Decks.someone;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ExplainVerbosity;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.engram.card.DeckFold;
import dev.engram.card.domain.Deck;
import dev.engram.card.domain.DeckAccess.Visibility;
import dev.engram.card.domain.DeckChange;
import dev.engram.card.domain.DeckPath;
import dev.engram.card.domain.DeckRole;
import dev.engram.card.domain.JoinCode;
import dev.engram.events.LearnerId;
import dev.engram.runtime.erasure.DeckErasure.PersonInDecks;
import dev.engram.runtime.store.MongoConnections;
import dev.engram.testing.TestInfra;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class DeckErasureTest {

    private static final Instant NOW = Instant.parse("2026-03-01T08:30:00Z");
    private static final MongoClient CLIENT =
            MongoConnections.create(TestInfra.shared().mongoUri(), "test", Duration.ofSeconds(10), 8);
    private static final MongoDatabase STORED =
            CLIENT.getDatabase(TestInfra.shared().uniqueDatabase("cards_erasure"));
    private static final CardDatabase DATABASE = new CardDatabase(CLIENT, STORED.getName());

    private final MongoCommitStore store = new MongoCommitStore(DATABASE, () -> {});
    private final DeckSharing sharing = new DeckSharing(DATABASE);
    private final DeckQueries queries = new DeckQueries(DATABASE);
    private final LearnerId person = someone();
    private final LearnerId other = someone();

    @AfterAll
    static void close() {
        CLIENT.close();
    }

    @Test
    void shouldRemoveSharesAlsoThoseThatWereWithdrawn() {
        // given
        var shared = stored(other);
        var withdrawn = stored(other);
        sharing.share(shared.id(), person, DeckRole.EDITOR, NOW);
        sharing.share(shared.id(), someone(), DeckRole.VIEWER, NOW);
        sharing.share(withdrawn.id(), person, DeckRole.VIEWER, NOW);
        sharing.withdraw(withdrawn.id(), person);
        // when
        var before = DATABASE.erasure().count(person.value());
        remove();
        // then
        assertThat(before).isEqualTo(new PersonInDecks(2, 0, 0));
        assertThat(sharing.role(person, shared.id())).isEmpty();
        assertThat(sharing.state(shared.id()).shares()).hasSize(1);
        assertThat(STORED.getCollection("decks").find().map(Document::toString))
                .noneMatch(deck -> deck.contains(person.text()));
    }

    @Test
    void shouldRemoveDecksThatNobodyElseSeesAndTakeThePersonOutOfTheOthers() {
        // given
        var unseen = stored(person);
        var shared = stored(person);
        var open = stored(person);
        sharing.share(shared.id(), other, DeckRole.VIEWER, NOW);
        sharing.show(open.id(), Visibility.PUBLIC);
        sharing.setCode(open.id(), JoinCode.of(new SecureRandom()), null, null);
        // when
        var before = DATABASE.erasure().count(person.value());
        remove();
        // then
        assertThat(before).isEqualTo(new PersonInDecks(0, 1, 2));
        assertThat(DATABASE.erasure().count(person.value())).isEqualTo(new PersonInDecks(0, 0, 2));
        for (var collection : List.of("decks", "cards", "commits", "files")) {
            assertThat(STORED.getCollection(collection).find().map(Document::toString))
                    .as(collection)
                    .noneMatch(stored -> stored.contains(unseen.id().value().toString()));
        }
        assertThat(sharing.role(other, shared.id())).contains(DeckRole.VIEWER);
        assertThat(queries.summary(other, open.id()).orElseThrow().owner()).isNotEqualTo(person.value());
        assertThat(sharing.state(open.id()).code()).isNull();
        assertThat(queries.owned(person)).isEmpty();
    }

    @Test
    void shouldNotGiveADeckBackToAPersonByAnEditThatBeganBefore() {
        // given: an editor has read the deck
        var deck = stored(person);
        sharing.share(deck.id(), other, DeckRole.EDITOR, NOW);
        var edit = changed(
                deck, new DeckChange.Retired(deck.cards().keySet().iterator().next()));
        // when
        remove();
        append(store, edit, DeckFold.after(deck, events(edit)));
        // then
        assertThat(queries.summary(other, deck.id()).orElseThrow())
                .matches(found -> found.version() == deck.version() + 1)
                .matches(found -> !found.owner().equals(person.value()));
    }

    @Test
    void shouldFindAPersonByIndexes() {
        stored(other);
        for (var field : List.of("owner", "shares.learner", "withdrawn")) {
            var plan = STORED.getCollection("decks")
                    .find(eq(field, person.value()))
                    .explain(ExplainVerbosity.QUERY_PLANNER)
                    .toJson();
            assertThat(plan).as(field).contains("IXSCAN").doesNotContain("COLLSCAN");
        }
    }

    /** Whatever comes first, a share that its owner took back stays so, and a code is used as often as it lets somebody in. */
    @Test
    void shouldKeepAShareWithdrawnThatIsTakenBackWhileThePersonJoins() throws Exception {
        var code = JoinCode.of(new SecureRandom());
        for (int round = 0; round < 200; round++) {
            // given
            var deck = stored(other);
            sharing.setCode(deck.id(), code, null, null);
            boolean wasMember = round % 2 == 0;
            if (wasMember) {
                sharing.share(deck.id(), person, DeckRole.VIEWER, NOW);
            }
            // when
            var barrier = new CyclicBarrier(2);
            var joining = new FutureTask<>(() -> {
                barrier.await();
                return sharing.redeem(deck.id(), person, code, NOW);
            });
            Thread.ofVirtual().start(joining);
            barrier.await();
            sharing.withdraw(deck.id(), person);
            var joined = joining.get();
            // then
            var state = sharing.state(deck.id());
            boolean isMember = sharing.role(person, deck.id()).isPresent();
            if (wasMember) {
                assertThat(isMember).as("round %d", round).isFalse();
                assertThat(state.code()).extracting(DeckSharing.CodeState::uses).isEqualTo(0);
            } else {
                assertThat(joined).as("round %d", round).isTrue();
                assertThat(state.code()).extracting(DeckSharing.CodeState::uses).isEqualTo(1);
            }
            assertThat(sharing.redeem(deck.id(), person, code, NOW))
                    .as("round %d: who is out stays out", round)
                    .isEqualTo(isMember);
        }
    }

    /** Twice, as after a crash. */
    private void remove() {
        DATABASE.erasure().remove(person.value());
        DATABASE.erasure().remove(person.value());
    }

    private Deck stored(LearnerId owner) {
        var path = new DeckPath(List.of("Tests", UUID.randomUUID().toString()));
        var commits = made(owner, path, List.of(asking("One?"), asking("Two?")));
        var deck = DeckFold.of(events(commits));
        append(store, commits, deck);
        return deck;
    }
}
