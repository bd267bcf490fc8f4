package dev.engram.cli.hardness.fit;

import dev.engram.cli.csv.CsvFault;
import dev.engram.cli.csv.CsvRows;
import dev.engram.cli.hardness.Doubles;
import dev.engram.cli.hardness.Ints;
import dev.engram.cli.hardness.Levels;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A column of a fixed term. Its first value says whether it holds numbers or texts; a text among numbers is a fault, since a column
 * that turns into hundreds of categories by one slip of the pen would be worse.
 */
final class FixedColumn {
    /** Words for a value that is not there. */
    private static final Set<String> MISSING =
            Set.of("na", "n/a", "nan", "null", "inf", "-inf", "+inf", "infinity", "-infinity");

    private final String name;
    private final int at;
    private final boolean categorical;
    private final Doubles numbers = new Doubles();
    private final Levels levels = new Levels();
    private final Ints level = new Ints();
    private boolean text;
    private boolean begun;
    private boolean numberAmongTexts;
    private String first = "";
    private long firstLine;

    FixedColumn(String name, int at, boolean categorical) {
        this.name = name;
        this.at = at;
        this.categorical = categorical;
        this.text = categorical;
    }

    void read(CsvRows rows) throws CsvFault {
        double number = categorical ? Double.NaN : rows.numberOrNaN(at);
        boolean isNumber = Double.isFinite(number);
        if (!isNumber && !categorical) {
            String value = rows.text(at).strip();
            if (value.isEmpty()) {
                throw rows.fault(at, "is empty");
            }
            if (MISSING.contains(value.toLowerCase(Locale.ROOT)) || Double.isInfinite(number)) {
                throw rows.fault(
                        at,
                        "'%s' is a missing or infinite value; leave such rows out (--categorical %s takes it as a text)"
                                .formatted(value, name));
            }
        }
        if (!begun) {
            begun = true;
            first = rows.text(at);
            firstLine = rows.line();
            text = !isNumber;
        }
        if (!text && !isNumber) {
            throw rows.fault(
                    at,
                    "'%s' is no number, but line %d holds the number %s; --categorical %s reads the column as texts"
                            .formatted(rows.text(at), firstLine, first, name));
        }
        if (text) {
            numberAmongTexts |= isNumber;
            level.add(levels.number(rows.text(at)));
        } else {
            numbers.add(number);
        }
    }

    String name() {
        return name;
    }

    boolean isText() {
        return text;
    }

    double number(int row) {
        return numbers.at(row);
    }

    double[] numbers() {
        return numbers.toArray();
    }

    /** The levels in sorted order, the reference first. */
    List<String> levels() {
        return levels.names(levels.sortedByText());
    }

    /** The place of the level of each row in {@link #levels}. */
    int[] placeOfRow() {
        int[] place = Levels.places(levels.sortedByText());
        int[] places = level.toArray();
        for (int i = 0; i < places.length; i++) {
            places[i] = place[places[i]];
        }
        return places;
    }

    /** What a reader should know about how the column was read. */
    List<String> remarks() {
        if (numberAmongTexts) {
            return List.of("column %s is read as texts, since line %d holds '%s'; other lines hold numbers"
                    .formatted(name, firstLine, first));
        }
        return text && levels.size() == 1
                ? List.of("column %s holds '%s' in every row: it has no coefficient".formatted(name, first))
                : List.of();
    }
}
