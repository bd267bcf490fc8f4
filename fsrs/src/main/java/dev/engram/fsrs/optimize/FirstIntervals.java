package dev.engram.fsrs.optimize;

import dev.engram.fsrs.history.ReviewHistories;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * How the first review on a later day went, grouped by first rating and interval, and which of these groups are outliers: rare or
 * very long first intervals, whose cards teach more about how they were scheduled than about memory.
 *
 * <p>Source: open-spaced-repetition/fsrs-rs, src/dataset.rs (compute_outlier_analysis).
 */
final class FirstIntervals {
    private static final int RATINGS = 4;

    /** All cards of one first rating and first interval. */
    record Group(int days, int count, int recalled) {}

    private final ReviewHistories histories;
    private final List<TreeMap<Integer, Group>> kept = new ArrayList<>();
    private final boolean[] keeps;

    FirstIntervals(ReviewHistories histories) {
        this.histories = histories;
        for (int rating = 1; rating <= RATINGS; rating++) {
            kept.add(new TreeMap<>());
        }
        for (int card = 0; card < histories.cards(); card++) {
            int review = firstLater(card);
            if (review >= 0) {
                var one = new Group(histories.elapsedDays(review), 1, histories.recalled(review) ? 1 : 0);
                of(card).merge(
                                one.days(),
                                one,
                                (a, b) -> new Group(a.days(), a.count() + b.count(), a.recalled() + b.recalled()));
            }
        }
        for (int rating = 1; rating <= RATINGS; rating++) {
            dropOutliers(kept.get(rating - 1), rating);
        }
        this.keeps = new boolean[histories.cards()];
        for (int card = 0; card < keeps.length; card++) {
            int review = firstLater(card);
            keeps[card] = review >= 0 && of(card).containsKey(histories.elapsedDays(review));
        }
    }

    /** The groups of a first rating that are no outliers, the shortest interval first. */
    List<Group> kept(int rating) {
        return List.copyOf(kept.get(rating - 1).values());
    }

    /** Number of cards in the kept groups of each first rating. */
    int[] counts() {
        return kept.stream()
                .mapToInt(groups ->
                        groups.values().stream().mapToInt(Group::count).sum())
                .toArray();
    }

    /** Whether the card has a review on a later day, and its group is no outlier. */
    boolean keeps(int card) {
        return keeps[card];
    }

    private TreeMap<Integer, Group> of(int card) {
        return kept.get(histories.rating(histories.start(card)) - 1);
    }

    private int firstLater(int card) {
        for (int i = histories.start(card); i < histories.end(card); i++) {
            if (histories.elapsedDays(i) > 0) {
                return i;
            }
        }
        return -1;
    }

    /** From the smallest group on, about a twentieth of the cards go; then every group is judged by itself. */
    private static void dropOutliers(TreeMap<Integer, Group> groups, int rating) {
        int total = groups.values().stream().mapToInt(Group::count).sum();
        int limit = Math.max(20, total / 20);
        int longest = rating == 4 ? 365 : 100;
        int removed = 0;
        for (var group : groups.values().stream()
                .sorted(Comparator.comparingInt(Group::count).thenComparingInt(Group::days))
                .toList()) {
            if (removed + group.count() < limit) {
                removed += group.count();
                groups.remove(group.days());
            } else if (group.count() < 6 || group.days() > longest) {
                groups.remove(group.days());
            }
        }
    }
}
