package dev.engram.fsrs.optimize;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TrainingSettingsTest {
    @Test
    void shouldNameFieldValueAndBoundsOfWhatItRefuses() {
        refused(() -> new TrainingSettings(0, 512, 1, 0.04, 256, 1, true, 1), "epochs must be in [1, 1000], was 0");
        refused(() -> new TrainingSettings(5, 0, 1, 0.04, 256, 1, true, 1), "batchSize must be in [1, 1000000], was 0");
        refused(() -> new TrainingSettings(5, 512, 1, 0, 256, 1, true, 1), "learningRate must be in (0, 1], was 0.0");
        refused(
                () -> new TrainingSettings(5, 512, 1, Double.NaN, 256, 1, true, 1),
                "learningRate must be in (0, 1], was NaN");
        refused(() -> new TrainingSettings(5, 512, 1, 0.04, 1, 1, true, 1), "maxReviews must be in [2, 65536], was 1");
        refused(
                () -> new TrainingSettings(5, 512, 1, 0.04, 256, Double.NaN, true, 1),
                "gamma must be in [0, 1000], was NaN");
        refused(
                () -> new TrainingSettings(5, 512, 1, 0.04, 256, 1, true, -1),
                "relearningSteps must be in [0, 100], was -1");
    }

    private static void refused(Runnable settings, String message) {
        assertThatThrownBy(settings::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
