package dev.engram.gateway.application.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import dev.engram.gateway.application.InMemoryAccountStore;
import dev.engram.gateway.application.InMemoryAuditTrail;
import dev.engram.gateway.application.SessionRevocation;
import dev.engram.gateway.application.account.AccountChanges;
import dev.engram.gateway.domain.Account;
import dev.engram.gateway.domain.Actor;
import dev.engram.gateway.domain.AuditAction;
import dev.engram.gateway.domain.AuditEntry;
import dev.engram.gateway.domain.AuditEntry.Outcome;
import dev.engram.gateway.domain.ErasureRequest;
import dev.engram.gateway.domain.ErasureRequest.Removed;
import dev.engram.gateway.domain.ErasureRequest.Step;
import dev.engram.gateway.domain.Origin;
import dev.engram.gateway.domain.Service;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A process that ends before or after any call leaves nothing undone, and nothing counted wrongly. */
class ErasuresTest {

    private static final LearnerId LEARNER = new LearnerId(UUID.randomUUID());
    private static final Actor ONESELF = new Actor(LEARNER, new Origin("192.0.2.7", null));
    private static final Set<String> ADMINISTRATOR = Set.of("administrator");
    private static final Account PERSON = new Account("person", "hash", LEARNER, ADMINISTRATOR, false);
    private static final Duration REPEAT_AFTER = Duration.ofMinutes(3);
    private static final Instant NOW = Instant.parse("2026-10-01T08:00:00Z");

    /** Everything outside; the n-th call to it ends the process, before it is done or after. */
    private static final class World implements ErasureStore, IdentityStore, ErasingServices, SessionRevocation {
        private final Map<UUID, ErasureRequest> kept = new HashMap<>();
        private final Set<EventId> appended = new HashSet<>();
        private final List<String> calls = new ArrayList<>();
        private final InMemoryAccountStore accounts = new InMemoryAccountStore();
        private final InMemoryAuditTrail audit = new InMemoryAuditTrail();
        private Runnable beforeSave = () -> {};
        private Instant now = NOW;
        private boolean seen = true;
        private int endsAt = -1;
        private boolean isDone;

        private Erasures erasures() {
            InstantSource clock = () -> now;
            var changes = new AccountChanges(accounts, account -> call("sign out", () -> 0), audit, clock);
            return new Erasures(this, this, this, this, accounts, changes, audit, clock, REPEAT_AFTER);
        }

        private <T> T call(String name, java.util.function.Supplier<T> work) {
            var ends = calls.size() == endsAt;
            calls.add(name);
            if (ends && !isDone) {
                throw new EndOfProcessException();
            }
            var result = work.get();
            if (ends) {
                throw new EndOfProcessException();
            }
            return result;
        }

        @Override
        public boolean create(ErasureRequest request) {
            return call("create", () -> !has(request.hash()) && kept.putIfAbsent(request.id(), request) == null);
        }

        @Override
        public void withdraw(ErasureRequest request) {
            call("withdraw", () -> kept.remove(request.id(), request));
        }

        @Override
        public boolean save(ErasureRequest before, ErasureRequest next) {
            return call("save " + next.step(), () -> {
                beforeSave.run();
                var found = Objects.requireNonNull(kept.get(before.id()));
                return found.step() == before.step() && kept.put(before.id(), next) != null;
            });
        }

        @Override
        public Optional<ErasureRequest> find(String secretDigest) {
            return kept.values().stream()
                    .filter(request -> request.secretDigest().equals(secretDigest))
                    .findFirst();
        }

        @Override
        public boolean has(String hash) {
            return kept.values().stream().anyMatch(request -> request.hash().equals(hash));
        }

        @Override
        public List<ErasureRequest> pending() {
            return kept.values().stream()
                    .filter(request -> request.step() != Step.DONE)
                    .toList();
        }

        @Override
        public List<Removed> count(LearnerId learner) {
            return call("count", () -> List.of(new Removed("gateway", "accounts", "documents", accountsLeft())));
        }

        @Override
        public Map<String, List<Map<String, Object>>> show(LearnerId learner) {
            return Map.of();
        }

        @Override
        public void revokeAll(LearnerId learner) {
            call("revoke", () -> 0);
        }

        @Override
        public void remove(LearnerId learner) {
            call("remove", () -> 0);
        }

        private long finished() {
            return audit.entries.stream()
                    .filter(entry -> entry.action() == AuditAction.ERASURE_FINISHED)
                    .count();
        }

        private long accountsLeft() {
            return accounts.find("person").isPresent() ? 1 : 0;
        }

