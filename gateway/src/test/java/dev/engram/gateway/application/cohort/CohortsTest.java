package dev.engram.gateway.application.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import dev.engram.events.CohortId;
import dev.engram.events.DeckId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import dev.engram.gateway.adapter.mongo.MongoCohortStore;
import dev.engram.gateway.application.InMemoryAccountStore;
import dev.engram.gateway.application.InMemoryAttemptStore;
import dev.engram.gateway.application.InMemoryAuditTrail;
import dev.engram.gateway.application.cohort.Cohorts.Wish;
import dev.engram.gateway.domain.Account;
import dev.engram.gateway.domain.Actor;
import dev.engram.gateway.domain.AuditAction;
import dev.engram.gateway.domain.AuthenticatedCaller;
import dev.engram.gateway.domain.Cohort;
import dev.engram.gateway.domain.Origin;
import dev.engram.gateway.domain.Session.Kind;
import dev.engram.kit.auth.Role;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemException;
import dev.engram.runtime.store.MongoConnections;
import dev.engram.testing.TestInfra;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CohortsTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
    private static final Origin ORIGIN = new Origin("192.0.2.1", null);
    private static MongoClient client;

    private final InMemoryAccountStore accounts = new InMemoryAccountStore();
    private final InMemoryAuditTrail audit = new InMemoryAuditTrail();
    private final Services services = new Services();
    private final AuthenticatedCaller teacher = person("teacher", Role.TEACHER_GROUP);
    private final AuthenticatedCaller ada = person("ada", Role.LEARNER_GROUP);
    private MongoCohortStore store;
    private Cohorts cohorts;

    /** Memberships of services that let a person join two cohorts. */
    private static final class Services implements CohortMembers {
        private static final int MOST = 2;
        private final Map<LearnerId, LinkedHashMap<CohortId, Instant>> joined = new LinkedHashMap<>();

        private LinkedHashMap<CohortId, Instant> of(LearnerId person) {
            return joined.computeIfAbsent(person, _ -> new LinkedHashMap<>());
        }

        @Override
        public boolean isVisible(AuthenticatedCaller caller, DeckId deck) {
            return true;
        }

        @Override
        public boolean admit(Cohort cohort, LearnerId person) {
            return true;
        }

        @Override
        public String join(AuthenticatedCaller caller, Cohort cohort) {
            if (of(caller.learnerId()).size() >= MOST) {
                throw Problem.of(409, "quota-exceeded", "A quota is used up")
                        .with("quota", "cohorts")
                        .exception();
            }
            of(caller.learnerId()).put(cohort.id(), CLOCK.instant());
            return "reviews-0@1.topic";
        }

        @Override
        public String leave(AuthenticatedCaller caller, CohortId cohort, @Nullable String after) {
            return remove(caller, cohort, caller.learnerId(), after);
        }

        @Override
        public String remove(AuthenticatedCaller teacher, CohortId cohort, LearnerId member, @Nullable String after) {
            if (of(member).remove(cohort) == null) {
                throw Problem.notFound("no member").exception();
            }
            return "reviews-0@2.topic";
        }

        @Override
        public Read<CohortId> joined(AuthenticatedCaller caller, @Nullable String after) {
            return new Read<>(new LinkedHashMap<>(of(caller.learnerId())), true, false);
        }

        @Override
        public Read<LearnerId> members(AuthenticatedCaller teacher, CohortId cohort, @Nullable String after) {
            var members = new LinkedHashMap<LearnerId, Instant>();
            joined.forEach((person, cohorts) -> {
                if (cohorts.containsKey(cohort)) {
                    members.put(person, CLOCK.instant());
                }
            });
            return new Read<>(members, true, false);
        }
    }

    @BeforeAll
    static void open() {
        client = MongoConnections.create(TestInfra.shared().mongoUri(), "cohorts-test", Duration.ofSeconds(10), 4);
    }

    @AfterAll
    static void close() {
        client.close();
    }

    @BeforeEach
    void make() {
        store = new MongoCohortStore(client.getDatabase(TestInfra.shared().uniqueDatabase("cohorts")));
        store.createIndexes();
        cohorts = new Cohorts(
                store, services, new CohortCodes(new InMemoryAttemptStore(), CLOCK), accounts, audit, CLOCK);
    }

    private AuthenticatedCaller person(String name, String role) {
        return person(name, role, new LearnerId(UUID.randomUUID()));
    }

    private AuthenticatedCaller simulated(String name, String role) {
        return person(name, role, new LearnerId(Ids.v8(new UUID(0, 0), name)));
    }

    private AuthenticatedCaller person(String name, String role, LearnerId id) {
        accounts.create(new Account(name, "no hash", id, Set.of(role), false));
        return new AuthenticatedCaller(id, Set.of(role), Kind.CLIENT, Set.of(), new UUID(0, 0), 0);
    }

    private static Actor actor(AuthenticatedCaller caller) {
        return new Actor(caller.learnerId(), ORIGIN);
    }

    private Cohorts.Seen made(String name) {
        return made(teacher, name);
    }

    private Cohorts.Seen made(AuthenticatedCaller by, String name) {
        return cohorts.create(by, actor(by), name, new DeckId(Ids.v7()), null);
    }

    private static String code(Cohorts.Seen seen) {
        return String.valueOf(seen.code() == null ? null : seen.code().shown());
    }

    private Cohorts.Change join(AuthenticatedCaller person, Cohorts.Seen cohort) {
        return cohorts.join(person, actor(person), code(cohort));
    }

    @Test
    void shouldMakeRoomForACohortWhereOneThatWasJoinedIsGone() {
        // given
        var kept = made("kept");
        var gone = made("gone");
        join(ada, kept);
        join(ada, gone);
        cohorts.delete(teacher, actor(teacher), gone.cohort().id(), 1);
        // when
        join(ada, made("third"));
        // then
        assertThat(services.of(ada.learnerId()))
                .containsKey(kept.cohort().id())
                .doesNotContainKey(gone.cohort().id());
        assertThatThrownBy(() -> join(ada, made("fourth")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("quota-exceeded");
    }

    @Test
    void shouldLetWhomTheTeacherRemovedComeBackByANewCodeOnly() {
        // given
        var made = made("autumn");
        var id = made.cohort().id();
        join(ada, made);
        // when
        cohorts.remove(teacher, actor(teacher), id, " Ada", null);
        // then
        assertThat(services.of(ada.learnerId())).isEmpty();
        assertThat(audit.entries.getLast().action()).isEqualTo(AuditAction.COHORT_MEMBER_REMOVED);
        assertThat(audit.entries.getLast().subject()).isEqualTo(ada.learnerId());
        assertThatThrownBy(() -> join(ada, made)).hasMessageContaining("There is no cohort with this join code");
        join(person("ben", Role.LEARNER_GROUP), made);
        // when
        var changed = cohorts.change(teacher, actor(teacher), id, 1, new Wish(null, null, null, true));
        join(ada, changed);
        // then
        assertThat(services.of(ada.learnerId())).containsKey(id);
    }

    @Test
    void shouldSayOfAStrangerWhatItSaysOfNobodyAndRememberNeither() {
        // given
        var made = made("autumn");
        var id = made.cohort().id();
        // when
        var answers = new ArrayList<String>();
        Stream.of("ada", "nobody", "no name").forEach(name -> {
            try {
                answers.add(cohorts.remove(teacher, actor(teacher), id, name, null));
            } catch (ProblemException refused) {
                answers.add(refused.problem().toString());
            }
        });
        // then
        assertThat(answers).hasSize(3).allMatch(answers.getFirst()::equals);
        assertThat(answers.getFirst()).contains("not-found", "username");
        join(ada, made);
    }

    @Test
    void shouldKeepSimulatedLearnersAndPeopleInCohortsOfTheirOwn() {
        // given
        var simulatedTeacher = simulated("simulated-teacher", Role.TEACHER_GROUP);
        var amira = simulated("amira", Role.LEARNER_GROUP);
        var people = made("people");
        var simulatedOnes = made(simulatedTeacher, "simulated");
        // when
        join(amira, simulatedOnes);
        join(ada, people);
        // then
        assertThatThrownBy(() -> join(amira, people))
                .hasMessageContaining("simulated")
                .extracting(refused -> ((ProblemException) refused).problem().status())
                .isEqualTo(409);
        assertThatThrownBy(() -> join(ada, simulatedOnes)).hasMessageContaining("simulated");
        assertThat(services.of(amira.learnerId()).keySet())
                .containsExactly(simulatedOnes.cohort().id());
        assertThat(services.of(ada.learnerId()).keySet())
                .containsExactly(people.cohort().id());
    }

    @Test
    void shouldRefuseToRemoveAMemberOfAnotherTeacher() {
        // given
        var made = made("autumn");
        join(ada, made);
        var other = person("other", Role.TEACHER_GROUP);
        // when, then
        assertThatThrownBy(
                        () -> cohorts.remove(other, actor(other), made.cohort().id(), "ada", null))
                .hasMessageContaining("not-found");
        assertThat(services.of(ada.learnerId())).hasSize(1);
    }
}
