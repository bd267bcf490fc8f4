package dev.engram.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "up",
                "test",
                "help",
                "hardness",
                "hardness rank",
                "parked show",
                "bench fsrs",
                "relay republish",
                "simulate",
                "bench reliability",
                "export",
                "decks"
            })
    void shouldShowTheHelpOfTheCommandThatIsNamed(String command) {
        // when
        var ran = Commands.run((Object[]) ("help " + command).split(" "));
        // then
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).startsWith("Usage: engram " + command + " ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"test", "help", "hardness rank", "parked discard", "bench stack"})
    void shouldShowTheSameWithTheOption(String command) {
        // when
        var option = Commands.run((Object[]) (command + " --help").split(" "));
        var help = Commands.run((Object[]) ("help " + command).split(" "));
        // then
        assertThat(option.code()).isZero();
        assertThat(option.out()).isEqualTo(help.out());
    }

    @Test
    void shouldListTheCommandsThatThereAre() {
        // when
        var ran = Commands.run("help", "hardness", "rnak");
        // then
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("Unknown command 'rnak'; there are fit, rank");
    }

    @Test
    void shouldSayWhatIsWrongInALineOrTwo() {
        // when
        var ran = Commands.run("hardness", "fit", "--response", "y");
        // then
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err().lines())
                .containsExactly(
                        "engram: Missing required options: '--data=FILE.csv', '--random=COLUMN'",
                        "See: engram hardness fit --help");
    }

    @Test
    void shouldListTheCommandsWhereOneIsMissingOrMistyped() {
        // when
        var missing = Commands.run("hardness");
        var mistyped = Commands.run("hardness", "rnk");
        // then
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.err()).contains("Missing required subcommand", "Commands:", "rank");
        assertThat(mistyped.err()).contains("Did you mean: hardness rank?");
    }
}
