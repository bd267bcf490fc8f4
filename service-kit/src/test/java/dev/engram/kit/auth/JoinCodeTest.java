package dev.engram.kit.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class JoinCodeTest {

    @Test
    void shouldReadACodeAsPeopleTypeIt() {
        // given
        var code = new JoinCode("7K2M9QXD04T1");
        // then
        assertThat(code.shown()).isEqualTo("7K2M-9QXD-04T1");
        assertThat(JoinCode.parse(" 7k2m 9qxd-o4tL ")).contains(code);
        assertThat(JoinCode.parse("7K2M-9QXD-04T")).isEmpty();
        assertThat(JoinCode.parse("7K2M-9QXD-04TU")).isEmpty();
        assertThat(code.toString()).doesNotContain("7K2M");
        assertThat(code.digest()).doesNotContain("7K2M").hasSize(43);
    }

    @Test
    void shouldMakeAnotherCodeEachTime() {
        // given
        var random = new SecureRandom();
        var made = new HashSet<JoinCode>();
        // when
        for (int i = 0; i < 1_000; i++) {
            made.add(JoinCode.of(random));
        }
        // then
        assertThat(made).hasSize(1_000);
    }
}
