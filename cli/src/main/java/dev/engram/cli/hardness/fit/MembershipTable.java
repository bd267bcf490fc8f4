package dev.engram.cli.hardness.fit;

import dev.engram.cli.csv.CsvFault;
import dev.engram.cli.csv.CsvRows;
import dev.engram.cli.hardness.Levels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A long table that gives the levels of one random factor to levels of a further one, each with a weight: {@code item,tag,weight}. The
 * first column names the random factor, the second the further one. Where no weight is given it is 1 / number of entries of the level.
 */
final class MembershipTable {
    private static final int COLUMNS_WITH_WEIGHT = 3;

    private final Path file;
    private final String of;
    private final String name;
    private final Levels tags = new Levels();
    private final Map<String, Map<Integer, Entry>> entries = new LinkedHashMap<>();
    private final List<String> remarks = new ArrayList<>();
    private long repeated;

    private MembershipTable(Path file, String of, String name) {
        this.file = file;
        this.of = of;
        this.name = name;
    }

    /** A weight, NaN where none is given, and the line it stands on. */
    private record Entry(double weight, long line) {}

    /** @throws CsvFault if the header or a row does not hold what is needed */
    static MembershipTable read(Path file, List<String> random) throws IOException {
        try (CsvRows rows = CsvRows.open(file)) {
            List<String> header = rows.header();
            if (header.size() < 2 || header.size() > COLUMNS_WITH_WEIGHT) {
                throw new CsvFault(
                        file + ", line 1: the columns must be a random factor, the factor it belongs to, and its weight"
                                + " (such as item,tag,weight), not " + String.join(",", header));
            }
            String of = header.getFirst();
            if (!random.contains(of)) {
                throw new CsvFault(file + ", line 1, column 1: '" + of + "' is not among --random ("
                        + String.join(", ", random) + ")");
            }
            if (random.contains(header.get(1))) {
                throw new CsvFault(
                        file + ", line 1, column 2: '" + header.get(1) + "' is already a factor of --random");
            }
            MembershipTable table = new MembershipTable(file, of, header.get(1));
            while (rows.next()) {
                table.add(rows, header.size() == COLUMNS_WITH_WEIGHT);
            }
            return table.checked();
        }
    }

    private void add(CsvRows rows, boolean weighted) throws CsvFault {
        String member = rows.text(0);
        int tag = tags.number(rows.text(1));
        double weight = Double.NaN;
        if (weighted && !rows.absent(2)) {
            weight = rows.number(2);
            if (weight < 0) {
                throw rows.fault(2, "a weight is 0 or more, not " + weight);
            }
        }
        Map<Integer, Entry> ofMember = entries.computeIfAbsent(member, _ -> new LinkedHashMap<>());
        Entry before = ofMember.get(tag);
        if (before == null) {
            ofMember.put(tag, new Entry(weight, rows.line()));
        } else if (Double.compare(before.weight, weight) == 0) {
            repeated++;
        } else {
            throw rows.fault(
                    1,
                    "%s %s has %s '%s' with another weight in line %d"
                            .formatted(of, member, name, rows.text(1), before.line));
        }
    }

    private MembershipTable checked() throws CsvFault {
        if (entries.isEmpty()) {
            throw new CsvFault(file + " has a header but no rows");
        }
        for (var member : entries.entrySet()) {
            long without = member.getValue().values().stream()
                    .filter(entry -> Double.isNaN(entry.weight))
                    .count();
            if (without > 0 && without < member.getValue().size()) {
                throw new CsvFault(
                        "%s: some rows of %s %s have a weight and others do not".formatted(file, of, member.getKey()));
            }
        }
        if (repeated > 0) {
            remarks.add("%s: %d repeated rows count once".formatted(file, repeated));
        }
        return this;
    }

    /** Name of the random factor whose levels are members. */
    String of() {
        return of;
    }

    /** The factor over these levels of {@link #of}. @throws CsvFault if not one of them is in the table */
    MembershipFactor over(List<String> members) throws CsvFault {
        return MembershipFactor.of(this, members);
    }

    Path file() {
        return file;
    }

    String name() {
        return name;
    }

    Levels tags() {
        return tags;
    }

    List<String> remarks() {
        return remarks;
    }

    /** All members, in the order of the file. */
    List<String> members() {
        return List.copyOf(entries.keySet());
    }

    /** Weights by number of the tag; empty for a member that is not in the table. */
    Map<Integer, Double> weightsOf(String member) {
        Map<Integer, Entry> own = entries.getOrDefault(member, Map.of());
        Map<Integer, Double> weights = new LinkedHashMap<>();
        own.forEach((tag, entry) -> weights.put(tag, Double.isNaN(entry.weight) ? 1.0 / own.size() : entry.weight));
        return weights;
    }
}
