package dev.engram.gateway.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.LearnerId;
import dev.engram.gateway.domain.Account;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DemoAccountsTest {

    private final AccountStore accounts = new InMemoryAccountStore();
    private final Passwords passwords = new ReversingPasswords();

    @Test
    void shouldGiveTheSameLearnersOnEveryInstallation() {
        // given
        var other = new InMemoryAccountStore();
        // when
        DemoAccounts.create(accounts, passwords, _ -> false);
        DemoAccounts.create(other, passwords, _ -> false);
        // then
        assertThat(learnerOf(accounts, "learner"))
                .isEqualTo(learnerOf(other, "learner"))
                .isNotEqualTo(learnerOf(accounts, "author"));
    }

    @Test
    void shouldKeepALearnerThatAnEarlierReleaseMade() {
        // given
        var earlier = new LearnerId(UUID.randomUUID());
        accounts.create(new Account("learner", "hash", earlier, Set.of("learner"), false));
        // when
        DemoAccounts.create(accounts, passwords, _ -> false);
        // then
        assertThat(learnerOf(accounts, "learner")).isEqualTo(earlier);
    }

    private static LearnerId learnerOf(AccountStore accounts, String username) {
        return accounts.find(username).orElseThrow().learnerId();
    }
}
