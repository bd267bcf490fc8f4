package dev.engram.review.adapter.cards;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.Ids;
import dev.engram.local.FreePorts;
import dev.engram.review.adapter.http.CardServiceDouble;
import dev.engram.review.application.CardDirectory;
import dev.engram.review.application.CardDirectoryConformance;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpCardDirectoryTest extends CardDirectoryConformance {
    private final URI address = URI.create("http://127.0.0.1:" + FreePorts.one());
    private final CardServiceDouble server = CardServiceDouble.at(address);
    private final HttpCardDirectory directory = new HttpCardDirectory(address, new ObjectMapper());

    HttpCardDirectoryTest() throws IOException {}

    @AfterEach
    void close() {
        directory.close();
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
    protected void given(DeckId deck) {
        server.knowsDeck(deck);
    }

    @Override
    protected void goAway() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 500, 503})
    void shouldDenyNoCardOnAnyAnswerButAPlainOne(int status) {
        // given
        server.failsWith(status);

        // when, then
        assertThatThrownBy(() -> directory.unknownOf(Set.of(new CardId(Ids.v7())), "token"))
                .isInstanceOf(HttpCardDirectory.CardServiceAway.class);
    }

    @Test
    void shouldDenyNoDeckWhenTheServiceFails() {
        // given
        server.failsWith(503);

        // when, then
        assertThatThrownBy(() -> directory.hasDeck(new DeckId(Ids.v7()), "token"))
                .isInstanceOf(HttpCardDirectory.CardServiceAway.class);
    }
}
