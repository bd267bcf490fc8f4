package dev.engram.cli.hardness.fit;

import dev.engram.cli.csv.CsvFault;
import dev.engram.cli.hardness.Doubles;
import dev.engram.cli.hardness.Ints;
import dev.engram.cli.hardness.Levels;
import dev.engram.hardness.glmm.RandomFactor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A membership table brought to the levels that the data have.
 *
 * @param factor  the random factor; only levels that some row of the data has
 * @param remarks what did not fit
 */
record MembershipFactor(RandomFactor.Membership factor, List<String> remarks) {
    private static final int NAMED = 5;

    MembershipFactor {
        remarks = List.copyOf(remarks);
    }

    static MembershipFactor of(MembershipTable table, List<String> members) throws CsvFault {
        Levels used = new Levels();
        List<String> without = new ArrayList<>();
        for (String member : members) {
            Map<Integer, Double> weights = table.weightsOf(member);
            weights.keySet().forEach(tag -> used.number(table.tags().name(tag)));
            if (weights.isEmpty()) {
                without.add(member);
            }
        }
        if (used.size() == 0) {
            throw new CsvFault("%s: no %s of the data is in the table (the data have %s; the table has %s)"
                    .formatted(table.file(), table.of(), some(members), some(table.members())));
        }
        List<String> remarks = new ArrayList<>(table.remarks());
        if (!without.isEmpty()) {
            remarks.add("%d of %d levels of %s are not in %s and have no effect of %s: %s"
                    .formatted(without.size(), members.size(), table.of(), table.file(), table.name(), some(without)));
        }
        Set<String> known = new HashSet<>(members);
        List<String> unknown = table.members().stream()
                .filter(member -> !known.contains(member))
                .toList();
        if (!unknown.isEmpty()) {
            remarks.add("%d levels of %s in %s are in no row of the data and are left out: %s"
                    .formatted(unknown.size(), table.of(), table.file(), some(unknown)));
        }
        return new MembershipFactor(factor(table, members, used), remarks);
    }

    private static RandomFactor.Membership factor(MembershipTable table, List<String> members, Levels used) {
        int[] order = used.sortedByValue();
        int[] place = Levels.places(order);
        int[] start = new int[members.size() + 1];
        Ints level = new Ints();
        Doubles weight = new Doubles();
        for (int j = 0; j < members.size(); j++) {
            table.weightsOf(members.get(j)).forEach((tag, share) -> {
                level.add(place[used.find(table.tags().name(tag))]);
                weight.add(share);
            });
            start[j + 1] = level.size();
        }
        return new RandomFactor.Membership(
                table.name(), used.names(order), table.of(), start, level.toArray(), weight.toArray());
    }

    private static String some(List<String> names) {
        String shown = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
        return names.size() > NAMED ? shown + ", …" : shown;
    }
}
