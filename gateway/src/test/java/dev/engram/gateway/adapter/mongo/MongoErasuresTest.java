package dev.engram.gateway.adapter.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ExplainVerbosity;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import dev.engram.events.EventId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import dev.engram.gateway.domain.AuditAction;
import dev.engram.gateway.domain.AuditEntry;
import dev.engram.gateway.domain.AuditEntry.Outcome;
import dev.engram.gateway.domain.ErasureRequest;
import dev.engram.gateway.domain.ErasureRequest.Step;
import dev.engram.runtime.erasure.GatewayErasure;
import dev.engram.runtime.store.MongoConnections;
import dev.engram.testing.TestInfra;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People and their erasures in a real database. */
class MongoErasuresTest {
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    private static final Pattern COLLECTION = Pattern.compile("getCollection\\(([^,)]+)[,)]");
    private static MongoClient client;

    private final LearnerId person = new LearnerId(UUID.randomUUID());
    private final LearnerId other = new LearnerId(UUID.randomUUID());
    private MongoDatabase database;

    @BeforeAll
    static void open() {
        client = MongoConnections.create(TestInfra.shared().mongoUri(), "erasures-test", Duration.ofSeconds(10), 4);
    }

    @AfterAll
    static void close() {
        client.close();
    }

    @BeforeEach
    void empty() {
        database = client.getDatabase(TestInfra.shared().uniqueDatabase("erasures"));
        new GatewayIndexes(
                        new MongoAccountStore(client, database),
                        new MongoAuditTrail(database),
                        new MongoAttemptStore(database),
                        new MongoKnownDevices(database),
                        new MongoInvitationStore(database),
                        new MongoPasswordResetStore(database),
                        new MongoErasureStore(database),
                        new MongoCohortStore(database))
                .create();
        new MongoSessionStore(database).createIndexes();
    }

    private ErasureRequest pending() {
        return new ErasureRequest(
                UUID.randomUUID(),
                UUID.randomUUID().toString(),
                Step.IDENTITY,
                person,
                new EventId(Ids.v7()),
                UUID.randomUUID().toString(),
                NOW,
                null,
                null,
                List.of(),
                null);
    }

    @Test
    void shouldKnowOfEveryCollectionOfTheGatewayWhereItNamesPersons() throws IOException {
        // given
        var named = new TreeSet<String>();
        try (var files = Files.walk(Path.of("src/main/java"))) {
            for (var file :
                    files.filter(found -> found.toString().endsWith(".java")).toList()) {
                var found = COLLECTION.matcher(Files.readString(file));
                while (found.find() && !file.endsWith("MongoIdentityStore.java")) {
                    named.add(found.group(1).strip().replace("\"", ""));
                }
            }
        }
        // then: a new one is listed in GatewayErasure with the fields that hold a pseudonym, or with none
        assertThat(named)
                .hasSizeGreaterThan(8)
                .isEqualTo(new TreeSet<>(GatewayErasure.fields().keySet()));
    }

    @Test
    void shouldFindAPersonByIndexes() {
        GatewayErasure.fields()
                .forEach((collection, fields) -> fields.forEach(field -> {
                    var plan = database.getCollection(collection)
                            .find(Filters.or(Filters.eq(field, person.value())))
                            .explain(ExplainVerbosity.QUERY_PLANNER)
                            .toJson();
                    if (database.listCollectionNames().into(new TreeSet<>()).contains(collection)) {
                        assertThat(plan)
                                .as(collection + "." + field)
                                .doesNotContain("COLLSCAN")
                                .containsPattern("IXSCAN|IDHACK|EXPRESS");
                    }
                }));
        var pending = database.getCollection("erasures")
                .find(Filters.exists("learnerId"))
                .sort(new Document("requestedAt", 1))
                .explain(ExplainVerbosity.QUERY_PLANNER)
                .toJson();
        assertThat(pending).contains("\"pending\"").doesNotContain("COLLSCAN", "\"SORT\"");
    }

    @Test
    void shouldRemoveAPersonFromWhateverCollectionAndForgetThePersonInTheAuditTrail() {
        // given
        GatewayErasure.fields().forEach((collection, fields) -> {
            for (var field : fields) {
                for (var learner : List.of(person, other)) {
                    database.getCollection(collection)
                            .insertOne(new Document("key", learner.text())
                                    .append("digest", collection + field + learner)
                                    .append("learnerId", UUID.randomUUID())
                                    .append(field, learner.value()));
                }
            }
        });
        database.getCollection("of_a_newer_release").insertOne(new Document("createdBy", person.value()));
        var trail = new MongoAuditTrail(database);
        database.getCollection("audit_trail").drop();
        trail.append(AuditEntry.of(NOW, AuditAction.SIGN_IN, Outcome.OK, person, person, "192.0.2.7"));
        trail.append(AuditEntry.of(NOW, AuditAction.ROLES_CHANGED, Outcome.OK, other, person, "192.0.2.8"));
        var identities = new MongoIdentityStore(database);
        // when
        identities.remove(person);
        identities.remove(person);
        // then
        for (var collection : database.listCollectionNames()) {
            var stored = database.getCollection(collection)
                    .find()
                    .map(Document::toString)
                    .into(new TreeSet<>());
            if (!collection.equals("accounts")) {
                assertThat(stored).as(collection).noneMatch(document -> document.contains(person.text()));
            }
            if (!GatewayErasure.fields().getOrDefault(collection, List.of()).isEmpty()) {
                assertThat(stored).as(collection).anyMatch(document -> document.contains(other.text()));
            }
        }
        assertThat(trail.newest(null, 5))
                .allSatisfy(kept -> assertThat(kept.entry().subject()).isNull());
        assertThat(trail.newest(null, 5).getFirst().entry().address()).isNull();
    }

    @Test
    void shouldNotStepAnErasureBack() {
        // given: two gateways have read the same request
        var one = new MongoErasureStore(database);
        var two = new MongoErasureStore(database);
        var read = pending();
        one.create(read);
        // when
        var further = one.save(read, read.at(Step.EVENT)) && one.save(read.at(Step.EVENT), read.at(Step.PROJECTIONS));
        var back = two.save(read, read.at(Step.EVENT));
        // then
        assertThat(further).isTrue();
        assertThat(back).isFalse();
        assertThat(one.pending()).extracting(ErasureRequest::step).containsExactly(Step.PROJECTIONS);
        one.withdraw(read);
        assertThat(one.pending()).hasSize(1);
        var removed = read.at(Step.PROJECTIONS).removed(3, NOW);
        assertThat(two.save(read.at(Step.PROJECTIONS), removed)).isTrue();
        assertThat(one.pending()).containsExactly(removed);
        assertThat(two.save(removed, removed.done(0, NOW))).isTrue();
        assertThat(one.pending()).isEmpty();
        assertThat(one.find(read.secretDigest()).orElseThrow().learner()).isNull();
    }
}
