package dev.engram.studies.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.engram.hardness.glmm.FitSettings;
import dev.engram.hardness.glmm.InvalidSettingException;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.glmm.Unfit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FitStudyTest {
    private static final FitSettings JOINT = FitSettings.of(Method.JOINT);

    @TempDir
    private Path folder;

    @Test
    void shouldReturnWhyNothingCanBeFittedAsAValue() throws IOException {
        // given
        Path data = Files.writeString(folder.resolve("data.csv"), "y,id,form\n0,a,x\n0,b,x\n0,a,x\n");

        // when
        var result = FitStudy.run(request(data, List.of("form"), List.of("id"), false, JOINT), _ -> {});

        // then
        assertThat(result).isInstanceOfSatisfying(FitResult.Unfitted.class, unfitted -> {
            assertThat(unfitted.why().reason()).isEqualTo(Unfit.Reason.CONSTANT_RESPONSE);
            assertThat(unfitted.warnings())
                    .containsExactly("column form holds 'x' in every row: it has no coefficient");
        });
    }

    @Test
    void shouldNameTheFactorsWhereAStandardDeviationIsOfNone() throws IOException {
        // given
        Path data = Files.writeString(folder.resolve("data.csv"), "y,id\n0,a\n1,b\n");
        var request = request(data, List.of(), List.of("id"), false, JOINT.withGivenSd(Map.of("item", 1.0)));

        // then
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> FitStudy.run(request, _ -> {}))
                .satisfies(refused -> {
                    assertThat(refused.setting()).isEqualTo("givenSd");
                    assertThat(refused.rule()).isEqualTo("must be of random factors (id), was of item");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "'',    '',    false, JOINT, random",
        "'',    id:id, false, JOINT, random",
        "y,     id,    false, JOINT, response",
        "a:b,   id,    false, JOINT, fixed",
        "'',    id,    true,  PQL,   ordinal"
    })
    void shouldNameTheComponentThatIsRefused(
            String fixed, String random, boolean ordinal, Method method, String component) {
        List<String> terms = fixed.isEmpty() ? List.of() : List.of(fixed);

        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> request(folder, terms, List.of(random.split(":")), ordinal, FitSettings.of(method)))
                .satisfies(refused -> assertThat(refused.setting()).isEqualTo(component));
    }

    private static FitRequest request(
            Path data, List<String> fixed, List<String> random, boolean ordinal, FitSettings settings) {
        return new FitRequest(data, "y", fixed, random, null, null, Set.of(), ordinal, List.of(), false, settings);
    }
}
