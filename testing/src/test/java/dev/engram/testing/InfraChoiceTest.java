package dev.engram.testing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class InfraChoiceTest {
    @Test
    void shouldTakeProcesses() {
        assertThatCode(() -> InfraChoice.check("processes")).doesNotThrowAnyException();
    }

    @Test
    void shouldSayThatContainersComeLater() {
        assertThatThrownBy(() -> InfraChoice.check("containers"))
                .hasMessageStartingWith("-Dinfra=containers is not available yet");
    }

    @Test
    void shouldRefuseAnUnknownChoice() {
        assertThatThrownBy(() -> InfraChoice.check("clouds"))
                .hasMessage("-Dinfra must be processes (the default), was clouds");
    }
}
