package dev.engram.kit.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownNamesTest {
    private static final List<String> KNOWN =
            List.of("question", "tags", "answer", "source", "provenance", "dryRun", "seeSource", "at");

    @ParameterizedTest
    @CsvSource({
        "anwser,answer",
        "Answer,answer",
        "answers,answer",
        "tag,tags",
        "dry_run,dryRun",
        "dry-run,dryRun",
        "DRYRUN,dryRun",
        "quesiton,question",
        "seesource,seeSource",
        "sauce,source",
    })
    void shouldHintAtTheNearestName(String given, String near) {
        assertThat(KnownNames.rule(given, KNOWN)).isEqualTo("is not known; did you mean '" + near + "'?");
    }

    @ParameterizedTest
    @CsvSource({"$where", "x", "''", "ID", "questionnaireOfTheDeck"})
    void shouldListWhatIsKnownWhereNoNameIsNear(String given) {
        assertThat(KnownNames.rule(given, KNOWN))
                .isEqualTo("is not known; known: answer, at, dryRun, provenance, question, seeSource, source, tags");
    }

    @Test
    void shouldNotCompareNamesThatAreTooLong() {
        assertThat(KnownNames.nearest("a".repeat(50_000), List.of("a".repeat(49_999))))
                .isEmpty();
        assertThat(KnownNames.shown("a".repeat(50_000))).isEqualTo("a".repeat(64) + "…");
        assertThat(KnownNames.rule("a", List.of())).isEqualTo("is not known; none is taken here");
    }
}
