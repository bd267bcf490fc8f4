package dev.engram.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class SimulatedIdTest {
    private static final UUID NAMESPACE = new UUID(1, 2);

    @Test
    void shouldMarkSimulatedLearnersByTheVersionOfTheirId() {
        // when
        var simulated = Ids.v8(NAMESPACE, "amira");
        // then
        assertThat(simulated).isEqualTo(Ids.v8(NAMESPACE, "amira")).isNotEqualTo(Ids.v8(NAMESPACE, "bela"));
        assertThat(simulated.version()).isEqualTo(8);
        assertThat(simulated.variant()).isEqualTo(2);
        assertThat(LearnerId.parse(simulated.toString()).isSimulated()).isTrue();
    }

    @Test
    void shouldTakeNobodyElseForSimulated() {
        assertThat(new LearnerId(UUID.randomUUID()).isSimulated()).isFalse();
        assertThat(new LearnerId(Ids.v5(NAMESPACE, "learner")).isSimulated()).isFalse();
        assertThat(new LearnerId(Ids.v7()).isSimulated()).isFalse();
    }
}
