package dev.engram.hardness.frame;

import dev.engram.hardness.table.ReviewTable;
import dev.engram.hardness.table.TagTable;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Rows of one fit, with learners and cards numbered anew so that none is without a row. About 19 bytes a row. The arrays are
 * shared with designs and never changed.
 */
public final class ModelFrame {
    public final List<String> learners;
    public final List<String> cards;
    public final CardTags tags;
    public final List<ReviewTable.Covariate> covariateNames;
    public final int size;
    public final int[] learner;
    public final int[] card;
    public final byte[] rating;
    public final byte[] successes;
    public final byte[] lapses;
    public final float[] elapsed;
    public final float[] planned;
    public final byte[][] covariates;
    public final RowRules rules;

    private ModelFrame(ReviewTable table, TagTable tagTable, RowRules rules, IntPredicate wanted) {
        this.rules = rules;
        var columns = table.columns;
        var seenLearners = new BitSet();
        var seenCards = new BitSet();
        int count = 0;
        for (int row = 0; row < columns.size; row++) {
            if (wanted.test(row)) {
                count++;
                seenLearners.set(columns.learner[row]);
                seenCards.set(columns.card[row]);
            }
        }
        size = count;
        learners = seenLearners.stream().mapToObj(table.learners::get).toList();
        cards = seenCards.stream().mapToObj(table.cards::get).toList();
        tags = CardTags.of(
                cards, seenCards.stream().mapToLong(j -> table.cardKeys[j]).toArray(), tagTable);
        covariateNames = table.covariates;
        learner = new int[size];
        card = new int[size];
        rating = new byte[size];
        successes = new byte[size];
        lapses = new byte[size];
        elapsed = new float[size];
        planned = new float[size];
        covariates = new byte[columns.covariates.length][size];
        int[] learnerPlace = places(seenLearners);
        int[] cardPlace = places(seenCards);
        int n = 0;
        for (int row = 0; row < columns.size; row++) {
            if (wanted.test(row)) {
                learner[n] = learnerPlace[columns.learner[row]];
                card[n] = cardPlace[columns.card[row]];
                rating[n] = (byte) columns.rating(row);
                successes[n] = (byte) Math.min(columns.successes(row), rules.successCap());
                lapses[n] = (byte) Math.min(columns.lapses(row), rules.lapseCap());
                elapsed[n] = columns.elapsed(row);
                planned[n] = columns.planned(row);
                for (int c = 0; c < covariates.length; c++) {
                    covariates[c][n] = columns.covariates[c][row];
                }
                n++;
            }
        }
    }

    /** The reviews wanted; their cards must have tags. */
    public static ModelFrame of(ReviewTable table, TagTable tags, RowRules rules, IntPredicate wanted) {
        return new ModelFrame(table, tags, rules, wanted);
    }

    private static int[] places(BitSet seen) {
        var places = new int[seen.length()];
        int place = 0;
        for (int i = seen.nextSetBit(0); i >= 0; i = seen.nextSetBit(i + 1)) {
            places[i] = place++;
        }
        return places;
    }

    /** 1 where the rating is again, else 0. */
    public byte[] lapsed() {
        var lapsed = new byte[size];
        for (int n = 0; n < size; n++) {
            lapsed[n] = (byte) (rating[n] == 1 ? 1 : 0);
        }
        return lapsed;
    }

    /** Number of lapses. */
    public long lapsedCount() {
        long count = 0;
        for (byte r : rating) {
            count += r == 1 ? 1 : 0;
        }
        return count;
    }
}
