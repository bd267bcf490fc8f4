package dev.engram.hardness.frame;

import java.util.Arrays;

/** How many cards, learners, rows and lapses each tag has. */
public final class TagCounts {
    public final int[] cards;
    public final int[] learners;
    public final long[] rows;
    public final long[] lapses;
    /** Number of learners with rows. */
    public final int allLearners;

    private TagCounts(int tags, int allLearners) {
        cards = new int[tags];
        learners = new int[tags];
        rows = new long[tags];
        lapses = new long[tags];
        this.allLearners = allLearners;
    }

    /** Counts; the rows must be sorted by learner. */
    public static TagCounts of(ModelFrame rows) {
        var tags = rows.tags;
        var counts = new TagCounts(tags.size(), rows.learners.size());
        for (int entry = 0; entry < tags.first(tags.cards()); entry++) {
            counts.cards[tags.tagAt(entry)]++;
        }
        var lastLearner = new int[tags.size()];
        Arrays.fill(lastLearner, -1);
        for (int n = 0; n < rows.size; n++) {
            int card = rows.card[n];
            for (int entry = tags.first(card); entry < tags.first(card + 1); entry++) {
                int t = tags.tagAt(entry);
                counts.rows[t]++;
                counts.lapses[t] += rows.rating[n] == 1 ? 1 : 0;
                if (lastLearner[t] != rows.learner[n]) {
                    lastLearner[t] = rows.learner[n];
                    counts.learners[t]++;
                }
            }
        }
        return counts;
    }
}
