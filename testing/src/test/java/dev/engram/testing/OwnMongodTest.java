package dev.engram.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.engram.local.FreePorts;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What tests may do to a mongod of their own, on whatever {@code -Dinfra} chose. */
class OwnMongodTest {
    private static OwnMongod mongod;
    private static MongoClient client;

    @BeforeAll
    static void start() {
        mongod = OwnMongod.start();
        client = MongoClients.create(mongod.uri() + "&serverSelectionTimeoutMS=20000&socketTimeoutMS=1500");
    }

    @AfterEach
    void comeBack() {
        if (!mongod.isAlive()) {
            mongod.startAgain();
        }
    }

    @AfterAll
    static void close() {
        client.close();
        mongod.close();
        assertThat(mongod.isAlive()).isFalse();
        assertThat(FreePorts.isFree(mongod.port())).isTrue();
    }

    private static MongoCollection<Document> facts(String name) {
        return client.getDatabase("test").getCollection(name).withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    }

    @Test
    void shouldKeepMajorityWritesWhenItIsKilled() {
        // given
        for (int i = 0; i < 100; i++) {
            facts("killed").insertOne(new Document("_id", i));
        }
        // when
        mongod.kill();
        assertThat(mongod.isAlive()).isFalse();
        assertThat(FreePorts.isFree(mongod.port())).isTrue();
        mongod.startAgain();
        // then
        assertThat(facts("killed").countDocuments()).isEqualTo(100);
    }

    @Test
    void shouldStopWhilePausedAndKeepWhatItStored() {
        // given
        facts("stopped").insertOne(new Document("_id", 1));
        mongod.pause();
        assertThat(mongod.isAlive()).isTrue();
        // when
        mongod.stop();
        assertThat(mongod.isAlive()).isFalse();
        mongod.startAgain();
        // then
        assertThat(facts("stopped").countDocuments()).isEqualTo(1);
        assertThatThrownBy(mongod::startAgain).hasMessage("the server is running: stop or kill it first");
    }

    @Test
    void shouldBeKilledWhilePaused() {
        // given
        mongod.pause();
        // when
        mongod.kill();
        // then
        assertThat(mongod.isAlive()).isFalse();
        assertThat(FreePorts.isFree(mongod.port())).isTrue();
    }

    @Test
    void shouldKeepItsConnectionsAndAnswerNobodyWhilePaused() {
        // given
        facts("paused").insertOne(new Document("_id", 1));
        // when
        mongod.pause();
        // then
        assertThatThrownBy(() -> facts("paused").insertOne(new Document("_id", 2)))
                .isInstanceOf(MongoException.class);
        // when
        mongod.resume();
        mongod.resume(); // does nothing
        // then: what was sent meanwhile has arrived, since no connection was refused
        facts("paused").insertOne(new Document("_id", 3));
        assertThat(facts("paused").countDocuments()).isEqualTo(3);
    }

    @Test
    void shouldFailAsItIsTold() {
        // given
        var admin = client.getDatabase("admin");
        var data = new Document("failCommands", List.of("count", "aggregate")).append("errorCode", 8);
        admin.runCommand(new Document("configureFailPoint", "failCommand")
                .append("mode", new Document("times", 1))
                .append("data", data));
        // then
        assertThatThrownBy(() -> facts("told").countDocuments()).isInstanceOf(MongoException.class);
        assertThat(facts("told").countDocuments()).isZero();
    }

    @Test
    void shouldShowWhyItDidNotStart() {
        // then
        assertThatThrownBy(() -> OwnMongod.start(Map.of("noSuchParameter", "1")))
                .hasStackTraceContaining("noSuchParameter");
    }

    @Test
    void shouldLeaveAServerOfItsOwnAlone() {
        // given
        try (var bare = BareMongod.start("--replSet", "rs7");
                var direct = MongoClients.create(bare.uri() + "/?directConnection=true")) {
            // when
            var hello = direct.getDatabase("admin").runCommand(new Document("hello", 1));
            // then
            assertThat(hello.getString("info")).isEqualTo("Does not have a valid replica set config");
        }
    }
}
