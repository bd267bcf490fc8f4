package dev.engram.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;

class ServerContainersTest {
    @Test
    void shouldSpellSettingsAsTheImageReadsThem() {
        assertThat(ServerContainers.variable("broker.session.timeout.ms")).isEqualTo("KAFKA_BROKER_SESSION_TIMEOUT_MS");
        assertThat(ServerContainers.variable("a_b-c.d")).isEqualTo("KAFKA_A__B___C_D");
    }

    @Test
    void shouldRunABrokerOfTheClientsVersion() {
        assertThat(ServerContainers.KAFKA).isEqualTo("apache/kafka:" + AppInfoParser.getVersion());
    }

    @Test
    void shouldRunTheImagesThatThePublishedStackRuns() throws IOException {
        // given
        var compose = Files.readString(RepositoryRoot.find().resolve("docker-compose.yml"));
        // then
        assertThat(compose).contains(ServerContainers.KAFKA + "}", ServerContainers.MONGO + "}");
    }
}
