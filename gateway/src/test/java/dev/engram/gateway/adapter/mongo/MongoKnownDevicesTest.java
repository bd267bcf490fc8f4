package dev.engram.gateway.adapter.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ReadConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.engram.events.LearnerId;
import dev.engram.gateway.application.KnownDevices.Familiarity;
import dev.engram.gateway.domain.Origin;
import dev.engram.runtime.store.MongoConnections;
import dev.engram.testing.TestInfra;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MongoKnownDevicesTest {
    private static final Instant NOW = Instant.parse("2099-03-01T08:00:00Z");
    private static final LearnerId ADA = new LearnerId(UUID.randomUUID());
    private static final LearnerId BOB = new LearnerId(UUID.randomUUID());
    private static final Origin HOME = new Origin("192.0.2.1", null);
    private static MongoClient client;

    private MongoDatabase database;
    private MongoKnownDevices devices;

    @BeforeAll
    static void open() {
        client = MongoConnections.create(TestInfra.shared().mongoUri(), "devices-test", Duration.ofSeconds(10), 4);
    }

    @AfterAll
    static void close() {
        client.close();
    }

    @BeforeEach
    void empty() {
        database = client.getDatabase(TestInfra.shared().uniqueDatabase("devices"));
        devices = new MongoKnownDevices(database);
        devices.createIndexes();
    }

    @Test
    void shouldKnowTheAddressAndTheDeviceOfThisAccountOnly() {
        // when
        var device = devices.remember(ADA, HOME, NOW);
        // then
        var elsewhere = new Origin("198.51.100.9", device);
        assertThat(devices.familiarity(ADA, HOME, NOW)).isEqualTo(Familiarity.ADDRESS);
        assertThat(devices.familiarity(ADA, elsewhere, NOW)).isEqualTo(Familiarity.DEVICE);
        assertThat(devices.familiarity(ADA, new Origin("198.51.100.9", device + "x"), NOW))
                .isEqualTo(Familiarity.NONE);
        assertThat(devices.familiarity(BOB, HOME, NOW)).isEqualTo(Familiarity.NONE);
        assertThat(devices.familiarity(BOB, elsewhere, NOW)).isEqualTo(Familiarity.NONE);
    }

    @Test
    void shouldKeepTheSecretOfAKnownDeviceAndTakeNoneFromStrangers() {
        var device = devices.remember(ADA, HOME, NOW);
        assertThat(devices.remember(ADA, new Origin(HOME.address(), device), NOW))
                .isEqualTo(device);
        assertThat(devices.remember(BOB, new Origin(HOME.address(), device), NOW))
                .isNotEqualTo(device);
    }

    @Test
    void shouldForgetAddressesBeforeDevices() {
        // given
        var device = devices.remember(ADA, HOME, NOW);
        // then
        assertThat(devices.familiarity(ADA, HOME, NOW.plus(Duration.ofDays(14))))
                .isEqualTo(Familiarity.NONE);
        var shown = new Origin(HOME.address(), device);
        assertThat(devices.familiarity(ADA, shown, NOW.plus(Duration.ofDays(89))))
                .isEqualTo(Familiarity.DEVICE);
        assertThat(devices.familiarity(ADA, shown, NOW.plus(Duration.ofDays(90))))
                .isEqualTo(Familiarity.NONE);
    }

    @Test
    void shouldKeepAtMostFortyOfAnAccountAndNoneWhenForgotten() {
        // when
        devices.remember(BOB, HOME, NOW);
        for (int i = 0; i < 50; i++) {
            devices.remember(ADA, new Origin("192.0.2." + i, null), NOW.plusSeconds(i));
        }
        // then
        assertThat(database.getCollection("known_devices")
                        .withReadConcern(ReadConcern.LOCAL)
                        .countDocuments())
                .isEqualTo(42);
        devices.forget(ADA);
        assertThat(devices.familiarity(ADA, new Origin("192.0.2.49", null), NOW))
                .isEqualTo(Familiarity.NONE);
        assertThat(devices.familiarity(BOB, HOME, NOW)).isEqualTo(Familiarity.ADDRESS);
    }
}
