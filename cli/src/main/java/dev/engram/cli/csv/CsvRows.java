package dev.engram.cli.csv;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file (RFC 4180: comma, {@code "} doubled, LF or CRLF, header row; UTF-8, byte order mark allowed), read record by record in
 * constant memory. What is wrong with it is a {@link CsvFault} that names file, line and column. Not safe for threads.
 */
public final class CsvRows implements Closeable {
    private static final String NOT_AVAILABLE = "NA";

    private final Path file;
    private final CsvSource source;
    private final CsvFields fields = new CsvFields();
    private final CloseableIterator<CsvFields> records;
    private final CsvHeader header;
    private long rows;

    private CsvRows(Path file, CsvSource source) throws IOException {
        this.file = file;
        this.source = source;
        this.records = CsvReader.builder()
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE) // we count them: the message then names the column
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .build(fields, source.characters())
                .iterator();
        this.header = readHeader();
    }

    /** @throws CsvFault if the file is missing, empty, or its header is malformed */
    public static CsvRows open(Path file) throws IOException {
        CsvSource source = CsvSource.open(file);
        try {
            return new CsvRows(file, source);
        } catch (IOException | RuntimeException e) {
            source.close();
            throw e;
        }
    }

    private CsvHeader readHeader() throws CsvFault {
        if (!step()) {
            throw new CsvFault(file + " is empty: a header row with the names of the columns is needed");
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < fields.count(); i++) {
            names.add(fields.text(i).strip());
        }
        return CsvHeader.of(file, names);
    }

    public Path file() {
        return file;
    }

    /** Names of the columns, in order. */
    public List<String> header() {
        return header.names();
    }

    public boolean has(String column) {
        return header.names().contains(column);
    }

    /** The place of a column. @throws CsvFault listing the columns there are, if it is missing or there twice */
    public int column(String name) throws CsvFault {
        return header.place(name);
    }

    /** @throws CsvFault naming every column that is missing, and those there are */
    public void require(List<String> names) throws CsvFault {
        header.require(names);
    }

    /** Moves to the next record. False at the end of the file. @throws CsvFault if the record is malformed */
    public boolean next() throws CsvFault {
        if (!step()) {
            return false;
        }
        int count = fields.count();
        int width = header.names().size();
        if (count < width) {
            throw fault(count, "missing: the record has %d of %d fields".formatted(count, width));
        }
        if (count > width) {
            throw fault(width, "one field too many: the record has %d, the header %d".formatted(count, width));
        }
        rows++;
        return true;
    }

    private boolean step() throws CsvFault {
        try {
            if (!records.hasNext()) {
                return false;
            }
            @Nullable Object read = records.next();
            return read != null;
        } catch (CsvParseException malformed) {
            @Nullable Throwable cause = malformed.getCause();
            String said = String.valueOf((cause == null ? malformed : cause).getMessage());
            throw fault(fields.count(), plain(said));
        } catch (UncheckedIOException failure) {
            @Nullable IOException cause = failure.getCause();
            if (cause instanceof CharacterCodingException) {
                throw new CsvFault(
                        "%s, after line %d: bytes that are no UTF-8 text".formatted(file, Math.max(1, fields.line())));
            }
            throw new CsvFault("cannot read " + file + ": " + (cause == null ? failure : cause).getMessage());
        }
    }

    private static String plain(String said) {
        String text = said.replaceFirst(" \\(record starting at line \\d+\\)$", "");
        if (text.startsWith("Unclosed quoted field")) {
            return "a quoted field is not closed before the end of the file";
        }
        if (text.startsWith("Unexpected character after closing quote")) {
            return "a character other than a comma follows a closing quote (a quote inside quotes is doubled)";
        }
        return text.contains("buffer size")
                ? "a field of more than 16 million characters: is a quote not closed?"
                : text;
    }

    /** The line on which the current record begins, from 1. */
    public long line() {
        return fields.line();
    }

    /** Records read so far, without the header. */
    public long rows() {
        return rows;
    }

    /** The share of the file that has been read, from 0 to 1. */
    public double share() {
        return source.share();
    }

    /** Whether the field holds nothing at all; {@code ""} is an empty text, which is something. */
    public boolean absent(int column) {
        return fields.absent(column);
    }

    /** Never empty. @throws CsvFault if nothing is there */
    public String text(int column) throws CsvFault {
        String text = fields.text(column);
        if (text.isEmpty()) {
            throw fault(column, "is empty");
        }
        return text;
    }

    /** The text of the field, empty where nothing is there. */
    public String textOrEmpty(int column) {
        return fields.text(column);
    }

    /** Finite. @throws CsvFault if the field holds no number, or none that is finite */
    public double number(int column) throws CsvFault {
        double number = fields.number(column);
        if (!Double.isFinite(number)) {
            throw fault(
                    column,
                    fields.text(column).isBlank()
                            ? "is empty: a number is needed"
                            : "'%s' is not a finite number".formatted(CsvHeader.brief(fields.text(column))));
        }
        return number;
    }

    /** The number in the field, or NaN where it holds none; infinite only where the digits say so. */
    public double numberOrNaN(int column) {
        return fields.number(column);
    }

    /** Whether nothing is known: the field is empty, or {@code NA} as R writes it. */
    public boolean unknown(int column) {
        return fields.absent(column) || fields.text(column).equals(NOT_AVAILABLE);
    }

    /** Finite, or NaN where nothing is known. @throws CsvFault if the field holds anything else */
    public double numberOrUnknown(int column) throws CsvFault {
        double number = fields.number(column);
        if (Double.isFinite(number)) {
            return number;
        }
        if (unknown(column)) {
            return Double.NaN;
        }
        throw fault(
                column,
                "'%s' is not a finite number; leave the field empty where it is not known"
                        .formatted(CsvHeader.brief(fields.text(column))));
    }

    /** @throws CsvFault if the field holds no whole number in {@code [least, most]} */
    public int whole(int column, int least, int most) throws CsvFault {
        double number = number(column);
        if (number != Math.rint(number) || number < least || number > most) {
            throw fault(
                    column,
                    "'%s' is not a whole number from %d to %d"
                            .formatted(CsvHeader.brief(fields.text(column)), least, most));
        }
        return (int) number;
    }

    /** A fault at a field of the current record. */
    public CsvFault fault(int column, String what) {
        return new CsvFault("%s, line %d, column %d%s: %s".formatted(file, line(), column + 1, nameOf(column), what));
    }

    /** E.g. {@code " (rating)"}; empty beyond the header, and while the header itself is read. */
    private String nameOf(int column) {
        @Nullable CsvHeader known = header;
        return known != null && column < known.names().size()
                ? " (" + CsvHeader.brief(known.names().get(column)) + ")"
                : "";
    }

    @Override
    public void close() throws IOException {
        records.close();
        source.close();
    }
}
