package dev.engram.analytics.domain.deck;

import dev.engram.analytics.domain.TagGroups;
import dev.engram.scheduler.Proportion;
import java.util.ArrayList;
import java.util.List;

/**
 * The share of AGAIN by opportunity over the cards of a tag and over all learners: the sum of what is shown of each card.
 *
 * @param tag {@link TagGroups#UNTAGGED} for cards without one
 * @param points from the first opportunity on; empty where nothing is shown
 */
public record TagCurve(String tag, List<Point> points) {
    /** @param cards of which something is shown @param failures AGAIN of the answers of learners and cards; n is 0 if nothing is shown */
    public record Point(int cards, Proportion failures) {
        private Point plus(Proportion card) {
            return card.n() == 0 ? this : new Point(cards + 1, failures.plus(card));
        }
    }

    public TagCurve {
        points = List.copyOf(points);
    }

    /** The points of a tag, while cards are added. Lives within one call. */
    public static final class Sum {
        private final List<Point> points = new ArrayList<>();

        /** Adds what is shown of a card. */
        public void add(CardFigures.Shown card) {
            var opportunities = card.opportunities();
            for (int k = 0; k < opportunities.size(); k++) {
                if (k == points.size()) {
                    points.add(new Point(0, new Proportion(0, 0)));
                }
                points.set(k, points.get(k).plus(opportunities.get(k)));
            }
        }

        /** The curve, without what is hidden at its end. */
        public TagCurve curve(String tag) {
            int shown = points.size();
            while (shown > 0 && points.get(shown - 1).failures().n() == 0) {
                shown--;
            }
            return new TagCurve(tag, points.subList(0, shown));
        }
    }
}
