package dev.engram.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BenchAnalyticsCommandTest {

    @Test
    void shouldRefuseAPartThatThereIsNot() {
        // when
        var ran = Commands.run("bench", "analytics", "--only=reads,projektion");
        // then
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("--only", "projektion");
    }

    @Test
    void shouldNameTheOptionThatIsOutOfRangeBeforeAnythingIsStarted() {
        // when
        var ran = Commands.run("bench", "analytics", "--only=class", "--class=50", "--large-class=50");
        // then
        assertThat(ran.code()).isNotZero();
        assertThat(ran.err())
                .contains("--large-class must be more than --class")
                .doesNotContain("\tat ");
    }

    @Test
    void shouldExplainEachPart() {
        assertThat(Commands.run("help", "bench", "analytics").out())
                .contains("reads  ", "series  ", "visible  ", "projection  ", "rebuild  ", "class  ");
    }
}
