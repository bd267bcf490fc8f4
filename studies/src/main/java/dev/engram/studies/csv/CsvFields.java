package dev.engram.studies.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.Arrays;

/** The fields of the record read last, in one buffer: a file of millions of rows makes no string that nobody asks for. */
final class CsvFields extends AbstractBaseCsvCallbackHandler<CsvFields> {
    private char[] text = new char[256];
    private int used;
    private int[] end = new int[16];
    private boolean[] quoted = new boolean[16];

    @Override
    protected void handleBegin(long startingLineNumber) {
        used = 0;
    }

    @Override
    protected void handleField(int field, char[] buffer, int offset, int length, boolean inQuotes) {
        if (used + length > text.length) {
            text = Arrays.copyOf(text, Math.max(2 * text.length, used + length));
        }
        if (field == end.length) {
            end = Arrays.copyOf(end, 2 * field);
            quoted = Arrays.copyOf(quoted, 2 * field);
        }
        System.arraycopy(buffer, offset, text, used, length);
        used += length;
        end[field] = used;
        quoted[field] = inQuotes;
    }

    @Override
    protected CsvFields buildRecord() {
        return this;
    }

    long line() {
        return getStartingLineNumber();
    }

    int count() {
        return getFieldCount();
    }

    /** Whether the field is empty and not quoted. */
    boolean absent(int field) {
        return !quoted[field] && end[field] == start(field);
    }

    String text(int field) {
        return new String(text, start(field), end[field] - start(field));
    }

    /** NaN if the field is no number. */
    double number(int field) {
        return Decimals.parse(text, start(field), end[field]);
    }

    private int start(int field) {
        return field == 0 ? 0 : end[field - 1];
    }
}
