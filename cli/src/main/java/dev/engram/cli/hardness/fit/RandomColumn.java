package dev.engram.cli.hardness.fit;

import dev.engram.cli.csv.CsvFault;
import dev.engram.cli.csv.CsvRows;
import dev.engram.cli.hardness.Ints;
import dev.engram.cli.hardness.Levels;
import dev.engram.hardness.glmm.RandomFactor;
import java.util.List;

/** A column whose texts are the levels of a random factor. */
final class RandomColumn {
    private final String name;
    private final int at;
    private final Levels levels = new Levels();
    private final Ints level = new Ints();

    RandomColumn(String name, int at) {
        this.name = name;
        this.at = at;
    }

    void read(CsvRows rows) throws CsvFault {
        level.add(levels.number(rows.text(at)));
    }

    String name() {
        return name;
    }

    /** The levels in the order of the factor. */
    List<String> order() {
        return levels.names(levels.sortedByValue());
    }

    RandomFactor.Grouping factor() {
        int[] order = levels.sortedByValue();
        int[] place = Levels.places(order);
        int[] rows = level.toArray();
        for (int i = 0; i < rows.length; i++) {
            rows[i] = place[rows[i]];
        }
        return new RandomFactor.Grouping(name, levels.names(order), rows);
    }
}
