package dev.engram.gateway.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {

    @ParameterizedTest
    @CsvSource({
        "/api/v1/decks, CARDS",
        "/api/v1/decks/01890a5d-ac96-774b-bcce-b302099a8057, CARDS",
        "/api/v1/decks/01890a5d-ac96-774b-bcce-b302099a8057/cards/01890a5d-ac96-774b-bcce-b302099a8058, CARDS",
        "/api/v1/decks/import, CARDS",
        "/api/v1/cards, CARDS",
        "/api/v1/decks/memberships, REVIEWS",
        "/api/v1/decks/01890a5d-ac96-774b-bcce-b302099a8057/figures/cards, ANALYTICS",
        "/api/v1/decks/01890a5d-ac96-774b-bcce-b302099a8057/figures/curves, ANALYTICS",
        "/api/v1/decks/01890a5d-ac96-774b-bcce-b302099a8057/membership, REVIEWS",
        "/api/v1/reviews, REVIEWS",
        "/api/v1/reviews/01890a5d-ac96-774b-bcce-b302099a8057/retraction, REVIEWS",
        "/api/v1/queue, REVIEWS",
        "/api/v1/plan, REVIEWS",
        "/api/v1/changes, REVIEWS",
        "/api/v1/changes/stream, REVIEWS",
        "/api/v1/mastery/tags, ANALYTICS"
    })
    void shouldNameTheServiceOfAPath(String path, Service service) {
        assertThat(Routes.serviceOf(path)).contains(service);
    }

    @Test
    void shouldNotTakeAPathThatOnlyBeginsLikeARoute() {
        assertThat(Routes.serviceOf("/api/v1/decksandmore")).isEmpty();
        assertThat(Routes.serviceOf("/api/v1/tokens")).isEmpty();
        assertThat(Routes.serviceOf("/api/v10/decks")).isEmpty();
        assertThat(Routes.serviceOf("/x/api/v1/decks")).isEmpty();
        assertThat(Routes.serviceOf("/api/v1/decks/")).isEmpty();
        assertThat(Routes.serviceOf("")).isEmpty();
    }

    @Test
    void shouldAnswerSharesAtTheGatewayOnly() {
        // given
        var shares = "/api/v1/decks/01890a5d-ac96-774b-bcce-b302099a8057/shares";
        // then
        assertThat(Routes.isOwn(shares)).isTrue();
        assertThat(Routes.isOwn(shares + "/ada.lovelace")).isTrue();
        assertThat(Routes.serviceOf(shares)).isEmpty();
        assertThat(Routes.serviceOf(shares + "/01890a5d-ac96-774b-bcce-b302099a8058"))
                .isEmpty();
        assertThat(Routes.isOwn(shares + "/..")).isFalse();
        assertThat(Routes.isOwn("/api/v1/decks/shares")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal/projections",
                "/internal/projections/schedule/rebuild",
                "/internal/relay/01890a5d-ac96-774b-bcce-b302099a8057",
                "/api/v1/internal/projections",
                "/api/v1/decks/../../internal/projections",
                "//internal/projections"
            })
    void shouldKeepOperationsFromTheOutside(String path) {
        assertThat(Routes.serviceOf(path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/docs/",
                "/q/metrics",
                "/.well-known/jwks.json",
                "/api/v1/accounts/ada.l_1-x",
                "/a..b/.c/..d"
            })
    void shouldTakeAPathThatEveryServerReadsAlike(String path) {
        assertThat(Routes.isPlain(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "q/metrics",
                "/%71/metrics",
                "/q/metrics;x=1",
                "//q/metrics",
                "/q//metrics",
                "/x/../q/metrics",
                "/./q/metrics",
                "/q/..",
                "/q/.",
                "/q\\metrics",
                "/q/metrics\u0661",
                "/q/ metrics"
            })
    void shouldNotTakeAPathThatServersReadDifferently(String path) {
        assertThat(Routes.isPlain(path)).isFalse();
    }

    @Test
    void shouldRefuseAPathOfAnyLengthOnASmallStack() throws InterruptedException {
        // given
        var path = "/api/v1/decks" + "/a".repeat(100_000);
        var found = new AtomicReference<Object>();
        // when
        var thread = new Thread(null, () -> found.set(Routes.serviceOf(path)), "small-stack", 256 << 10);
        thread.start();
        thread.join();
        // then
        assertThat(found.get()).isEqualTo(Optional.empty());
    }
}
