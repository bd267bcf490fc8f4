package dev.engram.studies.fit;

import dev.engram.hardness.glmm.Column;
import dev.engram.hardness.glmm.FixedTerm;
import dev.engram.studies.csv.CsvException;
import dev.engram.studies.csv.CsvRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A column of a fixed term. Its first value says whether it holds numbers or texts; a text among numbers is a fault, since a typing
 * error would otherwise turn the column into hundreds of categories.
 */
final class FixedColumn {
    /** Words for a value that is not there. */
    static final Set<String> MISSING =
            Set.of("na", "n/a", "nan", "null", "inf", "-inf", "+inf", "infinity", "-infinity");

    private static final int MOST_LEVELS = 256;

    private final String name;
    private final int at;
    private final boolean categorical;
    private final DoubleStream.Builder numbers = DoubleStream.builder();
    private final LevelColumn texts = new LevelColumn();
    private final List<FixedTerm.Numeric> coefficients = new ArrayList<>();
    private boolean text;
    private boolean numberAmongTexts;
    private String first = "";
    private long firstLine;

    FixedColumn(String name, int at, boolean categorical) {
        this.name = name;
        this.at = at;
        this.categorical = categorical;
    }

    void read(CsvRows rows) throws CsvException {
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
                        "'%s' is a missing or infinite value; leave such rows out (--na omit), or declare column %s categorical"
                                .formatted(value, name));
            }
        }
        if (firstLine == 0) {
            first = rows.text(at);
            firstLine = rows.line();
            text = !isNumber;
        }
        if (!text && !isNumber) {
            throw rows.fault(
                    at,
                    "'%s' is not a number, but line %d holds the number %s; to read texts declare column %s categorical"
                            .formatted(rows.text(at), firstLine, first, name));
        }
        if (text) {
            numberAmongTexts |= isNumber;
            texts.row(rows.text(at));
        } else {
            numbers.add(number);
        }
    }

    /**
     * The column as one term: numbers as they are, texts by treatment contrasts.
     *
     * @throws CsvException if there are too many different texts
     */
    FixedTerm main(CsvRows rows) throws CsvException {
        if (!text) {
            return coefficients(rows).getFirst();
        }
        List<String> levels = levels(rows);
        return FixedTerm.Categorical.of(name, levels, texts.bytePlaces(levels));
    }

    /**
     * The product of columns: a coefficient for each combination of theirs, those of the first column changing quickest, as in R.
     *
     * @throws CsvException if there are too many different texts in one
     */
    static List<FixedTerm.Numeric> interaction(List<FixedColumn> parts, CsvRows rows) throws CsvException {
        List<FixedTerm.Numeric> products = parts.getFirst().coefficients(rows);
        for (FixedColumn part : parts.subList(1, parts.size())) {
            List<FixedTerm.Numeric> next = new ArrayList<>();
            for (FixedTerm.Numeric factor : part.coefficients(rows)) {
                for (FixedTerm.Numeric product : products) {
                    double[] values = new double[factor.column().rows()];
                    Arrays.setAll(
                            values,
                            i -> product.column().at(i) * factor.column().at(i));
                    next.add(new FixedTerm.Numeric(product.name() + ":" + factor.name(), Column.of(values)));
                }
            }
            products = next;
        }
        return products;
    }

    private List<FixedTerm.Numeric> coefficients(CsvRows rows) throws CsvException {
        if (coefficients.isEmpty() && !text) {
            coefficients.add(
                    new FixedTerm.Numeric(name, Column.of(numbers.build().toArray())));
        } else if (coefficients.isEmpty()) {
            List<String> levels = levels(rows);
            int[] place = texts.places(levels);
            for (int level = 1; level < levels.size(); level++) {
                int own = level;
                double[] indicator =
                        IntStream.of(place).mapToDouble(i -> i == own ? 1 : 0).toArray();
                coefficients.add(new FixedTerm.Numeric(name + levels.get(level), Column.of(indicator)));
            }
        }
        return coefficients;
    }

    /** The levels in sorted order, the reference first. */
    private List<String> levels(CsvRows rows) throws CsvException {
        List<String> levels = texts.sortedByText();
        if (levels.size() > MOST_LEVELS) {
            throw new CsvException(
                    "%s: column %s holds %d different texts (such as '%s'); a fixed term has at most %d. Is it a random factor?"
                            .formatted(rows.file(), name, levels.size(), levels.getFirst(), MOST_LEVELS));
        }
        return levels;
    }

    /** What a reader should know about how the column was read. */
    List<String> remarks() {
        if (numberAmongTexts) {
            return List.of("column %s is read as texts, since line %d holds '%s'; other lines hold numbers"
                    .formatted(name, firstLine, first));
        }
        return text && texts.levels().size() == 1
                ? List.of("column %s holds '%s' in every row: it has no coefficient".formatted(name, first))
                : List.of();
    }
}
