package dev.engram.hardness.glmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.hardness.glmm.fit.MixedModel;
import dev.engram.testing.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.LongStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random designs, fitted here and by lme4. Needs R with lme4 (Debian: r-base-core and r-cran-lme4). */
class RAgreementTest {
    /** Four digits: relative, and absolute for figures below 1. lme4's optimizer ends at 1e-9. */
    private static final double TOLERANCE = 1e-4;

    /** lme4 takes the Hessian of the deviance from differences of differences. */
    private static final double TOLERANCE_OF_ERRORS = 5e-4;

    private static final String MISSING =
            "R with lme4 is not on the PATH: not compared with glmer (the fixture still is)";
    private static boolean isInstalled;

    @BeforeAll
    static void lookForLme4() throws InterruptedException {
        isInstalled = GlmerFit.isInstalled();
        if (!isInstalled) {
            System.out.println("RAgreementTest is skipped: " + MISSING);
        }
    }

    /** For each test, so that each is counted as skipped: before all of them it would be counted as none. */
    @BeforeEach
    void needsLme4() {
        Assumptions.assumeTrue(isInstalled, MISSING);
    }

    /** Two fixed and one fresh, or the one given. */
    static LongStream seeds() {
        var seeds = Seeds.fixedAndOneFresh().toArray();
        return seeds.length == 1 ? LongStream.of(seeds) : LongStream.of(seeds[0], seeds[1], seeds[seeds.length - 1]);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldAgreeWithGlmerToFourDigits(long seed, @TempDir Path folder) throws IOException, InterruptedException {
        // given
        var random = new RandomDesign(seed);
        var design = random.design();
        // when
        var theirs = GlmerFit.of(random, folder);
        var joint = fit(design, Method.JOINT);
        var laplace = fit(design, Method.LAPLACE);
        // then
        assertAlike("joint mode", joint, Objects.requireNonNull(theirs.get(0)));
        assertAlike("Laplace", laplace, Objects.requireNonNull(theirs.get(1)));
    }

    private static GlmerFit fit(Design design, Method method) {
        var outcome = MixedModel.fit(design, FitSettings.of(method));
        assertThat(outcome).isInstanceOf(Fit.class);
        return GlmerFit.of((Fit) outcome);
    }

    private static double tolerance(String figure) {
        return figure.startsWith("se ") ? TOLERANCE_OF_ERRORS : TOLERANCE;
    }

    private static void assertAlike(String what, GlmerFit ours, GlmerFit theirs) {
        assertThat(ours.figures().keySet())
                .as("figures of %s", what)
                .containsExactlyInAnyOrderElementsOf(theirs.figures().keySet());
        var all = new SoftAssertions();
        theirs.figures()
                .forEach((name, value) -> all.assertThat(ours.figures().get(name))
                        .as("%s: %s", what, name)
                        .isCloseTo(value, within(tolerance(name) * Math.max(1, Math.abs(value)))));
        all.assertAll();
    }
}
