package dev.engram.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.engram.events.EventId;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OverlayMapTest {
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldBeTheMapThatAHashMapWouldBe(long seed) {
        // given
        var random = new Random(seed);
        var expected = new HashMap<EventId, Integer>();
        OverlayMap<Integer> facts = OverlayMap.copyOf(Map.of());
        for (int i = 0; i < 300; i++) {
            // when: new ids and known ones, one by one and many at once
            var before = facts;
            var asItWas = Map.copyOf(expected);
            var more = new HashMap<EventId, Integer>();
            for (int count = random.nextInt(20) == 0 ? 100 : random.nextInt(3); count > 0; count--) {
                more.put(Reviews.id(random.nextInt(500)), random.nextInt());
            }
            facts = facts.plus(more);
            expected.putAll(more);
            // then
            assertThat(facts).isEqualTo(expected).hasSameHashCodeAs(expected).hasSize(expected.size());
            assertThat(Map.copyOf(facts)).isEqualTo(expected);
            assertThat(before).isEqualTo(asItWas);
            var id = Reviews.id(random.nextInt(500));
            assertThat(facts.get(id)).isEqualTo(expected.get(id));
            assertThat(facts.containsKey(id)).isEqualTo(expected.containsKey(id));
        }
    }

    @Test
    void shouldNotChange() {
        // given
        var facts = OverlayMap.copyOf(Map.of(Reviews.id(1), "one")).plus(Map.of(Reviews.id(2), "two"));
        // then
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> facts.put(Reviews.id(3), "three"));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(facts::clear);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> facts.entrySet().forEach(fact -> fact.setValue("other")));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> facts.values().removeIf(fact -> true));
    }
}
