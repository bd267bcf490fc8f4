package dev.engram.hardness.frame;

import dev.engram.hardness.study.report.DropReason;
import dev.engram.hardness.table.ReviewColumns;
import dev.engram.hardness.table.ReviewKind;
import dev.engram.hardness.table.ReviewTable;
import dev.engram.hardness.table.TagTable;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Which reviews are rows of the primary fit, and why the others are not. The rules are applied in the order of
 * {@link DropReason}; only the last one looks at what the others left, so that one pass settles all.
 */
public final class Selection {
    /** Rows above which the lateness fit and the runs beside the primary take a sample of whole learners. */
    public static final int MOST_SIDE_ROWS = 1_000_000;

    private static final DropReason[] REASONS = DropReason.values();

    private final ReviewTable table;
    /** 0 = kept, else 1 + ordinal of the reason. */
    private final byte[] fate;

    private final boolean[] tagged;
    private final boolean[] learnerKept;

    private Selection(ReviewTable table, byte[] fate, boolean[] tagged, boolean[] learnerKept) {
        this.table = table;
        this.fate = fate;
        this.tagged = tagged;
        this.learnerKept = learnerKept;
    }

    /** Says of every review whether it is a row, and if not, why. */
    public static Selection of(ReviewTable table, TagTable tags, RowRules rules) {
        var columns = table.columns;
        var fate = new byte[columns.size];
        var tagged = new boolean[table.cards()];
        for (int card = 0; card < tagged.length; card++) {
            tagged[card] = !tags.of(table.cards.get(card)).isEmpty();
        }
        var rowsOf = new int[table.learners()];
        for (int from = 0; from < columns.size; ) {
            int to = from;
            boolean whole = true;
            while (to < columns.size
                    && columns.learner[to] == columns.learner[from]
                    && columns.card[to] == columns.card[from]) {
                whole &= !columns.truncated(to++);
            }
            for (int row = from; row < to; row++) {
                fate[row] = whole ? fate(columns, row, tagged, rules) : of(DropReason.HISTORY_TRUNCATED);
                rowsOf[columns.learner[row]] += fate[row] == 0 ? 1 : 0;
            }
            from = to;
        }
        var learnerKept = new boolean[rowsOf.length];
        for (int learner = 0; learner < rowsOf.length; learner++) {
            learnerKept[learner] = rowsOf[learner] >= rules.minRowsPerLearner();
        }
        for (int row = 0; row < columns.size; row++) {
            if (fate[row] == 0 && !learnerKept[columns.learner[row]]) {
                fate[row] = of(DropReason.LEARNER_TOO_SHORT);
            }
        }
        return new Selection(table, fate, tagged, learnerKept);
    }

    private static byte fate(ReviewColumns columns, int row, boolean[] tagged, RowRules rules) {
        var kind = columns.kind(row);
        if (kind == ReviewKind.CRAM) {
            return of(DropReason.CRAM);
        }
        if (columns.index[row] == 0) {
            return of(DropReason.FIRST_EXPOSURE);
        }
        if (kind != ReviewKind.REVIEW) {
            return of(DropReason.STEP);
        }
        float elapsed = columns.elapsed[row];
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

    private boolean keptWithPlan(int row) {
        return fate[row] == 0 && table.columns.planned[row] > 0;
    }

    /** Number of kept rows whose planned interval is known. */
    public long plans() {
        return count(this::keptWithPlan);
    }

    /** Kept rows whose planned interval is known, of a sample of whole learners where there are many. */
    public ModelFrame sampleWithPlan(TagTable tags, RowRules rules) {
        return sample(tags, rules, this::keptWithPlan, MOST_SIDE_ROWS);
    }

    /** Kept rows, of a sample of whole learners where there are many. */
    public ModelFrame sample(TagTable tags, RowRules rules) {
        return sample(tags, rules, this::kept, MOST_SIDE_ROWS);
    }

    /** The reviews wanted, of a sample of whole learners where there are more than {@code most}. */
    public ModelFrame sample(TagTable tags, RowRules rules, IntPredicate wanted, int most) {
        long all = count(wanted);
        if (all <= most) {
            return ModelFrame.of(table, tags, rules, wanted);
        }
        // learners are in an order that follows from a hash: each n-th is a sample that no name has a say in
        double step = (double) all / most;
        return ModelFrame.of(table, tags, rules, row -> {
            int learner = table.columns.learner[row];
            return wanted.test(row) && (long) ((learner + 1) / step) > (long) (learner / step);
        });
    }

    private long count(IntPredicate wanted) {
        long count = 0;
        for (int row = 0; row < fate.length; row++) {
            count += wanted.test(row) ? 1 : 0;
        }
        return count;
    }

    /** Whether a review is the first exposure of a learner of the primary fit to a card with a tag. */
    public boolean firstExposure(int row) {
        return fate[row] == of(DropReason.FIRST_EXPOSURE)
                && learnerKept[table.columns.learner[row]]
                && tagged[table.columns.card[row]];
    }

    /** Whether a review belongs to a history that is whole, and is not practice. */
    public boolean inWholeHistory(int row) {
        return fate[row] != of(DropReason.HISTORY_TRUNCATED) && fate[row] != of(DropReason.CRAM);
    }

    /** Rows left out by reason, the copies that the table dropped included. */
    public Map<DropReason, Long> dropped() {
        var count = new long[REASONS.length];
        for (byte f : fate) {
            if (f != 0) {
                count[f - 1]++;
            }
        }
        count[DropReason.DUPLICATE.ordinal()] += table.duplicates();
        var dropped = new EnumMap<DropReason, Long>(DropReason.class);
        for (var reason : REASONS) {
            if (count[reason.ordinal()] > 0) {
                dropped.put(reason, count[reason.ordinal()]);
            }
        }
        return dropped;
    }
}
