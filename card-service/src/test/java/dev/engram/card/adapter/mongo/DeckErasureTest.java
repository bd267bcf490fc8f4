package dev.engram.card.adapter.mongo;

import static com.mongodb.client.model.Filters.eq;
import static dev.engram.card.Decks.append;
import static dev.engram.card.Decks.asking;
import static dev.engram.card.Decks.changed;
import static dev.engram.card.Decks.events;
import static dev.engram.card.Decks.made;
import static dev.engram.card.Decks.someone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.mongodb.ExplainVerbosity;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.engram.card.DeckFold;
import dev.engram.card.Decks;
import dev.engram.card.domain.Deck;
import dev.engram.card.domain.DeckAccess.Visibility;
import dev.engram.card.domain.DeckChange;
import dev.engram.card.domain.DeckPath;
import dev.engram.card.domain.DeckRole;
import dev.engram.events.LearnerId;
import dev.engram.kit.auth.JoinCode;
import dev.engram.runtime.erasure.DeckErasure;
import dev.engram.runtime.erasure.DeckErasure.PersonInDecks;
import dev.engram.runtime.store.MongoConnections;
import dev.engram.testing.TestInfra;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
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

    /** The last edit before the deck is gone is the only one that is stored; whatever comes after it finds no deck. */
    @Test
    void shouldLeaveNothingOfADeckWhoseOwnerEditsItAroundEveryCall() {
        for (var isAfter : List.of(false, true)) {
            int calls = Integer.MAX_VALUE;
            for (int at = 1; at <= calls; at++) {
                // given
                var deck = stored(person);
                var edit = changed(
                        deck, new DeckChange.Added(Decks.card(), deck.cards().size(), asking("Three?")));
                int edited = at;
                var counted = new AtomicInteger();
                // when
                new DeckErasure(watched(
                                STORED,
                                call -> {
                                    if (counted.get() == edited) {
                                        append(store, edit, DeckFold.after(deck, events(edit)));
                                    }
                                },
                                counted,
                                isAfter))
                        .remove(person.value());
                calls = counted.get();
                // then
                assertNothingIsLeftOf(deck);
            }
            assertThat(calls).isGreaterThan(8);
        }
    }

    @Test
    void shouldRemoveTheRestOfADeckWhoeverIsCutOff() {
        for (var isAfter : List.of(false, true)) {
            int calls = Integer.MAX_VALUE;
            for (int at = 1; at <= calls; at++) {
                // given
                var deck = stored(person);
                int cut = at;
                var counted = new AtomicInteger();
                // when
                var ended = catchThrowable(() -> new DeckErasure(watched(
                                STORED,
                                call -> {
                                    if (counted.get() == cut) {
                                        throw new IllegalStateException("cut off at " + call);
                                    }
                                },
                                counted,
                                isAfter))
                        .remove(person.value()));
                var isNoted = STORED.getCollection("removed_decks").countDocuments() > 0;
                assertThat(DATABASE.erasure().find(person.value()::equals))
                        .hasSizeGreaterThanOrEqualTo(isNoted ? 1 : 0);
                DATABASE.erasure().remove(person.value());
                // then
                calls = ended == null ? counted.get() : Integer.MAX_VALUE;
                assertNothingIsLeftOf(deck);
            }
        }
    }

    private static void assertNothingIsLeftOf(Deck deck) {
        for (var collection : STORED.listCollectionNames()) {
            assertThat(STORED.getCollection(collection).find().map(Document::toString))
                    .as(collection)
                    .noneMatch(stored -> stored.contains(deck.id().value().toString()));
        }
    }

    /** The database, with something done before or after each call to a collection. */
    private static MongoDatabase watched(
            MongoDatabase database, Consumer<String> each, AtomicInteger calls, boolean isAfter) {
        return proxy(
                MongoDatabase.class,
                (_, method, arguments) -> proxy(MongoCollection.class, (_, call, given) -> {
                    var collection = method.invoke(database, arguments);
                    calls.incrementAndGet();
                    if (!isAfter) {
                        each.accept(call.getName());
                    }
                    var result = call.invoke(collection, given);
                    if (isAfter) {
                        each.accept(call.getName());
                    }
                    return result;
                }));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
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
