package dev.engram.hardness.rank;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * How a thing's rank moved between two rankings of the same things, with how sure that is. The errors of the two are taken
 * as independent; versions that share reviews err alike, and the true probabilities then lie further from one half.
 *
 * @param name name of the thing
 * @param medianBefore its median rank before
 * @param medianAfter its median rank after
 * @param harder P(its rank number fell: it is harder than before)
 * @param easier P(its rank number rose); what is missing to 1 is the probability of the same rank
 */
public record RankChange(String name, int medianBefore, int medianAfter, double harder, double easier) {
    /**
     * The changes of all things, in the order of {@code before}.
     *
     * @throws IllegalArgumentException if the two do not rank the same names: rank the common ones first
     */
    public static List<RankChange> between(Ranking before, Ranking after) {
        var names = after.effects().stream().map(RankedEffect::name).toList();
        if (names.size() != before.size()
                || !new HashSet<>(names)
                        .containsAll(before.effects().stream()
                                .map(RankedEffect::name)
                                .toList())) {
            throw new IllegalArgumentException("rankings must be of the same things");
        }
        var changes = new ArrayList<RankChange>();
        for (int i = 0; i < before.size(); i++) {
            changes.add(
                    of(before, i, after, names.indexOf(before.effects().get(i).name())));
        }
        return List.copyOf(changes);
    }

    private static RankChange of(Ranking before, int i, Ranking after, int j) {
        double harder = 0;
        double easier = 0;
        double beforeAtOrBelow = 0;
        double afterAtOrBelow = 0;
        for (int rank = 1; rank <= before.size(); rank++) {
            double was = before.probabilityOfRank(i, rank);
            double is = after.probabilityOfRank(j, rank);
            harder += was * afterAtOrBelow;
            easier += is * beforeAtOrBelow;
            beforeAtOrBelow += was;
            afterAtOrBelow += is;
        }
        return new RankChange(
                before.effects().get(i).name(),
                before.effects().get(i).medianRank(),
                after.effects().get(j).medianRank(),
                harder,
                easier);
    }
}
