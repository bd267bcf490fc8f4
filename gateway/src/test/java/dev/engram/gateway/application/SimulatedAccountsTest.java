package dev.engram.gateway.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import dev.engram.gateway.application.SimulatedAccounts.Outcome;
import dev.engram.gateway.domain.Password;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SimulatedAccountsTest {
    private static final Instant END = Instant.parse("2026-05-01T12:00:00Z");
    private static final LearnerId AMIRA = new LearnerId(Ids.v8(new UUID(0, 1), "amira"));

    private final AccountStore accounts = new InMemoryAccountStore();
    private final Passwords passwords = new ReversingPasswords();

    @Test
    void shouldBeRefusedWhereDemoAccountsAreTurnedOff() {
        // when
        new SimulatedAccounts(accounts, passwords, _ -> false).ensure("amira-s1", AMIRA, false, END);
        // then
        var made = accounts.find("amira-s1").orElseThrow();
        assertThat(DemoAccounts.refusal(made, false)).isEqualTo("demo-account");
        assertThat(DemoAccounts.refusal(made, true)).isNull();
        assertThat(DemoAccounts.isPublished(Password.typed("learn-transformers")))
                .isTrue();
        assertThat(DemoAccounts.isPublished(Password.typed("teach-transformers")))
                .isTrue();
    }

    @Test
    void shouldNotBringALearnerBackWhoWasErased() {
        // when
        var outcome = new SimulatedAccounts(accounts, passwords, AMIRA::equals).ensure("amira-s1", AMIRA, false, END);
        // then
        assertThat(outcome).isEqualTo(new Outcome.Erased());
        assertThat(accounts.find("amira-s1")).isEmpty();
    }

    @Test
    void shouldTakeSimulatedLearnersOnly() {
        var person = new LearnerId(UUID.randomUUID());
        assertThatThrownBy(
                        () -> new SimulatedAccounts(accounts, passwords, _ -> false).ensure("ada", person, false, END))
                .hasMessageContaining("version 8");
    }
}
