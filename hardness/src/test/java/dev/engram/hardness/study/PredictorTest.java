package dev.engram.hardness.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.hardness.diagnostics.GroupSums;
import dev.engram.hardness.frame.Formula;
import dev.engram.hardness.frame.Predictor;
import dev.engram.hardness.frame.Selection;
import dev.engram.hardness.glmm.Fit;
import org.junit.jupiter.api.Test;

class PredictorTest {
    @Test
    void shouldExplainTheUncertaintyOfCards() {
        // given the primary fit of the reference data
        var primary = Fixture.primary(Fixture.settings());
        var rows = primary.rows();
        var cards = primary.fit().random(Formula.CARD);
        // when
        var information = GroupSums.ofCards(rows, Predictor.of(rows, primary.terms(), 0.8, primary.fit())).information;
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

    @Test
    void shouldSayHowUncertainATagLeavesARowThatTheFitHasNotSeen() {
        // given a fit of the cards without tag7, and all rows
        var settings = Fixture.settings();
        var selection = Selection.of(Fixture.table(), Fixture.tags(), settings.rules());
        var all = selection.rows(selection::kept);
        var rest = Formula.of(selection.rows(n -> selection.kept(n)
                && !Fixture.tags()
                        .of(selection.reviews.cards.get(selection.reviews.columns.card[n]))
                        .containsKey("tag7")));
        var fit = (Fit) PrimaryAnalysis.fit(rest, 0.8, settings);
        double cardSd = fit.random(Formula.CARD).sd();
        double tagSd = fit.random(Formula.TAG).sd();
        // when
        var predictor = Predictor.of(all, rest, 0.8, fit);
        // then a card of that tag is unknown, and so is the tag by the square of its weight
        for (int n = 0; n < all.size; n += 7) {
            var weight = Fixture.tags().of(all.cards.get(all.card[n])).get("tag7");
            assertThat(predictor.unseenVariance(n))
                    .isCloseTo(weight == null ? 0 : cardSd * cardSd + weight * weight * tagSd * tagSd, within(1e-12));
        }
    }
}
