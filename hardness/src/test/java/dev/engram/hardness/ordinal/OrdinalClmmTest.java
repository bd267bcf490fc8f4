package dev.engram.hardness.ordinal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.engram.hardness.glmm.Column;
import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.Fit;
import dev.engram.hardness.glmm.FitSettings;
import dev.engram.hardness.glmm.FixedTerm;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.glmm.RandomFactor.Grouping;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against ordinal 2022.11-16 on R 4.2.2; {@code src/test/resources/ordinal/clmm.R} made data and figures. */
class OrdinalClmmTest {
    private static final double AGREEMENT = 1e-4;

    @Test
    void shouldFindTheLaplaceOptimumOfClmm() throws IOException {
        // given
        var reference = reference();
        // when
        var fit = (Fit) OrdinalModel.fit(ratings(), FitSettings.of(Method.LAPLACE));
        // then
        assertThat(fit.converged()).isTrue();
        assertThat(fit.logLik()).isCloseTo(reference.get("logLik").asDouble(), within(1e-6));
        for (int k = 0; k < 3; k++) {
            assertThat(fit.thresholds().get(k).se())
                    .isCloseTo(reference.get("se").get((k + 1) + "|" + (k + 2)).asDouble(), within(AGREEMENT));
            assertThat(fit.thresholds().get(k).estimate())
                    .isCloseTo(reference.get("thresholds").get(k).asDouble(), within(AGREEMENT));
        }
        assertThat(fit.fixed()).hasSize(3).allSatisfy(effect -> {
            assertThat(effect.estimate())
                    .isCloseTo(reference.get("fixed").get(effect.name()).asDouble(), within(AGREEMENT));
            assertThat(effect.se())
                    .isCloseTo(reference.get("se").get(effect.name()).asDouble(), within(AGREEMENT));
        });
        for (var factor : fit.random()) {
            assertThat(factor.sd())
                    .isCloseTo(reference.get("sd").get(factor.name()).asDouble(), within(AGREEMENT));
            for (int i = 0; i < factor.levels().size(); i++) {
                assertThat(factor.mode(i))
                        .isCloseTo(reference.get(factor.name()).get(i).asDouble(), within(AGREEMENT));
            }
        }
    }

    private static JsonNode reference() throws IOException {
        try (var in = OrdinalClmmTest.class.getResourceAsStream("/ordinal/clmm.json")) {
            return new ObjectMapper().readTree(in);
        }
    }

    private static OrdinalDesign ratings() throws IOException {
        List<String[]> rows;
        try (var in = OrdinalClmmTest.class.getResourceAsStream("/ordinal/ratings.csv")) {
            rows = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(","))
                    .toList();
        }
        var formats = List.of("basic", "cloze", "typed");
        byte[] format = new byte[rows.size()];
        byte[] rating = new byte[rows.size()];
        for (int n = 0; n < rating.length; n++) {
            format[n] = (byte) formats.indexOf(rows.get(n)[3]);
            rating[n] = (byte) (Integer.parseInt(rows.get(n)[4]) - 1);
        }
        var late = Column.of(
                rows.stream().mapToDouble(row -> Double.parseDouble(row[2])).toArray());
        var terms = Design.of(new byte[rows.size()])
                .fixed(new FixedTerm.Numeric("late", late))
                .fixed(FixedTerm.Categorical.of("format", formats, format))
                .random(grouping("learner", 40, rows, 0))
                .random(grouping("card", 15, rows, 1))
                .build();
        return OrdinalDesign.of(terms, rating, List.of("Again", "Hard", "Good", "Easy"));
    }

    private static Grouping grouping(String name, int levels, List<String[]> rows, int cell) {
        return new Grouping(
                name,
                IntStream.range(0, levels).mapToObj(Integer::toString).toList(),
                rows.stream().mapToInt(row -> Integer.parseInt(row[cell])).toArray());
    }
}
