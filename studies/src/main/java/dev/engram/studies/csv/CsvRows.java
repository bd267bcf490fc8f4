package dev.engram.studies.csv;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.engram.studies.FigureText;
import dev.engram.studies.TextTable;
import dev.engram.studies.ThrottledProgress;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file (RFC 4180: comma, {@code "} doubled, LF or CRLF, header row; UTF-8, byte order mark allowed), or one with tabs, read
 * record by record in constant memory. What is wrong with it is a {@link CsvException} that names file, line and column. Not safe for threads.
 */
public final class CsvRows implements Closeable {
    private static final String NOT_AVAILABLE = "NA";
    /** Stands in no text. */
    private static final char NO_QUOTE = '\u0001';

    private static final int NAMED_COLUMNS = 40;
    private static final int NAMED_CHARACTERS = 41;
    private static final int ROWS_BETWEEN_REPORTS = 50_000;

    private final Path file;
    private final CsvSource source;
    private final CsvFields fields = new CsvFields();
    private final CloseableIterator<CsvFields> records;
    private final ThrottledProgress progress;
    private List<String> header = List.of();
    private boolean reported;
    private long rows;

    private CsvRows(Path file, CsvSource source, ThrottledProgress progress) throws IOException {
        this.file = file;
        this.source = source;
        this.progress = progress;
        Reader characters = source.characters();
        this.records = CsvReader.builder()
                .fieldSeparator(source.separator())
                .quoteCharacter(source.quotes() ? '"' : NO_QUOTE)
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE) // we count them: the message then names the column
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .build(fields, characters)
                .iterator();
        this.header = readHeader();
    }

    /** Opens a file of few rows. @throws CsvException if the file is missing, empty, or its header is malformed */
    public static CsvRows open(Path file) throws IOException {
        return open(file, new ThrottledProgress(_ -> {}));
    }

    /** Opens a file. @throws CsvException if the file is missing, empty, or its header is malformed */
    public static CsvRows open(Path file, ThrottledProgress progress) throws IOException {
        CsvSource source = CsvSource.open(file);
        try {
            return new CsvRows(file, source, progress);
        } catch (IOException | RuntimeException e) {
            source.close();
            throw e;
        }
    }

    private List<String> readHeader() throws IOException {
        if (!step()) {
            throw new CsvException(file + " is empty: a header row with the names of the columns is needed");
        }
        List<String> names = IntStream.range(0, fields.count())
                .mapToObj(i -> fields.text(i).strip())
                .toList();
        String only = names.getFirst();
        if (names.size() == 1 && only.indexOf(';') >= 0) {
            throw new CsvException(
                    file + ", line 1: the columns seem to be separated by semicolons; commas or tabs are needed");
        }
        return names;
    }

    public Path file() {
        return file;
    }

    /** Names of the columns, in order. */
    public List<String> header() {
        return header;
    }

    public boolean has(String column) {
        return header.contains(column);
    }

    /** The place of a column. @throws CsvException listing the columns there are, if it is missing or there twice */
    public int column(String name) throws CsvException {
        require(List.of(name));
        return header.indexOf(name);
    }

    /** Whether there is such a column, whatever the case of its letters. */
    public boolean hasIgnoringCase(String column) {
        return header.stream().anyMatch(column::equalsIgnoreCase);
    }

    /** As {@link #column}, whatever the case of its letters. */
    public int columnIgnoringCase(String name) throws CsvException {
        return column(header.stream().filter(name::equalsIgnoreCase).findFirst().orElse(name));
    }

    /** As {@link #find}, whatever the case of its letters. */
    public int findIgnoringCase(String name) throws CsvException {
        return hasIgnoringCase(name) ? columnIgnoringCase(name) : -1;
    }

    /** The place of a column that may be missing, -1 then. @throws CsvException if it is there twice */
    public int find(String name) throws CsvException {
        return has(name) ? column(name) : -1;
    }

    /** @throws CsvException naming every column that is missing, and those there are; or one that is there twice */
    public void require(List<String> wanted) throws CsvException {
        List<String> missing = wanted.stream()
                .distinct()
                .filter(name -> !header.contains(name))
                .toList();
        if (!missing.isEmpty()) {
            List<String> present = header.stream().map(CsvRows::brief).toList();
            throw new CsvException("%s has no column %s; it has: %s"
                    .formatted(file, String.join(", ", missing), FigureText.some(present, NAMED_COLUMNS)));
        }
        for (String name : wanted) {
            if (header.indexOf(name) != header.lastIndexOf(name)) {
                throw new CsvException("%s has the column %s twice".formatted(file, name));
            }
        }
    }

    /** A name or value, short enough for a message. */
    private static String brief(String text) {
        return TextTable.cell(text, NAMED_CHARACTERS);
    }

    /** Moves to the next record. False at the end of the file. @throws CsvException if the record is malformed, or there was none */
    public boolean next() throws IOException {
        if (!step()) {
            if (rows == 0) {
                throw new CsvException(file + " has a header but no rows");
            }
            if (reported) {
                progress.step(String.format(Locale.ROOT, "read %s: %,d rows", file.getFileName(), rows));
            }
            return false;
        }
        int count = fields.count();
        int width = header.size();
        if (count < width) {
            throw fault(count, "missing: the record has %d of %d fields".formatted(count, width));
        }
        if (count > width) {
            throw fault(width, "one field too many: the record has %d, the header %d".formatted(count, width));
        }
        rows++;
        if (rows % ROWS_BETWEEN_REPORTS == 0) {
            double share = source.share();
            reported |= progress.update(() ->
                    String.format(Locale.ROOT, "reading %s: %,d rows, %.0f %%", file.getFileName(), rows, 100 * share));
        }
        return true;
    }

    private CsvException notText() throws CsvException {
        try {
            return source.notText();
        } catch (IOException unreadable) {
            return new CsvException("cannot read " + file + ": " + unreadable.getMessage());
        }
    }

    private boolean step() throws CsvException {
        try {
            if (!records.hasNext()) {
                return false;
            }
            @Nullable Object read = records.next();
            return read != null;
        } catch (CsvParseException malformed) {
            @Nullable Throwable cause = malformed.getCause();
            String message = String.valueOf((cause == null ? malformed : cause).getMessage());
            throw fault(fields.count(), plain(message));
        } catch (UncheckedIOException failure) {
            @Nullable IOException cause = failure.getCause();
            if (cause instanceof CharacterCodingException) {
                throw notText();
            }
            throw new CsvException("cannot read " + file + ": " + (cause == null ? failure : cause).getMessage());
        }
    }

    private static String plain(String message) {
        String text = message.replaceFirst(" \\(record starting at line \\d+\\)$", "");
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

    /** Whether the field holds nothing at all; {@code ""} is an empty text, which is something. */
    public boolean absent(int column) {
        return fields.absent(column);
    }

    /** Never empty. @throws CsvException if nothing is there */
    public String text(int column) throws CsvException {
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

    /** Finite. @throws CsvException if the field holds no number, or none that is finite */
    public double number(int column) throws CsvException {
        double number = fields.number(column);
        if (!Double.isFinite(number)) {
            throw fields.text(column).isBlank()
                    ? fault(column, "is empty: a number is needed")
                    : notA(column, "a finite number");
        }
        return number;
    }

    /** A fault of a value that is not what it must be. */
    public CsvException notA(int column, String what) {
        return fault(column, "'%s' is not %s".formatted(brief(fields.text(column)), what));
    }

    /** The number in the field, or NaN where it holds none; infinite only where the digits say so. */
    public double numberOrNaN(int column) {
        return fields.number(column);
    }

    /** Whether nothing is known: the field is empty, or {@code NA} as R writes it. */
    public boolean unknown(int column) {
        return fields.absent(column) || fields.text(column).equals(NOT_AVAILABLE);
    }

    /** Finite, or NaN where nothing is known. @throws CsvException if the field holds anything else */
    public double numberOrUnknown(int column) throws CsvException {
        double number = fields.number(column);
        if (Double.isFinite(number)) {
            return number;
        }
        if (unknown(column)) {
            return Double.NaN;
        }
        throw notA(column, "a finite number; leave the field empty where it is not known");
    }

    /** @throws CsvException if the field holds no whole number in {@code [least, most]} */
    public int whole(int column, int least, int most) throws CsvException {
        double number = number(column);
        if (number != Math.rint(number) || number < least || number > most) {
            throw notA(column, "a whole number from %d to %d".formatted(least, most));
        }
        return (int) number;
    }

    /** A fault at a field of the current record. */
    public CsvException fault(int column, String what) {
        return new CsvException(
                "%s, line %d, column %d%s: %s".formatted(file, line(), column + 1, nameOf(column), what));
    }

    /** A fault of the current record at a column that may be missing. */
    public CsvException fault(String column, String what) throws CsvException {
        return has(column)
                ? fault(column(column), what)
                : new CsvException("%s, line %d: %s".formatted(file, line(), what));
    }

    /** E.g. {@code " (rating)"}; empty beyond the header, and while the header itself is read. */
    private String nameOf(int column) {
        return column < header.size() ? " (" + brief(header.get(column)) + ")" : "";
    }

    @Override
    public void close() throws IOException {
        records.close();
        source.close();
    }
}
