package dev.engram.kit.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.topic.TopicDefinition;
import dev.engram.kit.topic.TopicCheck.TopicState;
import dev.engram.runtime.access.KafkaAccess;
import dev.engram.testing.TestInfra;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicCheckTest {
    private static final TestInfra INFRA = TestInfra.shared();

    private final TopicCheck check = new TopicCheck(KafkaAccess.open(INFRA.kafkaBootstrap()), (short) 1);

    /** A broker learns of a topic a moment after it said that it was created. */
    private static TopicState settled(Supplier<TopicState> look) {
        var state = look.get();
        for (int i = 0; i < 50 && state instanceof TopicState.Absent; i++) {
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            state = look.get();
        }
        return state;
    }

    private static TopicDefinition nowhere() {
        return new TopicDefinition("absent-" + UUID.randomUUID(), 3);
    }

    @Test
    void shouldFindATopicSoundThatKeepsEverything() {
        var topic = new TopicDefinition(INFRA.uniqueTopic("kit-topic", 3), 3);
        assertThat(settled(() -> check.read(topic))).isEqualTo(new TopicState.Sound());
        assertThat(check.own(topic)).isEqualTo(new TopicState.Sound());
    }

    @Test
    void shouldCreateAnOwnTopicAsItMustBe() {
        // given
        var topic = nowhere();
        // when
        var first = check.own(topic);
        var found = settled(() -> check.own(topic));
        // then
        assertThat(first).isEqualTo(new TopicState.Absent());
        assertThat(found).isEqualTo(new TopicState.Sound());
    }

    @Test
    void shouldNotCreateATopicOfAnotherService() {
        var topic = nowhere();
        assertThat(check.read(topic)).isEqualTo(new TopicState.Absent());
        assertThat(check.read(topic)).isEqualTo(new TopicState.Absent());
    }

    @ParameterizedTest
    @CsvSource({"cleanup.policy,compact", "retention.ms,604800000", "retention.bytes,1000000"})
    void shouldNameTheSettingThatCouldLoseEventsAndItsMend(String setting, String value) {
        // given
        var topic = new TopicDefinition(INFRA.uniqueTopic("kit-topic", 3, Map.of(setting, value)), 3);
        // when
        var state = settled(() -> check.own(topic));
        // then
        assertThat(state).isInstanceOfSatisfying(TopicState.Unsound.class, unsound -> {
            assertThat(unsound.violations()).hasSize(1);
            assertThat(unsound.violations().getFirst().toString())
                    .contains(topic.name(), setting, value, "kafka-configs", "--alter");
        });
    }

    @Test
    void shouldNotTakeATopicOfAnotherNumberOfPartitions() {
        // given
        var topic = new TopicDefinition(INFRA.uniqueTopic("kit-topic", 4), 3);
        // then
        assertThat(settled(() -> check.read(topic)))
                .isInstanceOfSatisfying(
                        TopicState.Unsound.class,
                        unsound -> assertThat(unsound.violations())
                                .singleElement()
                                .satisfies(violation ->
                                        assertThat(violation.setting()).isEqualTo("partitions")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:1", "no-such-host.invalid:9092"})
    void shouldTellABrokerThatIsAwayFromATopicThatIsWrong(String nowhere) {
        var away = new TopicCheck(KafkaAccess.open(nowhere), (short) 1);
        assertThat(away.own(nowhere())).isInstanceOf(TopicState.Unreachable.class);
    }
}
