package dev.engram.fsrs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README's example compiles, and says what it prints. */
class ReadmeTest {
    private static final StringBuilder PRINTED = new StringBuilder();

    private static void example() {
        // example begins
        var scheduler = new CardScheduler(Weights.DEFAULT, SchedulingRules.DEFAULT);
        var card = CardProgress.NEW;
        card = scheduler.answer(card, 0, Grade.GOOD).progress(); // in its second step
        var next = scheduler.answer(card, 0, Grade.EASY); // leaves the steps
        println("next in " + next.intervalDays() + " days");
        double recall = scheduler.model().retrievability(next.memory(), 30);
        println("recalled after 30 days: " + Math.round(100 * recall) + " %");
        var choices = scheduler.model().nextStates(next.memory(), next.intervalDays(), 0.9);
        println("then after AGAIN " + Math.round(choices.again().intervalDays()) + " day");
        println("then after EASY " + Math.round(choices.easy().intervalDays()) + " days");
        // example ends
    }

    private static void println(String line) {
        PRINTED.append(line).append('\n');
    }

    @Test
    void shouldShowAnExampleThatStandsHere() throws IOException {
        // given
        var readme = Files.readString(Path.of("README.md"));
        var test = Files.readString(Path.of("src/test/java/dev/engram/fsrs/ReadmeTest.java"));
        var lines = test.substring(test.indexOf("// example begins\n"), test.indexOf("// example ends\n"))
                .lines()
                .skip(1)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
        // when
        example();
        // then
        System.out.print(PRINTED);
        assertThat(readme).contains("```java\n" + lines.replace("println(", "IO.println(") + "\n```");
        assertThat(readme).contains("```text\n" + PRINTED + "```");
    }
}
