package dev.engram.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServerContainersTest {
    @Test
    void shouldSpellSettingsAsTheImageReadsThem() {
        assertThat(ServerContainers.variable("broker.session.timeout.ms")).isEqualTo("KAFKA_BROKER_SESSION_TIMEOUT_MS");
        assertThat(ServerContainers.variable("a_b-c.d")).isEqualTo("KAFKA_A__B___C_D");
    }

    @Test
    void shouldRunTheImagesThatThePublishedStackRuns() {
        // given
        var root = RepositoryRoot.find();
        // then
        assertThat(root.resolve("docker-compose.yml"))
                .content()
                .contains(ServerContainers.KAFKA + "}", ServerContainers.MONGO + "}");
        assertThat(root.resolve(".env.example"))
                .content()
                .contains("=" + ServerContainers.KAFKA + "\n", "=" + ServerContainers.MONGO + "\n");
    }
}
