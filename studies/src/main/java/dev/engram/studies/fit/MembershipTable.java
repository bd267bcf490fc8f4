package dev.engram.studies.fit;

import dev.engram.hardness.glmm.RandomFactor;
import dev.engram.studies.FigureText;
import dev.engram.studies.csv.CsvException;
import dev.engram.studies.csv.CsvRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;

/**
 * A long table that gives the levels of one random factor to levels of a further one, each with a weight: {@code item,tag,weight}. The
 * first column names the random factor, the second the further one. Where no weight is given it is 1 / number of entries of the level.
 */
final class MembershipTable {
    private static final int COLUMNS_WITH_WEIGHT = 3;
    private static final int NAMED = 5;

    private final Path file;
    private final String of;
    private final String name;
    private final Map<String, Map<String, Entry>> entries = new LinkedHashMap<>();
    private long repeated;

    private MembershipTable(Path file, String of, String name) {
        this.file = file;
        this.of = of;
        this.name = name;
    }

    /** A weight, NaN where none is given, and its line. */
    private record Entry(double weight, long line) {}

    /** @throws CsvException if the header or a row does not hold what is needed */
    static MembershipTable read(Path file, List<String> random) throws IOException {
        try (CsvRows rows = CsvRows.open(file)) {
            List<String> header = rows.header();
            if (header.size() < 2 || header.size() > COLUMNS_WITH_WEIGHT) {
                throw new CsvException(
                        file + ", line 1: the columns must be a random factor, the factor it belongs to, and its weight"
                                + " (such as item,tag,weight), not " + String.join(",", header));
            }
            if (!random.contains(header.getFirst())) {
                throw new CsvException(file + ", line 1, column 1: '" + header.getFirst()
                        + "' is not among the random factors (" + String.join(", ", random) + ")");
            }
            if (random.contains(header.get(1))) {
                throw new CsvException(file + ", line 1, column 2: '" + header.get(1) + "' is already a random factor");
            }
            MembershipTable table = new MembershipTable(file, header.getFirst(), header.get(1));
            while (rows.next()) {
                table.add(rows, header.size() == COLUMNS_WITH_WEIGHT);
            }
            table.check();
            return table;
        }
    }

    private void add(CsvRows rows, boolean weighted) throws CsvException {
        String member = rows.text(0);
        double weight = weighted && !rows.absent(2) ? rows.number(2) : Double.NaN;
        if (weight < 0) {
            throw rows.fault(2, "a weight is 0 or more, not " + weight);
        }
        Entry before = entries.computeIfAbsent(member, _ -> new LinkedHashMap<>())
                .putIfAbsent(rows.text(1), new Entry(weight, rows.line()));
        if (before != null && Double.compare(before.weight, weight) != 0) {
            throw rows.fault(
                    1,
                    "%s %s has %s '%s' with another weight in line %d"
                            .formatted(of, member, name, rows.text(1), before.line));
        }
        repeated += before == null ? 0 : 1;
    }

    private void check() throws CsvException {
        for (var member : entries.entrySet()) {
            long kinds = member.getValue().values().stream()
                    .map(entry -> Double.isNaN(entry.weight))
                    .distinct()
                    .count();
            if (kinds > 1) {
                throw new CsvException(
                        "%s: some rows of %s %s have a weight and others do not".formatted(file, of, member.getKey()));
            }
        }
    }

    /** Name of the random factor whose levels are members. */
    String of() {
        return of;
    }

    /**
     * The further factor over these levels of {@link #of}; it has only levels that some row of the data has.
     *
     * @param remarks what did not fit is added to them
     * @throws CsvException if not one of the members is in the table
     */
    RandomFactor.Membership over(List<String> members, List<String> remarks) throws CsvException {
        LevelColumn used = new LevelColumn();
        members.forEach(
                member -> entries.getOrDefault(member, Map.of()).keySet().forEach(used::row));
        List<String> levels = used.sortedByValue();
        if (levels.isEmpty()) {
            throw new CsvException("%s: no %s of the data is in the table (the data have %s; the table has %s)"
                    .formatted(file, of, some(members), some(List.copyOf(entries.keySet()))));
        }
        int[] start = new int[members.size() + 1];
        DoubleStream.Builder weights = DoubleStream.builder();
        for (int j = 0; j < members.size(); j++) {
            Map<String, Entry> own = entries.getOrDefault(members.get(j), Map.of());
            own.values().forEach(entry -> weights.add(Double.isNaN(entry.weight) ? 1.0 / own.size() : entry.weight));
            start[j + 1] = start[j] + own.size();
        }
        remarks.addAll(remarks(members));
        return new RandomFactor.Membership(
                name, levels, of, start, used.places(levels), weights.build().toArray());
    }

    private List<String> remarks(List<String> members) {
        List<String> remarks = new ArrayList<>();
        if (repeated > 0) {
            remarks.add("%s: %d repeated rows count once".formatted(file, repeated));
        }
        List<String> without =
                members.stream().filter(member -> !entries.containsKey(member)).toList();
        if (!without.isEmpty()) {
            remarks.add("%d of %d levels of %s are not in %s and have no effect of %s: %s"
                    .formatted(without.size(), members.size(), of, file, name, some(without)));
        }
        List<String> unknown = new ArrayList<>(entries.keySet());
        unknown.removeAll(Set.copyOf(members));
        if (!unknown.isEmpty()) {
            remarks.add("%d levels of %s in %s are in no row of the data and are left out: %s"
                    .formatted(unknown.size(), of, file, some(unknown)));
        }
        return remarks;
    }

    private static String some(List<String> names) {
        return FigureText.some(names, NAMED);
    }
}
