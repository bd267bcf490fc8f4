package dev.engram.studies.fit;

import static java.util.Objects.requireNonNull;
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
import java.util.SplittableRandom;
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

    @Test
    void shouldCompareWithASmallerModelAndBoundItsStandardDeviations() throws IOException {
        // given groups that differ, items that do not, and a number that says nothing
        var random = new SplittableRandom(11);
        var rows = new StringBuilder("y,x,id,item\n");
        for (int n = 0; n < 600; n++) {
            double p = 0.15 + 0.7 * (n % 20) / 19;
            rows.append(random.nextDouble() < p ? 1 : 0)
                    .append(",%.3f,g%d,i%d%n".formatted(random.nextGaussian(), n % 20, n / 20 % 15));
        }
        Path data = Files.writeString(folder.resolve("data.csv"), rows.toString());

        // when
        var without = List.of("x", "item");
        var request = request(data, List.of("x"), List.of("id", "item"), true, without);
        var fit = (FitResult.Fitted) FitStudy.run(request, _ -> {});
        var smaller =
                (FitResult.Fitted) FitStudy.run(request(data, List.of(), List.of("id"), false, List.of()), _ -> {});

        // then
        var comparison = requireNonNull(fit.comparison());
        assertThat(comparison.logLik()).isEqualTo(smaller.logLik());
        assertThat(comparison.parameters()).isEqualTo(2);
        assertThat(comparison.aic()).isEqualTo(smaller.aic());
        assertThat(comparison.test().interior()).isOne();
        assertThat(comparison.test().boundary()).isOne();
        assertThat(comparison.test().p()).isGreaterThan(0.05);
        var profile = requireNonNull(fit.profiles().get("id"));
        assertThat(profile.lower()).isPositive();
        assertThat(fit.random().getFirst().sd()).isBetween(profile.lower(), profile.upper());
        assertThat(requireNonNull(fit.profiles().get("item")).lower()).isZero();
        // and as text and JSON
        assertThat(String.join("\n", FitText.lines(fit, request, false)))
                .contains(
                        "without x, item",
                        "95 % profile",
                        "2 parameters fewer, of which 1 standard deviation set to 0, p = ")
                .contains("a mixture of chi-squared with 1 to 2 degrees of freedom");
        assertThat(FitJson.of(fit, false)).contains("\"comparison\" : {", "\"statistic\" : ", "\"lower\" : 0.0");
    }

    @ParameterizedTest
    @CsvSource({
        "nosuch, 'must be terms of the model (x, z, x:z, id), was nosuch'",
        "x,      must hold the interaction x:z too"
    })
    void shouldNameTheTermThatTheSmallerModelCannotLack(String term, String rule) throws IOException {
        Path data = Files.writeString(folder.resolve("data.csv"), "y,x,z,id\n0,1,2,a\n1,2,1,b\n");
        var request = request(data, List.of("x*z"), List.of("id"), false, List.of(term));

        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> FitStudy.run(request, _ -> {}))
                .withMessage("without " + rule);
    }

    @Test
    void shouldGiveTheFitWithAWarningWhereTheSmallerModelIsNoneOfIt() throws IOException {
        // given a column that repeats another, so that one model has the first of them and the other the second
        var rows = new StringBuilder("y,x,z,id\n");
        for (int n = 0; n < 60; n++) {
            rows.append("%d,%d,%d,g%d%n".formatted(n % 3 == 0 ? 1 : 0, n % 7, 2 * (n % 7), n % 5));
        }
        Path data = Files.writeString(folder.resolve("data.csv"), rows.toString());

        // when
        var request = request(data, List.of("x", "z"), List.of("id"), false, List.of("x"));
        var fit = (FitResult.Fitted) FitStudy.run(request, _ -> {});

        // then
        assertThat(fit.comparison()).isNull();
        assertThat(fit.warnings()).anyMatch(warning -> warning.startsWith("model without x: not compared"));
    }

    @ParameterizedTest
    @CsvSource({
        "item, '',  must hold tag too",
        "id,   1.5, must not hold id",
        "x:z,  '',  must hold the interaction x:z:w too"
    })
    void shouldRefuseASmallerModelThatIsNone(String without, String sdOfId, String rule) throws IOException {
        // given
        Path data = Files.writeString(folder.resolve("data.csv"), "y,x,z,w,id,item\n0,1,2,3,a,i\n1,2,1,5,b,j\n");
        Path tags = Files.writeString(folder.resolve("tags.csv"), "item,tag\ni,t\nj,u\n");
        var settings = sdOfId.isEmpty() ? JOINT : JOINT.withGivenSd(Map.of("id", Double.parseDouble(sdOfId)));
        var request = new FitRequest(
                data,
                "y",
                List.of("x*z*w"),
                List.of("id", "item"),
                tags,
                null,
                Set.of(),
                false,
                List.of(),
                false,
                false,
                List.of(without),
                settings);

        // then
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> FitStudy.run(request, _ -> {}))
                .withMessageContaining(rule);
    }

    private static FitRequest request(
            Path data, List<String> fixed, List<String> random, boolean profile, List<String> without) {
        return new FitRequest(
                data, "y", fixed, random, null, null, Set.of(), false, List.of(), false, profile, without, JOINT);
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
        return new FitRequest(
                data, "y", fixed, random, null, null, Set.of(), ordinal, List.of(), false, false, List.of(), settings);
    }
}
