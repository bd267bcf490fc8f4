package dev.engram.hardness.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.engram.hardness.link.Link.Drift;
import dev.engram.hardness.link.Link.Linked;
import dev.engram.hardness.link.Link.Unlinked;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LinkingTest {
    private static final double SHIFT = 0.4;

    @ParameterizedTest
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldFindTheShiftAndTheCardsThatDrifted(long seed) {
        // given: 200 common cards, of which two drifted, one has another id, and cards of one version alone
        var random = new SplittableRandom(seed);
        var before = new ArrayList<CardEffect>();
        var after = new ArrayList<CardEffect>();
        for (int i = 0; i < 200; i++) {
            double effect = random.nextGaussian();
            double noise = 0.05 * random.nextGaussian();
            double drift = i == 17 ? 1 : i == 90 ? -2 : 0;
            before.add(card(i, effect));
            after.add(card(i, effect + SHIFT + (drift == 0 ? noise : drift)));
        }
        after.set(5, card(2000, 50));
        before.add(card(1000, 9));
        after.add(card(1001, -9));
        Collections.shuffle(after, new Random(seed));
        // when
        var linked = (Linked) Linking.of(before, after);
        // then
        assertThat(linked.shift()).isCloseTo(SHIFT, within(5 * 0.05 / Math.sqrt(190)));
        assertThat(linked.se()).isCloseTo(0.05 / Math.sqrt(197), within(0.001));
        assertThat(linked.mad()).isCloseTo(0.05 / 1.4826, within(0.01));
        assertThat(linked.dropped())
                .extracting(Drift::card)
                .startsWith("card90", "card17")
                .doesNotContain("card5");
        assertThat(linked.kept() + linked.dropped().size()).isEqualTo(199);
        var change = linked.change(1, 0.3, 1.5 + linked.shift(), 0.4);
        assertThat(change.difference()).isCloseTo(0.5, within(1e-12));
        assertThat(change.sd()).isCloseTo(0.5, within(1e-4));
        assertThat(change.harder()).isCloseTo(0.8413, within(1e-3));
    }

    @Test
    void shouldFindAnExactShiftWithoutDrift() {
        // given: one card differs where all others agree to the last bit
        var before = new ArrayList<CardEffect>();
        var after = new ArrayList<CardEffect>();
        for (int i = 0; i < 12; i++) {
            before.add(new CardEffect("c" + i, 0.1 * i, 0));
            after.add(new CardEffect("c" + i, 0.1 * i + (i == 3 ? 0.2 : 0.1), 0));
        }
        // when
        var linked = (Linked) Linking.of(before, after);
        // then
        assertThat(linked.shift()).isCloseTo(0.1, within(1e-12));
        assertThat(linked.se()).isCloseTo(0, within(1e-12));
        assertThat(linked.kept()).isEqualTo(11);
        assertThat(linked.dropped()).extracting(Drift::card).containsExactly("c3");
    }

    @Test
    void shouldWeighCardsByWhatIsKnownOfThem() {
        // given: twelve cards, alternately precise with difference 0.1 and vague with difference 0.2
        var before = new ArrayList<CardEffect>();
        var after = new ArrayList<CardEffect>();
        for (int i = 0; i < 12; i++) {
            double sd = i % 2 == 0 ? 0.1 : 0.3;
            before.add(new CardEffect("c" + i, i, 0));
            after.add(new CardEffect("c" + i, i + (i % 2 == 0 ? 0.1 : 0.2), sd));
        }
        // when
        var linked = (Linked) Linking.of(before, after);
        // then: weights 9 to 1
        assertThat(linked.shift()).isCloseTo(0.11, within(1e-12));
    }

    @Test
    void shouldRefuseToLinkThroughFewCards() {
        // given
        var cards = new ArrayList<CardEffect>();
        for (int i = 0; i < 9; i++) {
            cards.add(card(i, i));
        }
        // when / then
        assertThat(Linking.of(cards, cards))
                .isInstanceOfSatisfying(
                        Unlinked.class,
                        unlinked -> assertThat(unlinked.sentence()).contains("Only 9 cards"));
        assertThatThrownBy(() -> Linking.of(List.of(card(1, 0), card(1, 0)), cards))
                .hasMessage("before must hold each card once, twice card1");
        assertThatThrownBy(() -> card(1, Double.NaN)).hasMessageContaining("effect of card card1");
        assertThatThrownBy(() -> new CardEffect("x", 0, -1)).hasMessageContaining("sd of card x");
    }

    private static CardEffect card(int number, double effect) {
        return new CardEffect("card" + number, effect, 0.1);
    }
}
