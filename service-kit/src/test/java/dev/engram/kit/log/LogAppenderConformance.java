package dev.engram.kit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.engram.events.codec.EncodedEvent;
import dev.engram.events.topic.TopicDefinition;
import dev.engram.kit.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What any log keeps. Does not say how long an append may take. */
abstract class LogAppenderConformance {
    private static final int PARTITIONS = 4;

    /** The log under test. */
    protected abstract LogAppender log();

    /** A topic with nothing in it. */
    protected abstract TopicDefinition emptyTopic(int partitions);

    /** All that a partition holds, in order. */
    protected abstract List<EncodedEvent> read(TopicDefinition topic, int partition);

    private static EncodedEvent event(String key, String value) {
        return new EncodedEvent(
                key, Map.of("ce_type", "test.v1", "ce_id", value), value.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldHoldEachEventWhereItSays() {
        // given
        var topic = emptyTopic(PARTITIONS);
        var events = IntStream.range(0, 40)
                .mapToObj(i -> event("key-" + i % 9, "v" + i))
                .toList();
        // when
        var places = log().append(topic, events);
        // then
        assertThat(places).hasSize(events.size());
        var partitions =
                IntStream.range(0, PARTITIONS).mapToObj(i -> read(topic, i)).toList();
        for (int i = 0; i < events.size(); i++) {
            var held = partitions.get(places.get(i).partition()).get((int)
                    places.get(i).offset());
            assertThat(held.key()).isEqualTo(events.get(i).key());
            assertThat(held.headers()).isEqualTo(events.get(i).headers());
            assertThat(held.value()).isEqualTo(events.get(i).value());
        }
    }

    @Test
    void shouldKeepTheEventsOfAKeyInOrderInOnePartition() {
        // given
        var topic = emptyTopic(PARTITIONS);
        var key = UUID.randomUUID().toString();
        // when
        var places = new ArrayList<Appended>();
        for (int i = 0; i < 5; i++) {
            places.addAll(log().append(topic, List.of(event(key, "a" + i), event(key, "b" + i))));
        }
        // then
        assertThat(places)
                .extracting(Appended::partition)
                .containsOnly(places.getFirst().partition());
        assertThat(places).extracting(Appended::offset).isSorted().doesNotHaveDuplicates();
        assertThat(read(topic, places.getFirst().partition()))
                .extracting(event -> new String(event.value(), StandardCharsets.UTF_8))
                .containsExactly("a0", "b0", "a1", "b1", "a2", "b2", "a3", "b3", "a4", "b4");
    }

    /** Two keys with their partitions of 4, by murmur2 of the key's bytes, worked out outside Java. */
    @Test
    void shouldPlaceKeysAsOtherClientsOfTheBrokerDo() {
        // given
        var topic = emptyTopic(PARTITIONS);
        // when
        var places = log().append(
                        topic,
                        List.of(
                                event("7f1c1f2e-8d9a-4c3b-9e61-0a5b1c2d3e4f", "one"),
                                event("00000000-0000-4000-8000-000000000001", "two")));
        // then
        assertThat(places).extracting(Appended::partition).containsExactly(3, 2);
    }

    @Test
    void shouldAnswerNothingForNothing() {
        // given
        var topic = emptyTopic(1);
        // when
        var places = log().append(topic, List.of());
        // then
        assertThat(places).isEmpty();
        assertThat(read(topic, 0)).isEmpty();
    }

    @Test
    void shouldRefuseAnEventThatIsTooLarge() {
        // given
        var topic = emptyTopic(1);
        var large = event("key", "x".repeat(2 << 20));
        // then
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> log().append(topic, List.of(large)))
                .satisfies(end -> assertThat(end.problem().slug()).isEqualTo("event-too-large"));
        assertThat(log().append(topic, List.of(event("key", "small")))).hasSize(1);
    }

    @Test
    void shouldTakeManyAtOnce() throws Exception {
        // given
        var topic = emptyTopic(PARTITIONS);
        var barrier = new CyclicBarrier(8);
        Callable<List<Appended>> one = () -> {
            barrier.await();
            var places = new ArrayList<Appended>();
            for (int i = 0; i < 20; i++) {
                places.addAll(
                        log().append(topic, List.of(event(UUID.randomUUID().toString(), "v"))));
            }
            return places;
        };
        // when
        var places = new ArrayList<Appended>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var future : threads.invokeAll(Collections.nCopies(8, one))) {
                places.addAll(future.get());
            }
        }
        // then
        assertThat(places).hasSize(160).doesNotHaveDuplicates();
        assertThat(IntStream.range(0, PARTITIONS)
                        .map(i -> read(topic, i).size())
                        .sum())
                .isEqualTo(160);
    }
}
