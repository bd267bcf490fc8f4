package dev.engram.review.adapter.cards;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.Ids;
import dev.engram.review.adapter.cards.HttpCardDirectory.CardServiceUnavailableException;
import dev.engram.review.adapter.http.CardServiceDouble;
import dev.engram.review.adapter.http.SharedServers;
import dev.engram.review.application.CardDirectory;
import dev.engram.review.application.CardDirectoryConformance;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(SharedServers.class)
class HttpCardDirectoryTest extends CardDirectoryConformance {
    @Inject
    HttpCardDirectory directory;

    private CardServiceDouble server;

    @BeforeEach
    void start() {
        server = CardServiceDouble.at(ConfigProvider.getConfig().getValue("engram.cards.url", URI.class));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Override
    protected CardDirectory directory() {
        return directory;
    }

    @Override
    protected void given(CardId card) {
        server.knowsCard(card);
    }

    @Override
    protected void given(DeckId deck, String code) {
        server.opensDeck(deck, code);
    }

    @Override
    protected void goAway() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 302, 400, 401, 403, 404, 500, 503})
    void shouldDenyNoCardOnAnyAnswerButAPlainOne(int status) {
        // given
        server.failsWith(status);

        // when, then
        assertThatThrownBy(() -> directory.unknownOf(Set.of(new CardId(Ids.v7())), "token"))
                .isInstanceOf(CardServiceUnavailableException.class);
    }

    @Test
    void shouldDenyNoCardThatTheAnswerDoesNotMention() {
        // given: an answer of status 200 that says nothing of the card
        server.failsWith(200);

        // when, then
        assertThatThrownBy(() -> directory.unknownOf(Set.of(new CardId(Ids.v7())), "token"))
                .isInstanceOf(CardServiceUnavailableException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 401, 503})
    void shouldDenyNoDeckWhenTheServiceFails(int status) {
        // given
        server.failsWith(status);

        // when, then
        assertThatThrownBy(() -> directory.useCode(new DeckId(Ids.v7()), "code", "token"))
                .isInstanceOf(CardServiceUnavailableException.class);
    }
}
