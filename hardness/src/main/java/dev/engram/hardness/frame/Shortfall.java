package dev.engram.hardness.frame;

import dev.engram.hardness.glmm.Unfit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One thing the rows lack.
 *
 * @param code   which, stable
 * @param reason in words for a person, with the figures
 */
public record Shortfall(Code code, String reason) {
    /** What can be lacking. */
    public enum Code {
        NO_ROWS,
        ONE_LEARNER,
        ONE_CARD,
        ONE_TAG,
        ALL_LAPSES,
        NO_LAPSES,
        TOO_FEW_ROWS,
        SEPARATION,
        NOT_FITTED,
        NOT_CONVERGED
    }

    /**
     * What rows lack to be fitted at all, nothing if they may be.
     *
     * @param what the rows are, in words
     */
    public static List<Shortfall> of(ModelFrame rows, String what) {
        var found = new ArrayList<Shortfall>();
        if (rows.size == 0) {
            found.add(new Shortfall(Code.NO_ROWS, "no " + what + " left to fit"));
            return found;
        }
        if (rows.learners.size() == 1) {
            found.add(new Shortfall(
                    Code.ONE_LEARNER, "one learner: the effects of cards and learner cannot be separated"));
        }
        if (rows.cards.size() == 1) {
            found.add(new Shortfall(Code.ONE_CARD, "one card: nothing to compare"));
        }
        if (rows.tags.size() == 1) {
            found.add(new Shortfall(
                    Code.ONE_TAG, "one tag, " + rows.tags.names().getFirst() + ", on every card: nothing to compare"));
        }
        long lapses = rows.lapsedCount();
        if (lapses == 0) {
            found.add(new Shortfall(Code.NO_LAPSES, String.format(Locale.ROOT, "no lapse in %,d %s", rows.size, what)));
        }
        if (lapses == rows.size) {
            found.add(new Shortfall(
                    Code.ALL_LAPSES, String.format(Locale.ROOT, "all of %,d %s are lapses", rows.size, what)));
        }
        return found;
    }

    /** Why rows could not be fitted. */
    public static Shortfall of(Unfit unfit, ModelFrame rows) {
        var code = switch (unfit.reason()) {
            case TOO_FEW_ROWS, TOO_FEW_LEVELS, CONSTANT_RESPONSE -> Code.TOO_FEW_ROWS;
            case SEPARATION -> Code.SEPARATION;
            case NO_MODE -> Code.NOT_CONVERGED;
            case NOT_FINITE, TOO_LARGE, NOT_COVERED -> Code.NOT_FITTED;
        };
        return new Shortfall(code, unfit.sentence() + String.format(Locale.ROOT, " (%,d rows)", rows.size));
    }
}
