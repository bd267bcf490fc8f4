package dev.engram.hardness.table;

/** A row that no table can hold: names the row, the field and the rule. The row was not added. */
public final class InvalidReviewException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final long row;
    private final String field;
    private final String rule;

    InvalidReviewException(long row, String field, String rule) {
        super("row " + row + ", " + field + ": " + rule);
        this.row = row;
        this.field = field;
        this.rule = rule;
    }

    /** The row, counted from 1 in the order of delivery. */
    public long row() {
        return row;
    }

    /** Name of the field, as in the record or table that was delivered. */
    public String field() {
        return field;
    }

    /** The rule that the field breaks, with its value. */
    public String rule() {
        return rule;
    }
}
