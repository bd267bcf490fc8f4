package dev.engram.hardness.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.hardness.frame.Formula;
import dev.engram.hardness.frame.ModelFrame;
import dev.engram.hardness.frame.Predictor;
import dev.engram.hardness.frame.Selection;
import org.junit.jupiter.api.Test;

class PredictorTest {
    @Test
    void shouldExplainTheUncertaintyOfCards() {
        // given the primary fit of the reference data
        var table = Fixture.table();
        var settings = Fixture.settings();
        var selection = Selection.of(table, Fixture.tags(), settings.rules());
        var rows = ModelFrame.of(table, Fixture.tags(), settings.rules(), selection::kept);
        var terms = Formula.of(rows, settings.rules());
        var primary = ((PrimaryAnalysis.Outcome.Fitted) PrimaryAnalysis.of(rows, terms, 0.8, settings)).primary();
        var cards = primary.fit().random(Formula.CARD);
        // when
        var information = Predictor.of(rows, terms, 0.8, primary.fit()).cardInformation();
        var tagVariance = rows.tags.variances(primary.covariance().centred());
        double mean = 0;
        // then the variance of a card's own effect is su^2 (1 - k) + k^2 of what the tags leave open, as the engine
        // says;
        // that of learners and fixed effects, which it knows and this formula does not, is some percent
        for (int j = 0; j < information.length; j++) {
            double k = 1 - 1 / (1 + cards.sd() * cards.sd() * information[j]);
            double variance = cards.sd() * cards.sd() * (1 - k) + k * k * tagVariance[j];
            double ratio = Math.sqrt(variance) / cards.modeSd(j);
            assertThat(ratio).isBetween(0.9, 1.05);
            mean += ratio / information.length;
        }
        assertThat(mean).isBetween(0.97, 1.0);
    }
}
