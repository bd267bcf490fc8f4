package dev.engram.hardness.ordinal;

import dev.engram.hardness.glmm.Column;
import dev.engram.hardness.glmm.FixedTerm;
import dev.engram.hardness.glmm.RandomFactor;
import dev.engram.hardness.glmm.RandomFactor.Grouping;
import dev.engram.hardness.glmm.RandomFactor.Membership;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where each effect stands. The grouping with most levels is apart, since its block of the Hessian is diagonal; all others
 * share the dense rest: other groupings, shift, memberships, then thresholds and coefficients.
 */
final class Layout {
    final OrdinalDesign design;
    final Observed observed;
    final List<Grouping> groupings = new ArrayList<>();
    /** First column of a grouping, -1 for the one apart. */
    final int[] groupAt;

    final List<Membership> memberships = new ArrayList<>();
    final int[] memberAt;
    /** Which grouping a membership is of. */
    final int[] memberOf;
    /** Index of the grouping apart. */
    final int apart;

    final @Nullable Grouping shifting;
    final int shiftAt;
    final int alphaAt;
    final int betaAt;
    /** Number of columns of the rest, and how many of them are random. */
    final int columns;

    final int randomColumns;
    /** Factor of each random column of the rest, in the order of {@link #names}. */
    final int[] factorOf;

    final int apartFactor;
    /** Names and level names of the factors: those of the design, then the shift. */
    final List<String> names = new ArrayList<>();

    final List<List<String>> levels = new ArrayList<>();
    /** First column of a factor, -1 for the one apart. */
    final int[] factorAt;

    final @Nullable Column offset;
    final List<FixedTerm> fixed;
    /** First column of each fixed term, counting those left out. */
    final List<String> coefficients;
    /** Column of each coefficient, -1 where it is left out. */
    final int[] betaColumn;

    Layout(OrdinalDesign design, Observed observed, boolean[] leftOut) {
        this.design = design;
        this.observed = observed;
        var terms = design.terms();
        offset = terms.offset();
        fixed = terms.fixed();
        coefficients = terms.coefficients().subList(1, terms.coefficients().size());
        for (var factor : terms.random()) {
            names.add(factor.name());
            levels.add(factor.levels());
            switch (factor) {
                case Grouping grouping -> groupings.add(grouping);
                case Membership membership -> memberships.add(membership);
            }
        }
        shifting = observed.shifted() < 0 ? null : design.shifting();
        if (shifting != null) {
            names.add(OrdinalDesign.shiftName(shifting.name()));
            levels.add(shifting.levels());
        }
        apart = largest(groupings);
        groupAt = new int[groupings.size()];
        memberAt = new int[memberships.size()];
        memberOf = new int[memberships.size()];
        factorAt = new int[names.size()];
        int at = 0;
        for (int g = 0; g < groupAt.length; g++) {
            groupAt[g] = g == apart ? -1 : at;
            at += g == apart ? 0 : groupings.get(g).levels().size();
        }
        shiftAt = shifting == null ? -1 : at;
        at += shifting == null ? 0 : shifting.levels().size();
        for (int m = 0; m < memberAt.length; m++) {
            memberAt[m] = at;
            memberOf[m] = groupNamed(memberships.get(m).of());
            at += memberships.get(m).levels().size();
        }
        randomColumns = at;
        factorOf = new int[at];
        apartFactor = placeFactors(terms.random());
        alphaAt = at;
        betaAt = at + observed.thresholds();
        betaColumn = new int[coefficients.size()];
        int column = betaAt;
        for (int i = 0; i < betaColumn.length; i++) {
            betaColumn[i] = leftOut[i] ? -1 : column++;
        }
        columns = column;
    }

    private int placeFactors(List<RandomFactor> random) {
        int apartIs = -1;
        int group = 0;
        int member = 0;
        for (int f = 0; f < names.size(); f++) {
            if (f == random.size()) {
                factorAt[f] = shiftAt;
            } else if (random.get(f) instanceof Grouping) {
                apartIs = group == apart ? f : apartIs;
                factorAt[f] = groupAt[group++];
            } else {
                factorAt[f] = memberAt[member++];
            }
            for (int i = 0; factorAt[f] >= 0 && i < levels.get(f).size(); i++) {
                factorOf[factorAt[f] + i] = f;
            }
        }
        return apartIs;
    }

    /** Number of levels of the grouping apart. */
    int apartSize() {
        return groupings.get(apart).levels().size();
    }

    /** Number of factors, the shift included. */
    int factors() {
        return names.size();
    }

    private int groupNamed(String name) {
        for (int g = 0; g < groupings.size(); g++) {
            if (groupings.get(g).name().equals(name)) {
                return g;
            }
        }
        throw new IllegalStateException("no grouping " + name);
    }

    /** Index of the shifting grouping among the groupings. */
    int shiftGroup() {
        return shifting == null ? -1 : groupings.indexOf(shifting);
    }

    private static int largest(List<Grouping> groupings) {
        int largest = 0;
        for (int g = 1; g < groupings.size(); g++) {
            if (groupings.get(g).levels().size()
                    > groupings.get(largest).levels().size()) {
                largest = g;
            }
        }
        return largest;
    }
}
