package dev.engram.kit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.engram.events.codec.EncodedEvent;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.kit.problem.UnavailableException;
import dev.engram.runtime.access.KafkaAccess;
import dev.engram.testing.OwnBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real broker that goes away and comes back. */
class KafkaLogFaultTest {
    private static final Duration GIVES_UP = Duration.ofMillis(9_000);

    /** Far below the time after which an append gives up; a busy machine may hold a thread for a while. */
    private static final Duration AT_ONCE = Duration.ofMillis(2_000);

    private static final Duration COMES_BACK = Duration.ofSeconds(15);

    private static OwnBroker broker;
    private TopicDefinition topic;
    private KafkaLog log;

    @BeforeAll
    static void startBroker() {
        broker = OwnBroker.start();
    }

    @AfterAll
    static void closeBroker() {
        broker.close();
    }

    @BeforeEach
    void open() {
        topic = new TopicDefinition(broker.topics().unique("faults", 1), 1);
        open(8 << 20);
    }

    private void open(long maxBytesInFlight) {
        log = new KafkaLog(new KafkaLogSettings(KafkaAccess.open(broker.bootstrap()), "faults", maxBytesInFlight));
    }

    @AfterEach
    void close() {
        // a test that failed must not leave a broker that hangs to those after it
        broker.resume();
        log.close();
    }

    private static EncodedEvent event(String value) {
        return new EncodedEvent("key", Map.of(), value.getBytes(StandardCharsets.UTF_8));
    }

    private Duration refused() {
        var start = Instant.now();
        assertThatExceptionOfType(LogUnavailableException.class)
                .isThrownBy(() -> log.append(topic, List.of(event("lost"))));
        return Duration.between(start, Instant.now());
    }

    /** How long it took to refuse an append for which there is no room; nothing but the append is timed. */
    private Duration overloaded() {
        var more = List.of(event("more"));
        var start = Instant.now();
        try {
            log.append(topic, more);
        } catch (UnavailableException refused) {
            assertThat(refused.problem().slug()).isEqualTo("overloaded");
            return Duration.between(start, Instant.now());
        }
        throw new AssertionError("taken, although there is no room for it");
    }

    /** Appends until it works; every attempt before must have been refused as unavailable. */
    private void appendOnceBack(String value) throws InterruptedException {
        var deadline = Instant.now().plus(COMES_BACK);
        while (true) {
            try {
                log.append(topic, List.of(event(value)));
                return;
            } catch (LogUnavailableException e) {
                assertThat(Instant.now()).as("back by itself").isBefore(deadline);
                Thread.sleep(50);
            }
        }
    }

    private List<String> held() {
        return TopicReader.read(broker.bootstrap(), topic, 0).stream()
                .map(event -> new String(event.value(), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void shouldRefuseInTimeWhileTheBrokerIsDeadAndGoOnWhenItIsBack() throws InterruptedException {
        // given
        log.append(topic, List.of(event("before")));
        broker.kill();
        // when
        var first = refused();
        var second = refused();
        broker.startAgain();
        appendOnceBack("after");
        // then
        assertThat(first).isLessThan(GIVES_UP);
        assertThat(second).isLessThan(AT_ONCE);
        assertThat(held()).contains("before", "after");
        assertThat(log.isUnavailable()).isFalse();
    }

    @Test
    void shouldRefuseInTimeWhileTheBrokerHangsAndHoldAllThatItAcknowledged() throws InterruptedException {
        // given
        var acknowledged = new ArrayList<String>();
        for (int i = 0; i < 20; i++) {
            log.append(topic, List.of(event("a" + i)));
            acknowledged.add("a" + i);
        }
        broker.pause();
        // when
        var first = refused();
        var second = refused();
        broker.resume();
        appendOnceBack("after");
        acknowledged.add("after");
        // then
        assertThat(first).isLessThan(GIVES_UP);
        assertThat(second).isLessThan(AT_ONCE);
        assertThat(held()).containsAll(acknowledged);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:1", "no-such-host.invalid:9092"})
    void shouldRefuseWithinSecondsWhereThereNeverWasABroker(String nowhere) {
        // given
        log.close();
        var settings = new KafkaLogSettings(KafkaAccess.open(nowhere), "nobody", 8 << 20);
        log = new KafkaLog(settings);
        // then
        assertThat(refused()).isLessThan(Duration.ofSeconds(4));
        assertThat(refused()).isLessThan(AT_ONCE);
    }

    @Test
    void shouldRefuseAtOnceWhatDoesNotFitBesideWhatIsUnderWay() throws Exception {
        // given
        log.close();
        open(1 << 10);
        log.append(topic, List.of(event("warm")));
        broker.pause();
        var large = event("x".repeat(2_000));
        // when
        var held = CompletableFuture.runAsync(() -> log.append(topic, List.of(large)));
        Thread.sleep(300);
        var refused = overloaded();
        // then
        assertThat(refused).isLessThan(AT_ONCE);
        broker.resume();
        held.get();
        assertThat(log.append(topic, List.of(event("room again")))).hasSize(1);
        assertThat(held()).contains("x".repeat(2_000), "room again").doesNotContain("more");
    }

    @Test
    void shouldReplaceAProducerThatIsOfNoUseAnyMore() {
        // given
        var event = event("before");
        log.append(topic, List.of(event));
        log.producer(event.key()).close(Duration.ZERO);
        // when
        var first = refused();
        log.append(topic, List.of(event("after")));
        // then
        assertThat(first).isLessThan(AT_ONCE);
        assertThat(held()).contains("before", "after");
    }
}
