package dev.engram.cli.hardness.fit;

import dev.engram.cli.csv.CsvFault;
import dev.engram.hardness.glmm.Column;
import dev.engram.hardness.glmm.FixedTerm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Fixed terms of the engine from columns: numbers as they are, texts by treatment contrasts, products for interactions. */
final class FixedTerms {
    private static final int MOST_LEVELS = 256;

    private final Path file;
    private final int rows;
    private final Map<String, FixedColumn> columns;

    FixedTerms(Path file, int rows, Map<String, FixedColumn> columns) {
        this.file = file;
        this.rows = rows;
        this.columns = columns;
    }

    List<FixedTerm> of(FixedTermSpec term) throws CsvFault {
        List<FixedColumn> parts = term.columns().stream().map(this::column).toList();
        return parts.size() == 1 ? List.of(main(parts.getFirst())) : interaction(parts);
    }

    private FixedColumn column(String name) {
        FixedColumn column = columns.get(name);
        if (column == null) {
            throw new IllegalStateException("not read: " + name);
        }
        return column;
    }

    private FixedTerm main(FixedColumn column) throws CsvFault {
        if (!column.isText()) {
            return new FixedTerm.Numeric(column.name(), Column.of(column.numbers()));
        }
        List<String> levels = levels(column);
        int[] place = column.placeOfRow();
        byte[] level = new byte[rows];
        for (int i = 0; i < rows; i++) {
            level[i] = (byte) place[i];
        }
        return FixedTerm.Categorical.of(column.name(), levels, level);
    }

    private List<String> levels(FixedColumn column) throws CsvFault {
        List<String> levels = column.levels();
        if (levels.size() > MOST_LEVELS) {
            throw new CsvFault(
                    "%s: column %s holds %d different texts (such as '%s'); a fixed term has at most %d. Is it a --random one?"
                            .formatted(file, column.name(), levels.size(), levels.getFirst(), MOST_LEVELS));
        }
        return levels;
    }

    /** One column for each combination of coefficients, the levels of the first part changing quickest, as in R. */
    private List<FixedTerm> interaction(List<FixedColumn> parts) throws CsvFault {
        List<Product> products = List.of(new Product("", ones()));
        for (FixedColumn part : parts) {
            List<Product> factors = coefficients(part);
            List<Product> next = new ArrayList<>();
            for (Product factor : factors) {
                for (Product product : products) {
                    next.add(product.times(factor));
                }
            }
            products = next;
        }
        List<FixedTerm> terms = new ArrayList<>();
        for (Product product : products) {
            terms.add(new FixedTerm.Numeric(product.name, Column.of(product.values)));
        }
        return terms;
    }

    private double[] ones() {
        double[] ones = new double[rows];
        Arrays.fill(ones, 1);
        return ones;
    }

    private List<Product> coefficients(FixedColumn column) throws CsvFault {
        if (!column.isText()) {
            return List.of(new Product(column.name(), column.numbers()));
        }
        List<String> levels = levels(column);
        int[] place = column.placeOfRow();
        List<Product> coefficients = new ArrayList<>();
        for (int level = 1; level < levels.size(); level++) {
            double[] values = new double[rows];
            for (int i = 0; i < rows; i++) {
                values[i] = place[i] == level ? 1 : 0;
            }
            coefficients.add(new Product(column.name() + levels.get(level), values));
        }
        return coefficients;
    }

    /** A column of the design on its way. */
    private static final class Product {
        private final String name;
        private final double[] values;

        Product(String name, double[] values) {
            this.name = name;
            this.values = values;
        }

        Product times(Product other) {
            double[] product = new double[values.length];
            for (int i = 0; i < product.length; i++) {
                product[i] = values[i] * other.values[i];
            }
            return new Product(name.isEmpty() ? other.name : name + ":" + other.name, product);
        }
    }
}
