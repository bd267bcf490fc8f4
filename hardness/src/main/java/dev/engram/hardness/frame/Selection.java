package dev.engram.hardness.frame;

import dev.engram.hardness.table.ReviewColumns;
import dev.engram.hardness.table.ReviewKind;
import dev.engram.hardness.table.ReviewTable;
import dev.engram.hardness.table.TagTable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Which reviews are rows of the primary fit, and why the others are not. The rules are applied in the order of
 * {@link DropReason}; only the last one looks at what the others left, so that one pass settles all.
 */
public final class Selection {
    /** Rows above which the lateness fit and the runs beside the primary take a sample of whole learners. */
    public static final int MOST_SIDE_ROWS = 1_000_000;

    private static final DropReason[] REASONS = DropReason.values();

    public final ReviewTable reviews;
    public final TagTable tags;
    private final RowRules rules;
    /** 0 = kept, else 1 + ordinal of the reason. */
    private final byte[] fate;

    private final boolean[] tagged;
    private final boolean[] learnerKept;

    private Selection(ReviewTable reviews, TagTable tags, RowRules rules) {
        this.reviews = reviews;
        this.tags = tags;
        this.rules = rules;
        var columns = reviews.columns;
        fate = new byte[columns.size];
        tagged = new boolean[reviews.cards()];
        for (int card = 0; card < tagged.length; card++) {
            tagged[card] = !tags.of(reviews.cards.get(card)).isEmpty();
        }
        var rowsOf = new int[reviews.learners()];
        for (int from = 0; from < columns.size; ) {
            int to = columns.historyEnd(from);
            boolean whole = IntStream.range(from, to).noneMatch(columns::truncated);
            for (int row = from; row < to; row++) {
                fate[row] = whole ? fate(columns, row) : of(DropReason.HISTORY_TRUNCATED);
                rowsOf[columns.learner[row]] += fate[row] == 0 ? 1 : 0;
            }
            from = to;
        }
        learnerKept = new boolean[rowsOf.length];
        for (int learner = 0; learner < rowsOf.length; learner++) {
            learnerKept[learner] = rowsOf[learner] >= rules.minRowsPerLearner();
        }
        for (int row = 0; row < columns.size; row++) {
            if (fate[row] == 0 && !learnerKept[columns.learner[row]]) {
                fate[row] = of(DropReason.LEARNER_TOO_SHORT);
            }
        }
    }

    /** Says of every review whether it is a row, and if not, why. */
    public static Selection of(ReviewTable reviews, TagTable tags, RowRules rules) {
        return new Selection(reviews, tags, rules);
    }

    private byte fate(ReviewColumns columns, int row) {
        var kind = columns.kind(row);
        if (kind == ReviewKind.CRAM) {
            return of(DropReason.CRAM);
        }
        if (columns.index(row) == 0) {
            return of(DropReason.FIRST_EXPOSURE);
        }
        if (kind != ReviewKind.REVIEW) {
            return of(DropReason.STEP);
        }
        float elapsed = columns.elapsed(row);
        if (Float.isNaN(elapsed)) {
            return of(DropReason.ELAPSED_UNKNOWN);
        }
        if (elapsed < rules.minElapsedDays()) {
            return of(DropReason.TOO_SOON);
        }
        return tagged[columns.card[row]] ? 0 : of(DropReason.CARD_WITHOUT_TAG);
    }

    private static byte of(DropReason reason) {
        return (byte) (1 + reason.ordinal());
    }

    /** Whether a review is a row of the primary fit. */
    public boolean kept(int row) {
        return fate[row] == 0;
    }

    /** Whether it is one whose planned interval is known. */
    public boolean keptWithPlan(int row) {
        return fate[row] == 0 && reviews.columns.planned(row) > 0;
    }

    /** The reviews wanted; their cards must have tags. */
    public ModelFrame rows(IntPredicate wanted) {
        return ModelFrame.of(reviews, tags, rules, wanted);
    }

    /** The same, of a sample of whole learners where there are more than {@code most}. */
    public ModelFrame sample(IntPredicate wanted, int most) {
        long all = count(wanted);
        if (all <= most) {
            return rows(wanted);
        }
        // learners are in an order that follows from a hash: each n-th is a sample that no name has a say in
        double step = (double) all / most;
        return rows(row -> {
            int learner = reviews.columns.learner[row];
            return wanted.test(row) && (long) ((learner + 1) / step) > (long) (learner / step);
        });
    }

    /** Number of reviews wanted. */
    public long count(IntPredicate wanted) {
        return IntStream.range(0, fate.length).filter(wanted).count();
    }

    /** Whether a review is the first exposure of a learner of the primary fit to a card with a tag. */
    public boolean firstExposure(int row) {
        return fate[row] == of(DropReason.FIRST_EXPOSURE)
                && learnerKept[reviews.columns.learner[row]]
                && tagged[reviews.columns.card[row]];
    }

    /** Whether a review belongs to a history that is whole, and is not practice. */
    public boolean inWholeHistory(int row) {
        return fate[row] != of(DropReason.HISTORY_TRUNCATED) && fate[row] != of(DropReason.CRAM);
    }

    /**
     * What came in, what was left out and why.
     *
     * @param rows  those of the primary fit
     * @param notes of their terms
     */
    public RowAccount account(ModelFrame rows, List<String> notes) {
        var known = new HashSet<>(reviews.cards);
        var seen = new HashSet<>(rows.tags.names());
        var allNotes = new ArrayList<>(reviews.notes);
        allNotes.addAll(tags.notes());
        allNotes.addAll(notes);
        return new RowAccount(
                reviews.size() + reviews.duplicates,
                rows.size,
                dropped(),
                rows.lapsedCount(),
                rows.learners.size(),
                reviews.learners() - rows.learners.size(),
                rows.cards.size(),
                rows.tags.size(),
                tags.names().stream().filter(tag -> !seen.contains(tag)).toList(),
                tags.all().keySet().stream()
                        .filter(card -> !known.contains(card))
                        .count(),
                allNotes);
    }

    private Map<DropReason, Long> dropped() {
        var dropped = new EnumMap<DropReason, Long>(DropReason.class);
        for (byte f : fate) {
            if (f != 0) {
                dropped.merge(REASONS[f - 1], 1L, Long::sum);
            }
        }
        if (reviews.duplicates > 0) {
            dropped.put(DropReason.DUPLICATE, reviews.duplicates);
        }
        return dropped;
    }
}
