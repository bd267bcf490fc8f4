package dev.engram.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.engram.runtime.token.SigningKey;
import dev.engram.runtime.token.SigningKeyFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A signing key is replaced on the running stack while people study: no request fails, and nothing is started again. */
@Tag("drill")
class KeyRotationTest {
    /** Read within 10 s, published for 30 s, and the machine is busy. */
    private static final Duration LONGEST = Duration.ofSeconds(90);

    private static final List<String> CALLS = List.of("/queue", "/mastery/tags", "/decks", "/account");

    private static RunningStack running;
    private static SigningKeyFiles keys;

    private final AtomicBoolean ending = new AtomicBoolean();
    private final AtomicInteger answered = new AtomicInteger();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private volatile String token = "";

    @BeforeAll
    static void start() throws Exception {
        running = RunningStack.start("engram rotated ");
        keys = running.stack().signingKeys();
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void shouldReplaceTheKeyUnderRequestsWithoutOneThatFails() throws Exception {
        // given
        var old = keys.all().getFirst();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = running.api()
                    .post(
                            "/tokens",
                            "",
                            "application/json",
                            "{\"username\":\"learner\",\"password\":\"learn-transformers\"}")
                    .expect(200);
            token = first.body().get("token").asText();
            var ofBefore = token;
            List<Future<?>> sending = new ArrayList<>();
            for (var path : CALLS) {
                sending.add(clients.submit(() -> send(path)));
            }
            sending.add(
                    clients.submit(() -> renew(first.body().get("refreshToken").asText())));
            try {
                // when
                Command.run(running, "keys", "rotate").expect(0);
                var fresh = keys.all().getLast();
                // then: both while the new one is only published, and when it signs
                assertThat(keys.all()).containsExactly(old, fresh);
                await().atMost(LONGEST).until(() -> isSignedWith(SigningKey.read(fresh)) || !failures.isEmpty());
                requireMore(100);
                assertThat(running.api().get("/account", ofBefore).status()).isEqualTo(200);
                // when: its successor is old enough
                Command.run(running, "keys", "remove-old").expect(0);
                assertThat(old).exists();
                Files.setLastModifiedTime(fresh, FileTime.from(Instant.now().minus(SigningKeyFiles.SUPERSEDES_AFTER)));
                assertThat(Command.run(running, "keys", "remove-old").output()).contains("removed " + old);
                // then
                assertThat(keys.all()).containsExactly(fresh);
                await().atMost(LONGEST)
                        .until(() -> running.api().get("/account", ofBefore).status() == 401);
                requireMore(300);
                Command.run(running, "status").expect(0);
            } finally {
                ending.set(true);
            }
            for (var client : sending) {
                client.get();
            }
        }
        assertThat(failures).as("of %s answered", answered).isEmpty();
    }

    private void requireMore(int requests) {
        var before = answered.get();
        await().atMost(LONGEST).until(() -> answered.get() >= before + requests || !failures.isEmpty());
        assertThat(failures).as("of %s answered", answered).isEmpty();
    }

    private Void send(String path) throws Exception {
        while (!ending.get()) {
            note(path, running.api().get(path, token));
            Thread.sleep(50);
        }
        return null;
    }

    private Void renew(String refreshToken) throws Exception {
        var next = refreshToken;
        while (!ending.get()) {
            var body = "{\"refreshToken\":\"" + next + "\"}";
            var answer = running.api().post("/tokens/refresh", "", "application/json", body);
            note("/tokens/refresh", answer);
            if (answer.status() == 200) {
                token = answer.body().get("token").asText();
                next = answer.body().get("refreshToken").asText();
            }
            Thread.sleep(1_000);
        }
        return null;
    }

    private void note(String path, Api.Answer answer) {
        answered.incrementAndGet();
        if (answer.status() != 200) {
            failures.add(path + " " + answer.status() + " " + answer.body());
        }
    }

    private boolean isSignedWith(SigningKey key) {
        var header = new String(Base64.getUrlDecoder().decode(token.split("\\.")[0]), StandardCharsets.UTF_8);
        return header.contains(key.id());
    }
}
