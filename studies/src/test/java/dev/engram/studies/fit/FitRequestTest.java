package dev.engram.studies.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.engram.hardness.glmm.InvalidSettingException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FitRequestTest {
    @Test
    void shouldExpandAProductIntoItsPartsAndTheirInteractions() {
        assertThat(names("x", "a*b*c")).containsExactly("x", "a", "b", "c", "a:b", "a:c", "b:c", "a:b:c");
        assertThat(names("a", "a*b")).containsExactly("a", "b", "a:b");
    }

    @Test
    void shouldRequireThePartsOfAnInteraction() {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> names("a", "a:b"))
                .withMessage("fixed must hold b beside the interaction a:b (or write a*b)");
    }

    @Test
    void shouldRefuseWhatIsNoTerm() {
        for (String term : List.of("a:", "a:a", "", "*b")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> names(term))
                    .withMessageContaining("must hold terms such as");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> names("a", "a"))
                .withMessageContaining("must not hold a term twice, was a");
    }

    private static List<String> names(String... terms) {
        return FitRequest.terms(List.of(terms)).stream()
                .map(term -> String.join(":", term))
                .toList();
    }
}
