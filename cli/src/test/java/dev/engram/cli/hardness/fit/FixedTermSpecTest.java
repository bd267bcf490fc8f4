package dev.engram.cli.hardness.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class FixedTermSpecTest {
    @Test
    void shouldExpandAProductIntoItsPartsAndTheirInteractions() {
        assertThat(names("x", "a*b*c")).containsExactly("x", "a", "b", "c", "a:b", "a:c", "b:c", "a:b:c");
        assertThat(names("a", "a*b")).containsExactly("a", "b", "a:b");
    }

    @Test
    void shouldDemandThePartsOfAnInteraction() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> names("a", "a:b"))
                .withMessage("--fixed: the interaction a:b needs b beside it (or write a*b)");
    }

    @Test
    void shouldRefuseWhatIsNoTerm() {
        for (String term : List.of("a:", "a:a", "", "*b")) {
            assertThatIllegalArgumentException().isThrownBy(() -> names(term)).withMessageContaining("is no term");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> names("a", "a")).withMessageContaining("given twice");
    }

    private static List<String> names(String... terms) {
        return FixedTermSpec.parse(List.of(terms)).stream()
                .map(FixedTermSpec::name)
                .toList();
    }
}
