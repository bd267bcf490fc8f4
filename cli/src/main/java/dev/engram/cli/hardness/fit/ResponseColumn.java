package dev.engram.cli.hardness.fit;

import dev.engram.cli.csv.CsvFault;
import dev.engram.cli.csv.CsvRows;
import dev.engram.cli.hardness.Levels;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** What is explained: zeros and ones, or ordered categories. */
final class ResponseColumn {
    private static final int MOST_CATEGORIES = Byte.MAX_VALUE;

    private final int at;
    private final boolean ordinal;
    private final boolean orderGiven;
    private final Levels categories = new Levels();
    private final ByteArrayOutputStream values = new ByteArrayOutputStream();

    ResponseColumn(FitQuestion question, int at) {
        this.at = at;
        this.ordinal = question.ordinal();
        this.orderGiven = !question.categories().isEmpty();
        question.categories().forEach(categories::number);
    }

    void read(CsvRows rows) throws CsvFault {
        values.write(ordinal ? category(rows) : zeroOrOne(rows));
    }

    private int zeroOrOne(CsvRows rows) throws CsvFault {
        double y = rows.numberOrNaN(at);
        if (y != 0 && y != 1) {
            throw rows.fault(at, "the response must be 0 or 1, not '" + rows.text(at) + "'");
        }
        return (int) y;
    }

    private int category(CsvRows rows) throws CsvFault {
        String text = rows.text(at).strip();
        int known = categories.find(text);
        if (known >= 0) {
            return known;
        }
        if (orderGiven) {
            throw rows.fault(at, "'%s' is not among --categories".formatted(text));
        }
        if (categories.size() == MOST_CATEGORIES) {
            throw rows.fault(at, "more than " + MOST_CATEGORIES + " categories");
        }
        return categories.number(text);
    }

    int rows() {
        return values.size();
    }

    /** Zeros and ones by row; zeros for an ordinal response, which the engine takes apart from the terms. */
    byte[] response() {
        return ordinal ? new byte[values.size()] : values.toByteArray();
    }

    /** The categories in order, the first being that which a larger linear predictor makes likelier. */
    List<String> categories() {
        return categories.names(order());
    }

    /** The place of the category of each row in {@link #categories}. */
    byte[] category() {
        int[] place = Levels.places(order());
        byte[] rows = values.toByteArray();
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (byte) place[rows[i]];
        }
        return rows;
    }

    private int[] order() {
        if (!orderGiven) {
            return categories.sortedByValue();
        }
        int[] given = new int[categories.size()];
        for (int i = 0; i < given.length; i++) {
            given[i] = i;
        }
        return given;
    }
}
