package dev.engram.hardness.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.hardness.study.report.HardnessReport;
import dev.engram.hardness.study.report.Insufficient;
import dev.engram.hardness.table.Review;
import dev.engram.hardness.table.ReviewTable;
import dev.engram.hardness.table.TagTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README's example compiles, and says what it prints. */
class ReadmeTest {
    private static final StringBuilder PRINTED = new StringBuilder();

    private static void example(List<Review> log, TagTable tags) {
        // example begins
        var reviews = ReviewTable.builder();
        log.forEach(reviews::add); // learner, card, days since the answer before, days planned, rating, ...
        switch (HardnessStudy.run(reviews.build(), tags, StudySettings.defaults())) {
            case HardnessReport report -> {
                var gamma = report.gamma();
                println("gamma " + Math.round(100 * gamma.value()) / 100.0 + ", " + gamma.source());
                for (var tag : report.tags()) {
                    var rank = tag.drawn();
                    var eligibility = tag.eligibility();
                    println(tag.tag() + ": " + rank.low() + " to " + rank.high() + ", " + eligibility.kind());
                }
            }
            case Insufficient nothing -> println(nothing.reasons().toString());
        }
        // example ends
    }

    private static void println(String line) {
        PRINTED.append(line).append('\n');
    }

    @Test
    void shouldShowAnExampleThatStandsHere() throws IOException {
        // given
        var readme = Files.readString(Path.of("README.md"));
        var test = Files.readString(Path.of("src/test/java/dev/engram/hardness/study/ReadmeTest.java"));
        var lines = test.substring(test.indexOf("// example begins\n"), test.indexOf("        // example ends\n"))
                .lines()
                .skip(1)
                .collect(Collectors.joining("\n"))
                .stripIndent();
        // when
        example(Fixture.reviews(), Fixture.tags());
        // then
        System.out.print(PRINTED);
        assertThat(readme).contains("```java\n" + lines.replace("println(", "IO.println(") + "\n```");
        assertThat(readme).contains("```text\n" + PRINTED + "```");
    }
}
