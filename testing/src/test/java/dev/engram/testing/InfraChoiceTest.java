package dev.engram.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InfraChoiceTest {
    @ParameterizedTest
    @EnumSource
    void shouldReadWhatTheBuildSpells(InfraChoice choice) {
        assertThat(InfraChoice.of(choice.word())).isEqualTo(choice);
    }

    @Test
    void shouldRefuseAnUnknownChoice() {
        assertThatThrownBy(() -> InfraChoice.of("clouds"))
                .hasMessage("-Dinfra must be processes (the default) or containers, was clouds");
    }

    @Test
    void shouldSayWhatToDoWithoutAnEngine() {
        assertThatThrownBy(() -> ContainerEngine.check(false, ""))
                .hasMessageContainingAll("none answers", "docker info", "leave -Dinfra out");
    }

    @Test
    void shouldRefuseAnEngineWhosePortsAreElsewhere() {
        assertThatCode(() -> ContainerEngine.check(true, "localhost")).doesNotThrowAnyException();
        assertThatThrownBy(() -> ContainerEngine.check(true, "build-7.example"))
                .hasMessageContainingAll("build-7.example", "DOCKER_HOST", "leave -Dinfra out");
    }
}