        @Override
        public void append(LearnerId learner, EventId event) {
            call("append", () -> appended.add(event));
        }

        @Override
        public Confirmation confirm(Service service, String hash) {
            return call(
                    "confirm " + service,
                    () -> new Confirmation(seen, List.of(new Removed(service.name(), "cards.g1", "documents", 7))));
        }

        @Override
        public List<Removed> decks(LearnerId learner) {
            return call("decks", () -> List.of(new Removed("cards", "decks", "shares", 3)));
        }

        @Override
        public long removeFromDecks(LearnerId learner) {
            return call("remove decks", () -> 2L);
        }
    }

    private static final class EndOfProcessException extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final World world = new World();
    private final Erasures erasures = world.erasures();

    {
        world.accounts.create(PERSON);
        world.accounts.create(new Account("other", "hash", new LearnerId(UUID.randomUUID()), ADMINISTRATOR, false));
    }

    /** Cut off anywhere, it starts again. */
    private void cutOff(Runnable work) {
        try {
            work.run();
        } catch (EndOfProcessException ended) {
            // and starts again
        }
    }

    /** Twice: what was under way has ended in between. */
    private void advance() {
        cutOff(erasures::advance);
        world.now = world.now.plus(REPEAT_AFTER);
        cutOff(erasures::advance);
    }

    @Test
    void shouldEndTheSameWhereverAProcessEnds() {
        // given
        assertThat(erasures.request(ONESELF, PERSON, "whole")).isPresent();
        assertThat(world.calls).contains("create", "sign out", "save IDENTITY");
        // before it is kept nothing is done, and nothing has to be
        var begin = world.calls.indexOf("create");
        advance();
        var whole = world.find("whole").orElseThrow();
        var calls = world.calls.size();
        assertThat(whole.step()).isEqualTo(Step.DONE);
        assertThat(calls).isGreaterThan(begin + 8);
        for (var isDone : List.of(false, true)) {
            for (int at = begin; at < calls; at++) {
                // when
                var other = new ErasuresTest();
                other.world.endsAt = at;
                other.world.isDone = isDone;
                other.cutOff(() -> other.erasures.request(ONESELF, PERSON, "cut"));
                if (!isDone && at == begin) {
                    assertThat(other.world.accounts.find("person")).contains(PERSON);
                    other.cutOff(() -> other.erasures.request(ONESELF, PERSON, "cut"));
                }
                other.advance();
                other.advance();
                // then
                var cut = other.world.find("cut").orElseThrow();
                assertThat(cut.step()).as("call %d", at).isEqualTo(Step.DONE);
                assertThat(cut.removed()).as("call %d", at).isEqualTo(whole.removed());
                assertThat(cut.decks()).isEqualTo(2);
                assertThat(other.world.appended).as("call %d", at).hasSize(1);
                assertThat(other.world.accountsLeft()).isZero();
                assertThat(other.world.audit.entries)
                        .extracting(AuditEntry::action)
                        .contains(AuditAction.ERASURE_REQUESTED);
                var isCutBeforeTheEntry = isDone && at == calls - 1;
                assertThat(other.world.finished()).as("call %d", at).isEqualTo(isCutBeforeTheEntry ? 0 : 1);
            }
        }
    }

    @Test
    void shouldRemoveTheIdentityBeforeTheEventAndForgetTheLearnerAtTheEnd() {
        // given
        erasures.request(ONESELF, PERSON, "digest");
        // when
        advance();
        // then
        assertThat(world.calls.indexOf("remove")).isBetween(0, world.calls.indexOf("append"));
        var done = world.find("digest").orElseThrow();
        assertThat(done.learner()).isNull();
        assertThat(done.event()).isNull();
        assertThat(done.removedAt()).isEqualTo(NOW);
        assertThat(done.completedAt()).isEqualTo(NOW.plus(REPEAT_AFTER));
    }

    @Test
    void shouldWaitUntilEveryProjectionHasSeenIt() {
        // given
        world.seen = false;
        erasures.request(ONESELF, PERSON, "digest");
        // when
        erasures.advance();
        var before = world.find("digest").orElseThrow();
        world.seen = true;
        advance();
        // then
        assertThat(before.step()).isEqualTo(Step.PROJECTIONS);
        assertThat(world.find("digest").orElseThrow().step()).isEqualTo(Step.DONE);
    }

