package dev.engram.cli.bench.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.engram.cli.bench.analytics.AnalyticsSettings.Classes;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnalyticsSettingsTest {
    private static final Classes CLASSES = new Classes(1_000, 2_000, 500, false);

    @Test
    void shouldComputeLearnersTimesCardsWhileTheCallerWaits() {
        assertThat(CLASSES.states()).isEqualTo(500_000);
        assertThat(new Classes(50_000, 50_001, 50_000, true).states()).isEqualTo(2_500_000_000L);
    }

    @Test
    void shouldNameTheOptionThatIsOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Classes(1_000, 1_000, 500, false))
                .withMessage("--large-class must be more than --class");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Classes(1_000, 2_000, 9, false))
                .withMessage("--class-cards must be at least 10");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Set.of(), 12, 1_000))
                .withMessage("--only must name at least one part");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Set.of(AnalyticsPart.READS), 1, 1_000))
                .withMessage("--answers must be at least 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Set.of(AnalyticsPart.READS), 12, 199))
                .withMessage("--rate must be at least 200");
    }

    private static AnalyticsSettings settings(Set<AnalyticsPart> parts, int answers, int rate) {
        return new AnalyticsSettings(parts, answers, rate, 120_000, 200_000, CLASSES);
    }
}
