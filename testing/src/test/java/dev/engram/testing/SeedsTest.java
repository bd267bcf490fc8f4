package dev.engram.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class SeedsTest {
    private @Nullable String before;

    @BeforeEach
    void forgetTheSeed() {
        before = System.getProperty(Seeds.PROPERTY);
        System.clearProperty(Seeds.PROPERTY);
    }

    @AfterEach
    void restoreTheSeed() {
        if (before == null) {
            System.clearProperty(Seeds.PROPERTY);
        } else {
            System.setProperty(Seeds.PROPERTY, before);
        }
    }

    @Test
    void shouldRepeatTheFixedSeedsAndChangeTheLast() {
        // when
        long[] first = Seeds.fixedAndOneFresh().toArray();
        long[] second = Seeds.fixedAndOneFresh().toArray();
        // then
        assertThat(first).startsWith(1, 20_240_229, -7).hasSize(4);
        assertThat(second).startsWith(1, 20_240_229, -7).hasSize(4);
        assertThat(first[3]).isNotEqualTo(second[3]);
    }

    @Test
    void shouldRunOnlyTheSeedThatWasAskedFor() {
        // given
        System.setProperty(Seeds.PROPERTY, " 42 ");
        // then
        assertThat(Seeds.fixedAndOneFresh()).containsExactly(42L);
        assertThat(Seeds.one()).isEqualTo(42);
    }

    @Test
    void shouldNameThePropertyWhenTheSeedIsNoNumber() {
        // given
        System.setProperty(Seeds.PROPERTY, "abc");
        // then
        assertThatThrownBy(Seeds::one).hasMessage("engram.seed must be a whole number, was abc");
    }
}
