package dev.engram.runtime.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import dev.engram.runtime.store.MongoConnections;
import dev.engram.testing.BareMongod;
import dev.engram.testing.TestInfra;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplicaSetTest {
    private static final Duration TIME_LIMIT = Duration.ofSeconds(30);

    private static MongoClient client(String uri) {
        return MongoConnections.create(uri, "replica-set-test", Duration.ofSeconds(1), 2);
    }

    /** What a server of its own, started with {@code options}, is seen as once it answers. */
    private static ReplicaSet started(String... options) throws InterruptedException {
        try (var mongod = BareMongod.start(options);
                var client = client(mongod.uri())) {
            var deadline = Instant.now().plus(TIME_LIMIT);
            var seen = ReplicaSet.of(client, "admin");
            while (seen instanceof ReplicaSet.Unreachable && Instant.now().isBefore(deadline)) {
                Thread.sleep(100);
                seen = ReplicaSet.of(client, "admin");
            }
            return seen;
        }
    }

    @Test
    void shouldNameTheSetOfAMember() {
        try (var client = client(TestInfra.shared().mongoUri())) {
            assertThat(ReplicaSet.of(client, "admin")).isEqualTo(new ReplicaSet.Member("rs0"));
        }
    }

    @Test
    void shouldSeeAServerOfItsOwn() throws Exception {
        assertThat(started()).isEqualTo(new ReplicaSet.Alone());
    }

    @Test
    void shouldWaitForASetThatNobodyInitiated() throws Exception {
        assertThat(started("--replSet", "rs0")).isEqualTo(new ReplicaSet.Uninitiated());
    }

    @Test
    void shouldTellWithinItsTimeThatNobodyAnswers() {
        // given
        var start = Instant.now();
        try (var client = client("mongodb://127.0.0.1:1")) {
            // when
            var seen = ReplicaSet.of(client, "admin");
            // then
            assertThat(seen).isInstanceOf(ReplicaSet.Unreachable.class);
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(3));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.3.0", "8.3.9", "8.3.10", "8.3.12", "8.3.12-rc1", "8.3.0-alpha"})
    void shouldWarnOfVersionsWithTheCriticalAdvisory(String version) {
        assertThat(ReplicaSet.hasCriticalAdvisory(version)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.3.13", "8.3.120", "8.2.12", "8.0.4", "6.0.5", "18.3.1", "8.30.1", "9.0.0", ""})
    void shouldNotWarnOfOtherVersions(String version) {
        assertThat(ReplicaSet.hasCriticalAdvisory(version)).isFalse();
    }
}
