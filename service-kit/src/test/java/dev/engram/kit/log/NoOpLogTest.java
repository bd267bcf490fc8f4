package dev.engram.kit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.engram.events.codec.EncodedEvent;
import dev.engram.events.topic.TopicDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The suite itself: a log that keeps nothing must not pass any of it. */
class NoOpLogTest {

    @Test
    void shouldFailEveryTestAgainstALogThatKeepsNothing() {
        // when
        var tests = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(NoOpLogConformance.class))
                .execute()
                .testEvents();
        // then
        assertThat(tests.failed().count())
                .isPositive()
                .isEqualTo(tests.started().count());
        assertThat(tests.skipped().count()).isZero();
    }

    /** Claims one place for every event. Not run by itself: its name does not end in Test. */
    static class NoOpLogConformance extends LogAppenderConformance {
        @Override
        protected LogAppender log() {
            return (_, _) -> List.of(new Appended(0, 0));
        }

        @Override
        protected TopicDefinition emptyTopic(int partitions) {
            return new TopicDefinition("nowhere", partitions);
        }

        @Override
        protected List<EncodedEvent> read(TopicDefinition topic, int partition) {
            return List.of();
        }
    }
}
