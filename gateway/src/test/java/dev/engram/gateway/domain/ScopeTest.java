package dev.engram.gateway.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeTest {

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/decks/01890a5d-ac96-774b-bcce-b302099a8057, DECKS_READ",
        "GET, /api/v1/decks/01890a5d-ac96-774b-bcce-b302099a8057/figures/cards, DECKS_READ",
        "GET, /api/v1/decks/01890a5d-ac96-774b-bcce-b302099a8057/figures/curves, DECKS_READ",
        "GET, /api/v1/mastery/curve, MASTERY_READ",
        "PUT, /api/v1/decks/01890a5d-ac96-774b-bcce-b302099a8057/membership, REVIEWS_WRITE",
    })
    void shouldNeedTheScopeOfWhatACallIsAbout(String method, String path, Scope scope) {
        assertThat(Scope.of(method, path)).contains(scope);
    }
}
