package dev.engram.gateway.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.engram.events.LearnerId;
import dev.engram.gateway.domain.Account;
import dev.engram.gateway.domain.ExternalIdentity;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The suite itself: a store that keeps nothing must not pass any of it. */
class NoOpAccountStoreTest {

    @Test
    void shouldFailEveryTestAgainstAStoreThatKeepsNothing() {
        // when
        var tests = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(NoOpAccountStoreConformance.class))
                .execute()
                .testEvents();
        // then
        assertThat(tests.failed().count())
                .isPositive()
                .isEqualTo(tests.started().count());
        assertThat(tests.skipped().count()).isZero();
    }

    /** Says yes to everything. Not run by itself: its name does not end in Test. */
    static class NoOpAccountStoreConformance extends AccountStoreConformance {
        @Override
        protected AccountStore emptyStore() {
            return new AccountStore() {
                @Override
                public Optional<Account> find(String username) {
                    return Optional.empty();
                }

                @Override
                public Optional<Account> findByLearner(LearnerId learnerId) {
                    return Optional.empty();
                }

                @Override
                public Optional<Account> findByIdentity(ExternalIdentity identity) {
                    return Optional.empty();
                }

                @Override
                public List<Account> list(@Nullable String after, int limit) {
                    return List.of();
                }

                @Override
                public Map<LearnerId, String> usernames(Collection<LearnerId> learners) {
                    return Map.of();
                }

                @Override
                public List<Account> signedOutSince(Instant since) {
                    return List.of();
                }

                @Override
                public Change update(Account account) {
                    return Change.DONE;
                }

                @Override
                public Change delete(Account account) {
                    return Change.DONE;
                }

                @Override
                public boolean create(Account account) {
                    return true;
                }
            };
        }
    }
}
