package dev.engram.gateway.adapter.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.engram.events.LearnerId;
import dev.engram.gateway.application.AuditTrail.Kept;
import dev.engram.gateway.domain.AuditAction;
import dev.engram.gateway.domain.AuditEntry;
import dev.engram.gateway.domain.AuditEntry.Outcome;
import dev.engram.runtime.store.MongoConnections;
import dev.engram.testing.TestInfra;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MongoAuditTrailTest {
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    private static final LearnerId ADA = new LearnerId(UUID.randomUUID());
    private static MongoClient client;

    private MongoDatabase database;
    private MongoAuditTrail trail;

    @BeforeAll
    static void open() {
        client = MongoConnections.create(TestInfra.shared().mongoUri(), "audit-trail-test", Duration.ofSeconds(10), 4);
    }

    @AfterAll
    static void close() {
        client.close();
    }

    @BeforeEach
    void empty() {
        database = client.getDatabase(TestInfra.shared().uniqueDatabase("audit"));
        trail = new MongoAuditTrail(database);
        trail.createIndexes();
    }

    @Test
    void shouldReadWhatWasAppendedNewestFirst() {
        // given
        var signIn = AuditEntry.of(NOW, AuditAction.SIGN_IN, Outcome.OK, ADA, ADA, "192.0.2.7");
        var roles = AuditEntry.of(NOW.plusSeconds(1), AuditAction.ROLES_CHANGED, Outcome.REFUSED, null, ADA, null)
                .with(Map.of("after", "learner,author"));
        // when
        trail.append(signIn);
        trail.append(roles);
        // then
        var page = trail.newest(null, 1);
        assertThat(page).extracting(Kept::entry).containsExactly(roles);
        assertThat(trail.newest(page.getFirst().cursor(), 5))
                .extracting(Kept::entry)
                .containsExactly(signIn);
    }

    @Test
    void shouldLeaveItToMongoDbToDeleteEntriesAfterTwoYearsAndAddressesAfterTwoWeeks() {
        assertThat(expiryOf("audit_trail")).isEqualTo(Duration.ofDays(730));
        assertThat(expiryOf("audit_trail_addresses")).isEqualTo(Duration.ofDays(14));
    }

    private Duration expiryOf(String collection) {
        for (Document index : database.getCollection(collection).listIndexes()) {
            if (index.get("expireAfterSeconds") instanceof Number seconds) {
                return Duration.ofSeconds(seconds.longValue());
            }
        }
        throw new AssertionError(collection + " has no index that deletes");
    }

    @Test
    void shouldReadAnEntryWhoseAddressIsDeleted() {
        // given
        trail.append(AuditEntry.of(NOW, AuditAction.SIGN_IN, Outcome.OK, ADA, ADA, "192.0.2.7"));
        // when
        database.getCollection("audit_trail_addresses").deleteMany(new Document());
        // then
        assertThat(trail.newest(null, 5).getFirst().entry().address()).isNull();
    }
}
