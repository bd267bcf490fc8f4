package dev.engram.cli.classroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassAccountsTest {
    private static final Instant EARLIER = Instant.parse("2026-04-01T10:00:00Z");

    @Test
    void shouldKeepTheDaysOfAClassThatIsThere() throws IOException {
        // given: two learners of an earlier run and one who was erased since
        var answers = List.of(
                "amira-s5 there " + EARLIER, "bela-s5 erased", "carla-s5 made " + EARLIER, "teacher made " + EARLIER);
        // when
        var accounts = ClassAccounts.read(answers, SimulatedClasses.of(3));
        // then
        assertThat(accounts.end()).isEqualTo(EARLIER);
        assertThat(accounts.madeBefore()).isEqualTo(1);
        assertThat(accounts.erased()).containsExactly(1);
    }

    @Test
    void shouldTakeTheDaysThatAreWantedForANewClass() throws IOException {
        // when: the teacher is that of another class
        var accounts = ClassAccounts.read(
                List.of("amira-s5 made " + SimulatedClasses.END, "teacher there " + EARLIER), SimulatedClasses.of(1));
        // then
        assertThat(accounts.end()).isEqualTo(SimulatedClasses.END);
        assertThat(accounts.madeBefore()).isZero();
    }

    @Test
    void shouldSayWhatToDoWhereANameIsTaken() {
        assertThatThrownBy(() -> ClassAccounts.read(List.of("amira-s5 taken"), SimulatedClasses.of(1)))
                .hasMessageContainingAll("amira-s5", "seed 5", "Choose another --seed");
        assertThatThrownBy(() -> ClassAccounts.read(
                        List.of("amira-s5 made " + EARLIER, "teacher taken"), SimulatedClasses.of(1)))
                .hasMessageContaining("the account teacher is there");
    }
}
