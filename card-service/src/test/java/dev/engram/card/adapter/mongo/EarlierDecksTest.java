package dev.engram.card.adapter.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.engram.card.domain.DeckAccess.Visibility;
import dev.engram.card.domain.DeckPath;
import dev.engram.card.domain.DeckRole;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.testing.TestInfra;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.bson.UuidRepresentation;
import org.junit.jupiter.api.Test;

/** Decks of releases in which everybody read every deck. */
class EarlierDecksTest {

    private final LearnerId owner = new LearnerId(UUID.randomUUID());
    private final LearnerId stranger = new LearnerId(UUID.randomUUID());

    @Test
    void shouldStayPublicOnceAndBePrivateWhereTheVisibilityIsLost() {
        var infra = TestInfra.shared();
        var settings = com.mongodb.MongoClientSettings.builder()
                .applyConnectionString(new com.mongodb.ConnectionString(infra.mongoUri()))
                .uuidRepresentation(UuidRepresentation.STANDARD)
                .build();
        try (var client = MongoClients.create(settings)) {
            // given
            var name = infra.uniqueDatabase("earlier_decks");
            var decks = client.getDatabase(name).getCollection("decks");
            var deck = new DeckId(UUID.randomUUID());
            decks.insertOne(new Document("_id", deck.value())
                    .append("owner", owner.value())
                    .append("path", List.of("Old"))
                    .append("pathKey", new DeckPath(List.of("Old")).key())
                    .append("title", "Old")
                    .append("version", 1L)
                    .append("cards", 0));
            // when
            var role = new DeckSharing(new CardDatabase(client, name)).role(stranger, deck);
            // then
            assertThat(role).contains(DeckRole.VIEWER);
            assertThat(new DeckQueries(new CardDatabase(client, name))
                            .list(stranger, null, 10)
                            .decks())
                    .singleElement()
                    .satisfies(found -> assertThat(found.visibility()).isEqualTo(Visibility.PUBLIC));
            // when an instance of an earlier release writes the deck anew
            decks.updateOne(Filters.eq("_id", deck.value()), Updates.unset("visibility"));
            // then
            assertThat(new DeckSharing(new CardDatabase(client, name)).role(stranger, deck))
                    .isEmpty();
        }
    }
}
