package dev.engram.hardness.study;

import dev.engram.hardness.frame.ModelFrame;
import dev.engram.hardness.glmm.Unfit;
import dev.engram.hardness.study.report.Shortfall;
import dev.engram.hardness.study.report.Shortfall.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What rows lack to be fitted at all. */
final class Shortfalls {
    private Shortfalls() {}

    /** @param what the rows are, in words */
    static List<Shortfall> of(ModelFrame rows, String what) {
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

    static Shortfall of(Unfit unfit) {
        var code = switch (unfit.reason()) {
            case TOO_FEW_ROWS, TOO_FEW_LEVELS, CONSTANT_RESPONSE -> Code.TOO_FEW_ROWS;
            case SEPARATION -> Code.SEPARATION;
            case NO_MODE -> Code.NOT_CONVERGED;
            case NOT_FINITE, TOO_LARGE, NOT_COVERED -> Code.NOT_FITTED;
        };
        return new Shortfall(code, unfit.sentence());
    }
}
