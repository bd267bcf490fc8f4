package dev.engram.hardness.glmm.laplace;

import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.glmm.RandomFactor;
import dev.engram.hardness.glmm.numeric.WorkerTeam;
import dev.engram.hardness.glmm.rows.CovariatePatterns;
import dev.engram.hardness.glmm.rows.RowOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A design as {@link Method#JOINT} and {@link Method#LAPLACE} read it. The grouping with most levels is eliminated: its block
 * of the Hessian is diagonal. All other effects are columns of a dense remainder: the levels of the other groupings, then
 * those of the memberships, then the coefficients. Rows are sorted by the level of the eliminated grouping, and the columns
 * that meet a level are its pattern.
 */
final class Layout {
    final Design design;
    /** Threads that factor and invert. */
    final WorkerTeam team;

    final int rows;
    final int coefs;
    /** Index in the design of the eliminated grouping, or -1 if there is none: then one level without effect stands in. */
    final int eliminated;

    final int levels;
    /** Where the rows of a level begin, one more than there are levels. */
    final int[] rowStart;
    /** Index in the design, first column, level of each row and its place in the pattern, by grouping that stays. */
    final int[] kept;

    final int[] keptFrom;
    final int[][] keptLevel;
    final int[][] keptPlace;
    final List<Member> members;
    /** Columns of random effects; the coefficients come after. */
    final int randomColumns;

    final int columns;
    /** Index in the design of the factor of a column, -1 for coefficients. */
    final int[] columnFactor;
    /** Whether a column is a tag whose members are the levels of the eliminated grouping. */
    final boolean[] tagOfEliminated;
    /** Where the pattern of a level begins, and its columns, rising; the last are all coefficients. */
    final int[] patternStart;

    final int[] pattern;
    final byte[] response;
    /** Offset of each row, but for that of its covariate pattern. */
    final double[] offset;

    final CovariatePatterns fixed;
    /** Covariate pattern of each row. */
    final int[] cell;
    /** Dense columns by row, in the order of {@link CovariatePatterns#dense}. */
    final double[][] dense;
    /** What the rows of an ordered response have beside their binary rows, or null. */
    final @Nullable Gaps gaps;
    /** Column of rows that no level of a shift meets, or -1. Its standard deviation is zero. */
    final int voidColumn;

    /** To be worked on by the calling thread alone. */
    Layout(Design design) {
        this(design, WorkerTeam.ALONE);
    }

    Layout(Design design, WorkerTeam team) {
        this.design = design;
        this.team = team;
        rows = design.rows();
        coefs = design.coefficients().size();
        eliminated = largest(design);
        var eliminatedLevel = eliminated < 0
                ? new int[rows]
                : ((RandomFactor.Grouping) design.random().get(eliminated)).level();
        levels = eliminated < 0 ? 1 : design.random().get(eliminated).levels().size();

        var keptGroupings = new ArrayList<Integer>();
        for (int k = 0; k < design.random().size(); k++) {
            if (k != eliminated && design.random().get(k) instanceof RandomFactor.Grouping) {
                keptGroupings.add(k);
            }
        }
        kept = keptGroupings.stream().mapToInt(Integer::intValue).toArray();
        keptFrom = new int[kept.length];
        int column = 0;
        for (int g = 0; g < kept.length; g++) {
            keptFrom[g] = column;
            column += design.random().get(kept[g]).levels().size();
        }
        members = new ArrayList<>();
        for (int k = 0; k < design.random().size(); k++) {
            if (design.random().get(k) instanceof RandomFactor.Membership membership) {
                var member = new Member(k, parent(membership.of()), column, membership);
                members.add(member);
                column += member.size;
            }
        }
        randomColumns = column;
        columns = column + coefs;
        columnFactor = columnFactors();
        var thresholds = design.thresholds();
        int shift = thresholds == null ? -1 : thresholds.shift;
        voidColumn = shift < 0 ? -1 : from(shift) + size(shift) - 1;
        gaps = thresholds == null ? null : new Gaps(design, thresholds, randomColumns, shift < 0 ? -1 : from(shift));
        tagOfEliminated = new boolean[columns];
        for (var member : members) {
            Arrays.fill(tagOfEliminated, member.from, member.from + member.size, member.parent < 0);
        }

        fixed = CovariatePatterns.of(design);
        int[] code = fixed.takeRows();
        for (int n = 0; n < rows; n++) {
            code[n] = 2 * code[n] + design.response()[n];
        }
        var order = RowOrder.order(groupings(), code, fixed);
        rowStart = new int[levels + 1];
        for (int level : eliminatedLevel) {
            rowStart[level + 1]++;
        }
        cumulate(rowStart);
        keptLevel = new int[kept.length][];
        for (int g = 0; g < kept.length; g++) {
            keptLevel[g] = permuted(((RandomFactor.Grouping) design.random().get(kept[g])).level(), order);
        }
        response = new byte[rows];
        cell = new int[rows];
        offset = new double[rows];
        dense = new double[fixed.dense.size()][rows];
        for (int n = 0; n < rows; n++) {
            response[n] = (byte) (code[order[n]] & 1);
            cell[n] = code[order[n]] >>> 1;
            offset[n] = fixed.denseOffset == null ? 0 : fixed.denseOffset.at(order[n]);
            for (int m = 0; m < dense.length; m++) {
                dense[m][n] = fixed.dense.get(m).at(order[n]);
            }
        }

        keptPlace = new int[kept.length][rows];
        patternStart = new int[levels + 1];
        pattern = new Patterns(this).find();
    }

    /** The whole offset of a row. */
    double offset(int row) {
        return offset[row] + fixed.offset[cell[row]];
    }

    /** Number of levels of a factor. */
    int size(int factor) {
        return design.random().get(factor).levels().size();
    }

    /** Number of levels of a factor that are told of. */
    int reported(int factor) {
        return size(factor) - (voidColumn >= 0 && columnFactor[voidColumn] == factor ? 1 : 0);
    }

    /** First column of a factor that stays. */
    int from(int factor) {
        for (int g = 0; g < kept.length; g++) {
            if (kept[g] == factor) {
                return keptFrom[g];
            }
        }
        for (var member : members) {
            if (member.factor == factor) {
                return member.from;
            }
        }
        throw new IllegalArgumentException("factor: " + factor + " has no columns");
    }

    private static int largest(Design design) {
        var random = design.random();
        var thresholds = design.thresholds();
        int largest = -1;
        for (int k = 0; k < random.size(); k++) {
            if (random.get(k) instanceof RandomFactor.Grouping grouping
                    && (thresholds == null || k != thresholds.shift)
                    && (largest < 0
                            || grouping.levels().size()
                                    > random.get(largest).levels().size())) {
                largest = k;
            }
        }
        return largest;
    }

    /** The groupings, the eliminated one first. */
    private List<RandomFactor.Grouping> groupings() {
        var groupings = new ArrayList<RandomFactor.Grouping>();
        for (int k = -1; k < kept.length; k++) {
            int factor = k < 0 ? eliminated : kept[k];
            if (factor >= 0) {
                groupings.add((RandomFactor.Grouping) design.random().get(factor));
            }
        }
        return groupings;
    }

    private int parent(String grouping) {
        for (int g = 0; g < kept.length; g++) {
            if (design.random().get(kept[g]).name().equals(grouping)) {
                return g;
            }
        }
        return -1;
    }

    private int[] columnFactors() {
        var factors = new int[columns];
        Arrays.fill(factors, -1);
        for (int g = 0; g < kept.length; g++) {
            int size = design.random().get(kept[g]).levels().size();
            Arrays.fill(factors, keptFrom[g], keptFrom[g] + size, kept[g]);
        }
        for (var member : members) {
            Arrays.fill(factors, member.from, member.from + member.size, member.factor);
        }
        return factors;
    }

    private static void cumulate(int[] counts) {
        for (int k = 1; k < counts.length; k++) {
            counts[k] += counts[k - 1];
        }
    }

    private static int[] permuted(int[] values, int[] order) {
        var result = new int[order.length];
        for (int n = 0; n < order.length; n++) {
            result[n] = values[order[n]];
        }
        return result;
    }
}
