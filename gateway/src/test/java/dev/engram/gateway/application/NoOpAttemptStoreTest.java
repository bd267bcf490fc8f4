package dev.engram.gateway.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.engram.gateway.domain.PauseRule;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The suite itself: a store that admits everything must not pass any of it. */
class NoOpAttemptStoreTest {

    @Test
    void shouldFailEveryTestAgainstAStoreThatAdmitsEverything() {
        // when
        var tests = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(NoOpAttemptStoreConformance.class))
                .execute()
                .testEvents();
        // then
        assertThat(tests.failed().count())
                .isPositive()
                .isEqualTo(tests.started().count());
    }

    /** Not run by itself: its name does not end in Test. */
    static class NoOpAttemptStoreConformance extends AttemptStoreConformance {
        @Override
        protected AttemptStore emptyStore() {
            return new AttemptStore() {
                @Override
                public Duration count(String key, PauseRule rule, Instant now) {
                    return Duration.ZERO;
                }

                @Override
                public void uncount(String key) {}

                @Override
                public void clear(String key) {}
            };
        }
    }
}
