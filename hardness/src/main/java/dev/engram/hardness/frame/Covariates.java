package dev.engram.hardness.frame;

import dev.engram.hardness.glmm.FixedTerm;
import dev.engram.hardness.table.ReviewTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A covariate as a term: its most common value is the reference; a value without both outcomes has no coefficient and joins it. */
final class Covariates {
    private Covariates() {}

    /** The term, absent where all rows share a value; {@code notes} gets what was joined. */
    static Optional<FixedTerm> term(ReviewTable.Covariate covariate, byte[] value, byte[] lapsed, List<String> notes) {
        int values = covariate.values().size();
        var count = new long[values][2];
        for (int n = 0; n < value.length; n++) {
            count[value[n] & 0xff][lapsed[n]]++;
        }
        int reference = 0;
        for (int v = 1; v < values; v++) {
            reference = sum(count[v]) > sum(count[reference]) ? v : reference;
        }
        var level = new byte[values];
        var names = new ArrayList<String>();
        names.add(covariate.values().get(reference));
        for (int v = 0; v < values; v++) {
            if (v != reference && sum(count[v]) > 0) {
                if (count[v][0] > 0 && count[v][1] > 0) {
                    level[v] = (byte) names.size();
                    names.add(covariate.values().get(v));
                } else {
                    notes.add(covariate.name() + " " + covariate.values().get(v) + " joined with " + names.getFirst()
                            + ": no lapses or nothing else");
                }
            }
        }
        if (names.size() == 1) {
            return Optional.empty();
        }
        var levels = new byte[value.length];
        for (int n = 0; n < value.length; n++) {
            levels[n] = level[value[n] & 0xff];
        }
        return Optional.of(FixedTerm.Categorical.of(covariate.name(), names, levels));
    }

    private static long sum(long[] count) {
        return count[0] + count[1];
    }
}
