package dev.engram.gateway.adapter.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.engram.events.LearnerId;
import dev.engram.gateway.domain.AuthenticatedCaller;
import dev.engram.gateway.domain.Service;
import dev.engram.gateway.domain.Session.Kind;
import dev.engram.runtime.token.SigningKeyFiles;
import dev.engram.testing.TestTokens;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenSignerTest {
    @TempDir
    private Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T08:00:00Z"));
    private final AuthenticatedCaller caller = new AuthenticatedCaller(
            new LearnerId(UUID.randomUUID()), Set.of("learner"), Kind.CLIENT, Set.of(), UUID.randomUUID(), 3);

    private void wait(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    private void addKey(String name) throws IOException {
        Files.createDirectories(folder.resolve("keys"));
        Files.copy(
                TestTokens.in(folder.resolve(name)).privateKeyFile(),
                folder.resolve("keys").resolve(name + ".pem"));
    }

    private static JsonPath part(String token, int index) {
        var decoded = Base64.getUrlDecoder().decode(token.split("\\.")[index]);
        return new JsonPath(new String(decoded, StandardCharsets.UTF_8));
    }

    private SigningKeyFolder keys(String place) {
        return new SigningKeyFolder(Optional.of(folder.resolve(place)), now::get);
    }

    @Test
    void shouldSignForOneServiceAndForFiveMinutes() throws Exception {
        // given
        addKey("one");
        var keys = keys("keys");
        keys.read();
        var signer = new TokenSigner(keys, now::get);
        // when
        var token = signer.inner(caller, Service.ANALYTICS);
        // then
        var claims = part(token, 1);
        assertThat(claims.getList("aud")).containsExactly("engram-analytics", "engram-cards");
        assertThat(claims.getLong("exp") - claims.getLong("iat")).isEqualTo(300);
        assertThat(claims.getString("sub")).isEqualTo(caller.learnerId().text());
        assertThat(part(signer.inner(caller, Service.CARDS), 1).getList("aud")).containsExactly("engram-cards");
        assertThat(part(signer.inner(caller, Service.REVIEWS), 1).getList("aud"))
                .containsExactly("engram-reviews", "engram-cards");
    }

    @Test
    void shouldUseAnInnerTokenUntilHalfOfItsLifeIsOver() throws Exception {
        // given
        addKey("one");
        var keys = keys("keys");
        keys.read();
        var signer = new TokenSigner(keys, now::get);
        var first = signer.inner(caller, Service.CARDS);
        // then
        wait(Duration.ofSeconds(149));
        assertThat(signer.inner(caller, Service.CARDS)).isEqualTo(first);
        var author = new AuthenticatedCaller(
                caller.learnerId(), Set.of("author"), Kind.CLIENT, Set.of(), caller.sessionId(), caller.signOuts());
        assertThat(part(signer.inner(author, Service.CARDS), 1).getList("groups"))
                .containsExactly("author");
        wait(Duration.ofSeconds(1));
        assertThat(signer.inner(caller, Service.CARDS)).isNotEqualTo(first);
    }

    @Test
    void shouldPublishANewKeyBeforeItSignsAndTheOldOneUntilItsFileIsGone() throws Exception {
        // given
        addKey("one");
        var keys = keys("keys");
        var first = keys.read().keySet().iterator().next();
        // when
        addKey("two");
        var both = keys.read().keySet();
        // then
        assertThat(both).hasSize(2).contains(first);
        assertThat(keys.keySet()).contains(both);
        assertThat(keys.current().id()).isEqualTo(first);
        wait(SigningKeyFiles.PUBLISHED_FIRST);
        assertThat(keys.current().id()).isNotEqualTo(first).isIn(both);
        // when
        Files.delete(folder.resolve("keys").resolve("one.pem"));
        // then
        assertThat(keys.read()).hasSize(1).doesNotContainKey(first);
    }

    @Test
    void shouldNotUseAnInnerTokenOfAKeyThatIsGone() throws Exception {
        // given
        addKey("one");
        var keys = keys("keys");
        keys.read();
        var signer = new TokenSigner(keys, now::get);
        signer.inner(caller, Service.CARDS);
        // when
        addKey("two");
        Files.delete(folder.resolve("keys").resolve("one.pem"));
        var left = keys.read().keySet();
        // then
        assertThat(left).contains(part(signer.inner(caller, Service.CARDS), 0).getString("kid"));
    }

    @Test
    void shouldSignWhileTheFolderIsRead() throws Exception {
        // given
        addKey("one");
        var keys = keys("keys");
        keys.read();
        // when
        synchronized (keys) {
            // then: what is held while files are read keeps no signature waiting
            assertThat(CompletableFuture.supplyAsync(keys::current)).succeedsWithin(Duration.ofSeconds(10));
        }
    }

    @Test
    void shouldSayWhatIsWrongAndHowToMakeAKey() throws Exception {
        Files.createDirectories(folder.resolve("empty"));
        for (var place : new String[] {"absent.pem", "empty"}) {
            assertThatIOException()
                    .isThrownBy(() -> keys(place).read())
                    .withMessageContaining("engram.gateway.signing-key")
                    .withMessageContaining(place)
                    .withMessageContaining("openssl genpkey");
        }
        assertThatIOException()
                .isThrownBy(() -> new SigningKeyFolder(Optional.empty(), now::get).read())
                .withMessageContaining("ENGRAM_GATEWAY_SIGNING_KEY");
    }
}