    @Test
    void shouldNotTakeBackWhatAnotherGatewayHasDone() {
        // given: this gateway has read the request before the other one does all of it
        erasures.request(ONESELF, PERSON, "digest");
        var other = world.erasures();
        world.beforeSave = () -> {
            world.beforeSave = () -> {};
            other.advance();
        };
        // when
        advance();
        // then
        var done = world.find("digest").orElseThrow();
        assertThat(done.step()).isEqualTo(Step.DONE);
        assertThat(done.learner()).isNull();
        assertThat(world.calls.stream().filter("save EVENT"::equals)).hasSize(2);
        assertThat(world.finished()).isEqualTo(1);
        assertThat(erasures.advance()).isTrue();
    }

    @Test
    void shouldNotBeDoneBeforeWhatWasUnderWayHasEndedAndItsTracesAreRemoved() {
        // given
        erasures.request(ONESELF, PERSON, "digest");
        erasures.advance();
        var removed = world.find("digest").orElseThrow();
        // when: something that was under way makes a deck and a token
        world.calls.clear();
        world.now = NOW.plus(REPEAT_AFTER).minusMillis(1);
        var before = erasures.advance();
        var callsBefore = List.copyOf(world.calls);
        world.now = NOW.plus(REPEAT_AFTER);
        var after = erasures.advance();
        // then
        assertThat(removed.step()).isEqualTo(Step.REPEAT);
        assertThat(removed.removedAt()).isEqualTo(NOW);
        assertThat(removed.learner()).isEqualTo(LEARNER);
        assertThat(before).isFalse();
        assertThat(callsBefore).isEmpty();
        assertThat(after).isTrue();
        assertThat(world.calls).containsExactly("remove", "remove decks", "save DONE");
    }

    @Test
    void shouldWithdrawTheRequestOfTheLastAdministratorWhoeverIsCutOff() {
        // given
        var other = world.accounts.find("other").orElseThrow();
        world.accounts.update(other.withDisabled(true));
        // when: refused, and asked for again and cut off before it is refused
        assertThatThrownBy(() -> erasures.request(ONESELF, PERSON, "refused"))
                .hasMessageContaining("last-administrator");
        var refused = world.find("refused");
        world.endsAt = world.calls.size() + 1;
        world.isDone = true;
        cutOff(() -> erasures.request(ONESELF, PERSON, "cut"));
        assertThat(world.find("cut")).isPresent();
        cutOff(erasures::advance);
        cutOff(erasures::advance);
        // then
        assertThat(refused).isEmpty();
        assertThat(world.kept).isEmpty();
        assertThat(world.accounts.find("person")).contains(PERSON);
        assertThat(world.calls).doesNotContain("remove", "append");
        assertThat(world.audit.entries)
                .extracting(AuditEntry::outcome)
                .containsExactly(Outcome.OK, Outcome.REFUSED, Outcome.OK);
    }

    @Test
    void shouldWaitWithTheLastAdministratorForAnotherOne() {
        // given: enabled again by the other one, who is disabled then
        erasures.request(ONESELF, PERSON, "digest");
        var disabled = world.accounts.find("person").orElseThrow();
        world.accounts.update(disabled.withDisabled(false));
        var other = world.accounts.find("other").orElseThrow();
        world.accounts.update(other.withDisabled(true));
        // when
        advance();
        var before = world.find("digest").orElseThrow().step();
        world.accounts.update(world.accounts.find("other").orElseThrow().withDisabled(false));
        advance();
        // then
        assertThat(before).isEqualTo(Step.IDENTITY);
        assertThat(world.find("digest").orElseThrow().step()).isEqualTo(Step.DONE);
        assertThat(world.accounts.find("person")).isEmpty();
    }

    @Test
    void shouldTellTheAuditTrailWhoAskedForWhomUntilThatIsForgotten() {
        // given
        var officer = new Actor(new LearnerId(UUID.randomUUID()), new Origin("192.0.2.8", null));
        // when
        var request = erasures.request(officer, PERSON, "digest").orElseThrow();
        var again = erasures.request(officer, PERSON, "again");
        // then
        assertThat(again).isEmpty();
        assertThat(world.audit.entries)
                .extracting(AuditEntry::action)
                .containsExactly(AuditAction.ERASURE_REQUESTED, AuditAction.ACCOUNT_DISABLED);
        var entry = world.audit.entries.getFirst();
        assertThat(entry.actor()).isEqualTo(officer.learner());
        assertThat(entry.subject()).isEqualTo(LEARNER);
        assertThat(entry.details()).isEqualTo(Map.of("erasure", request.id().toString(), "by", "data-officer"));
    }
}
