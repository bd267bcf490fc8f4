package dev.engram.studies.rank;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.hardness.rank.RankInterval;
import dev.engram.hardness.study.report.ShuffledControl;
import dev.engram.studies.FigureText;
import dev.engram.studies.TextTable;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrawingTest {
    @Test
    void shouldDrawAnIntervalWithItsMedianOnTheAxis() {
        assertThat(RankingTable.axis(11, 21)).isEqualTo("1                  11");
        assertThat(RankingTable.strip(11, 21, new RankInterval(1, 11), 6)).isEqualTo("├─────────●─────────┤");
        assertThat(RankingTable.strip(11, 21, new RankInterval(2, 4), 2)).isEqualTo("  ●───┤" + " ".repeat(14));
        assertThat(RankingTable.strip(11, 21, new RankInterval(11, 11), 11)).isEqualTo(" ".repeat(20) + "●");
    }

    @Test
    void shouldDrawOneTagAndManyTagsOnAShortStrip() {
        assertThat(RankingTable.strip(1, 5, new RankInterval(1, 1), 1)).isEqualTo("●    ");
        assertThat(RankingTable.strip(500, 12, new RankInterval(249, 250), 250).strip())
                .isEqualTo("●");
    }

    @Test
    void shouldPlaceRoundTicksOnEveryAxis() {
        assertThat(new RankAxis(8, 0, 100).ticks()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(new RankAxis(30, 0, 100).ticks()).containsExactly(1, 5, 10, 15, 20, 25, 30);
        assertThat(new RankAxis(94, 0, 100).ticks()).containsExactly(1, 10, 20, 30, 40, 50, 60, 70, 80, 90);
        assertThat(new RankAxis(57, 0, 100).ticks()).containsExactly(1, 10, 20, 30, 40, 50, 57);
        assertThat(new RankAxis(1, 0, 100).ticks()).containsExactly(1);
        assertThat(LogAxis.holding(List.of(0.3, 7.0), 0, 100).ticks()).containsExactly(0.2, 0.5, 1.0, 2.0, 5.0, 10.0);
    }

    @Test
    void shouldKeepALogarithmicAxisOnThePageForAllValues() {
        LogAxis axis = LogAxis.holding(List.of(0.0, Double.NaN, Double.POSITIVE_INFINITY, 1e5), 10, 110);

        assertThat(axis.at(1)).isBetween(10.0, 110.0);
        assertThat(axis.at(0)).isEqualTo(10);
        assertThat(axis.at(Double.POSITIVE_INFINITY)).isEqualTo(110);
        assertThat(axis.ticks()).hasSizeLessThan(9);
    }

    @Test
    void shouldEscapeWhatXmlHasNoPlaceFor() {
        assertThat(Svg.escaped("<a&\"b\">\u0000\u001b[31m\ud800")).isEqualTo("&lt;a&amp;&quot;b&quot;&gt;  [31m ");
    }

    @Test
    void shouldShortenNamesInTheirMiddleAndMoveNoCursor() {
        assertThat(TextTable.name("concept-number-17", 12))
                .isEqualTo("concept-…-17")
                .hasSize(12);
        assertThat(TextTable.name("a\tb\u001b[2J", 20)).isEqualTo("a b [2J");
    }

    @Test
    void shouldSayWhatAControlWithoutSpreadFound() {
        var none = new ShuffledControl.Run(1, Double.NaN, 0);
        var some = new ShuffledControl.Run(2, 0.2, 0.06);
        var failed = new ShuffledControl.Run(3, Double.NaN, Double.NaN);

        assertThat(Conditions.control(new ShuffledControl(List.of(none, none), Double.NaN, 0)))
                .isEqualTo(
                        "permutation check, tags permuted over cards 2 times: all tag effects equal, so no order; mean tag sd 0.000");
        assertThat(Conditions.control(new ShuffledControl(List.of(none, some), 0.2, 0.03)))
                .isEqualTo(
                        "permutation check, tags permuted over cards 2 times: mean tau 0.20 of the 1 whose tag effects differ, mean tag sd 0.030");
        assertThat(Conditions.control(new ShuffledControl(List.of(some, failed), 0.2, 0.06)))
                .isEqualTo(
                        "permutation check, tags permuted over cards 2 times, 1 of them fitted: mean tau 0.20, mean tag sd 0.060");
    }

    @Test
    void shouldBreakLinesUnderTheirLastColumn() {
        assertThat(TextTable.wrapped(20, List.of("why  one two three four", "short", "x".repeat(30))))
                .containsExactly("why  one two three", "     four", "short", "x".repeat(30));
    }

    @Test
    void shouldNeverShowASmallChanceAsNone() {
        assertThat(FigureText.probability(0)).isEqualTo("<.01");
        assertThat(FigureText.probability(0.999)).isEqualTo(">.99");
        assertThat(FigureText.probability(Double.NaN)).isEqualTo("-");
        assertThat(FigureText.decimals(-0.0001, 2)).isEqualTo("0.00");
    }
}
