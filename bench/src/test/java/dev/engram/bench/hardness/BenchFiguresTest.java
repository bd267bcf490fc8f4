package dev.engram.bench.hardness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.engram.bench.measure.Used;
import dev.engram.hardness.glmm.Method;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BenchFiguresTest {
    private static final Map<String, Double> THEIRS =
            Map.of("logLik", -60_000.0, "sd card", 0.5, "coefficient s8", -4.0);

    @Test
    void shouldCallDifferencesInTheFourthDigitDifferent() {
        assertThat(agreement(-60_000.003, 0.50004, -4.0001)).satisfies(close -> {
            assertThat(close.isToFourDigits()).isTrue();
            assertThat(close.figure()).isEqualTo("sd card");
            assertThat(close.difference()).isCloseTo(4e-5, within(1e-12));
            assertThat(close.logLik()).isCloseTo(-0.003, within(1e-9));
        });
        assertThat(agreement(-60_000, 0.50006, -4).isToFourDigits()).isFalse();
        assertThat(agreement(-60_000, 0.5, -4.0003).isToFourDigits()).isFalse();
        assertThat(agreement(-60_000.02, 0.5, -4).isToFourDigits()).isFalse();
        assertThat(agreement(-60_000, Double.NaN, -4).isToFourDigits()).isFalse();
        assertThat(agreement(Double.NaN, 0.5, -4).isToFourDigits()).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> GlmerAgreement.of(Map.of("logLik", -1.0), THEIRS));
    }

    @Test
    void shouldReadWhatRPrints() {
        // when
        var run = GlmerRun.parse("""
                cpuSeconds,54.25
                wallSeconds,55
                logLik,-60000.5
                coefficient (Intercept),-2.5
                effect tag 7,0.125
                R,4.2.2
                lme4,1.1.31
                BLAS,libblas.so.3
                """);
        // then
        assertThat(run.used()).isEqualTo(new Used(54.25, 55));
        assertThat(run.figures())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("logLik", -60_000.5, "coefficient (Intercept)", -2.5, "effect tag 7", 0.125));
        assertThat(run.versions()).containsEntry("lme4", "1.1.31").hasSize(3);
    }

    @Test
    void shouldCompareColdAndWarmRoundByRound() {
        // given
        var figures = figures(
                null,
                List.of(glmer(50), glmer(60), glmer(58)),
                List.of(joint(2.5, 1.0), joint(2.0, 1.0), joint(2.9, 2.0)),
                List.of(fast(1), fast(1), fast(1)));
        // when
        var cold = Objects.requireNonNull(figures.comparisons()
                .getFirst()
                .ratio(Method.JOINT, run -> run.cold().cpuSeconds()));
        var warm = Objects.requireNonNull(
                figures.comparisons().getFirst().ratio(Method.JOINT, FitMeasurement::warmCpuSeconds));
        // then
        assertThat(cold.values()).containsExactly(20.0, 30.0, 20.0);
        assertThat(warm.values()).containsExactly(50.0, 60.0, 29.0);
        assertThat(figures.text()).contains("20 x: met", "1 x: met", "four digits: met", "3 s: met");
        assertThat(figures.json()
                        .at("/comparisons/0/fits/JOINT/timesAsFastCold")
                        .asDouble())
                .isEqualTo(20);
        assertThat(figures.json().at("/comparisons/0/fits/PQL/met").asBoolean()).isTrue();
    }

    @Test
    void shouldSayWhatIsMissingWithoutR() {
        // given
        var figures = figures("there is no R", List.of(), List.of(joint(2, 1)), List.of(fast(1)));
        // when
        var text = figures.text();
        // then
        assertThat(text)
                .contains("Only our figures: there is no R.", "not compared", "2.000 [2.000, 2.000]")
                .doesNotContain("NaN", "null", "log-likelihood");
        assertThat(figures.json().at("/comparisons/0/fits/JOINT").has("met")).isFalse();
    }

    @Test
    void shouldTellLinearFromQuadraticGrowth() {
        assertThat(BenchFigures.power(study(1_000, 2), study(10_000, 20))).isCloseTo(1, within(1e-12));
        assertThat(BenchFigures.power(study(1_000, 2), study(10_000, 200))).isCloseTo(2, within(1e-12));
        assertThatIllegalArgumentException().isThrownBy(() -> BenchFigures.power(study(10, 1), study(10, 2)));
    }

    @Test
    void shouldReadItsOwnJson() throws IOException {
        // given
        var json = new JsonMapper();
        var fit = joint(2, 1);
        var study = study(5, 1);
        // then
        assertThat(json.readValue(json.writeValueAsString(fit), FitMeasurement.class))
                .isEqualTo(fit);
        assertThat(json.readValue(json.writeValueAsString(study), StudyMeasurement.class))
                .isEqualTo(study);
    }

    private static GlmerAgreement agreement(double logLik, double sd, double coefficient) {
        return GlmerAgreement.of(Map.of("logLik", logLik, "sd card", sd, "coefficient s8", coefficient), THEIRS);
    }

    private static GlmerRun glmer(double cpuSeconds) {
        return new GlmerRun(new Used(cpuSeconds, cpuSeconds), new TreeMap<>(THEIRS), Map.of());
    }

    private static FitMeasurement joint(double cold, double warm) {
        return fit(cold, warm);
    }

    private static FitMeasurement fast(double seconds) {
        return fit(seconds, seconds);
    }

    private static FitMeasurement fit(double cold, double warm) {
        return new FitMeasurement(
                190_000,
                new Used(cold, cold),
                List.of(new Used(warm, warm)),
                new TreeMap<>(THEIRS),
                9,
                true,
                List.of(),
                200_000_000L);
    }

    private static StudyMeasurement study(long rows, double seconds) {
        var used = new Used(seconds, seconds);
        return new StudyMeasurement(3, rows + 3, rows, 2, used, used, "joint", "whole", "1g", null);
    }

    private static BenchFigures figures(
            @Nullable String missing, List<GlmerRun> glmer, List<FitMeasurement> joint, List<FitMeasurement> fast) {
        var fits = new EnumMap<Method, List<FitMeasurement>>(Method.class);
        fits.put(Method.JOINT, joint);
        fits.put(Method.PQL, fast);
        return new BenchFigures(
                Map.of("JDK", "25"),
                missing,
                List.of(new GlmerComparison(RowShape.FEW_CARDS, glmer, fits)),
                List.of(study(9, 1)),
                List.of(study(9, 2)),
                List.of());
    }
}
