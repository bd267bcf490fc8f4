package dev.engram.simulation;

import dev.engram.hardness.table.Review;
import dev.engram.hardness.table.ReviewKind;
import dev.engram.hardness.table.ReviewTable;
import dev.engram.hardness.table.TagTable;
import java.util.Locale;
import java.util.stream.IntStream;

/** A simulated world as the tables that a hardness study reads. */
public final class SimulatedTables {
    private SimulatedTables() {}

    /** All reviews. Only the table itself takes memory. */
    public static ReviewTable reviews(Simulation simulation) {
        var learners = names(simulation.size().learners(), "learner");
        var cards = names(simulation.size().cards(), "card");
        var table = ReviewTable.builder();
        simulation.reviews(review -> table.add(row(review, learners[review.learner()], cards[review.card()])));
        return table.build();
    }

    private static Review row(SimulatedReview review, String learner, String card) {
        boolean first = review.index() == 0;
        return new Review(
                learner,
                card,
                review.index(),
                first ? Review.UNKNOWN : review.elapsedDays(),
                first ? Review.UNKNOWN : review.plannedDays(),
                review.rating().grade(),
                review.priorSuccesses(),
                review.priorLapses(),
                first ? ReviewKind.LEARN : ReviewKind.REVIEW,
                false,
                null);
    }

    /** The tags of all cards, each tag of a card with the same weight. */
    public static TagTable tags(Truth truth) {
        var cards = names(truth.cards(), "card");
        var table = TagTable.builder();
        for (int card = 0; card < truth.cards(); card++) {
            for (int tag : truth.tagsOf(card)) {
                table.add(cards[card], tagName(tag), null);
            }
        }
        return table.build();
    }

    /** The name of a tag in the tables, such as {@code tag07}. */
    public static String tagName(int tag) {
        return numbered("tag", tag, 2);
    }

    /** The number of the tag of this name. */
    public static int tagNumber(String name) {
        return Integer.parseInt(name.substring("tag".length()));
    }

    private static String[] names(int count, String prefix) {
        int digits = String.valueOf(count - 1).length();
        return IntStream.range(0, count)
                .mapToObj(number -> numbered(prefix, number, digits))
                .toArray(String[]::new);
    }

    private static String numbered(String prefix, int number, int digits) {
        return String.format(Locale.ROOT, "%s%0" + digits + "d", prefix, number);
    }
}
