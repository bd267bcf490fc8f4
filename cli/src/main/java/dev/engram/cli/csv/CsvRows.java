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
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file (RFC 4180: comma, {@code "} doubled, LF or CRLF, header row; UTF-8, byte order mark allowed), read record by record in
 * constant memory. What is wrong with it is a {@link CsvFault} that names file, line and column. Not safe for threads.
 */
public final class CsvRows implements Closeable {
    private static final int NAMED_COLUMNS = 40;
    private static final int NAMED_CHARACTERS = 40;

    private final Path file;
    private final CsvSource source;
    private final CsvFields fields = new CsvFields();
    private final CloseableIterator<CsvFields> records;
    private List<String> header = List.of();
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
    }

    /** @throws CsvFault if the file is missing, empty, or its header is malformed */
    public static CsvRows open(Path file) throws IOException {
        CsvSource source = CsvSource.open(file);
        try {
            CsvRows rows = new CsvRows(file, source);
            rows.readHeader();
            return rows;
        } catch (IOException | RuntimeException e) {
            source.close();
            throw e;
        }
    }

    private void readHeader() throws CsvFault {
        if (!step()) {
            throw new CsvFault(file + " is empty: a header row with the names of the columns is needed");
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < fields.count(); i++) {
            names.add(fields.text(i).strip());
        }
        header = List.copyOf(names);
        String only = header.getFirst();
        if (header.size() == 1 && (only.indexOf(';') >= 0 || only.indexOf('\t') >= 0)) {
            throw new CsvFault(file + ", line 1: the columns seem to be parted by "
                    + (only.indexOf(';') >= 0 ? "semicolons" : "tabs") + "; commas are needed");
        }
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

    /** The place of a column. @throws CsvFault listing the columns there are, if it is missing or there twice */
    public int column(String name) throws CsvFault {
        require(List.of(name));
        return header.indexOf(name);
    }

    /** @throws CsvFault naming every column that is missing, and those there are */
    public void require(List<String> names) throws CsvFault {
        List<String> missing =
                names.stream().distinct().filter(name -> !header.contains(name)).toList();
        if (!missing.isEmpty()) {
            throw new CsvFault(
                    "%s has no column %s; it has: %s".formatted(file, String.join(", ", missing), present()));
        }
        Set<String> twice = names.stream()
                .filter(name -> header.indexOf(name) != header.lastIndexOf(name))
                .collect(Collectors.toSet());
        if (!twice.isEmpty()) {
            throw new CsvFault("%s has the column %s twice".formatted(file, String.join(", ", twice)));
        }
    }

    private String present() {
        String names = header.stream().limit(NAMED_COLUMNS).map(CsvRows::brief).collect(Collectors.joining(", "));
        return header.size() > NAMED_COLUMNS ? names + ", and " + (header.size() - NAMED_COLUMNS) + " more" : names;
    }

    /** Moves to the next record. False at the end of the file. @throws CsvFault if the record is malformed */
    public boolean next() throws CsvFault {
        if (!step()) {
            return false;
        }
        int count = fields.count();
        if (count < header.size()) {
            throw fault(count, "missing: the record has %d of %d fields".formatted(count, header.size()));
        }
        if (count > header.size()) {
            throw fault(
                    header.size(),
                    "one field too many: the record has %d, the header %d".formatted(count, header.size()));
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
                            : "'%s' is not a finite number".formatted(brief(fields.text(column))));
        }
        return number;
    }

    /** The number in the field, or NaN where it holds none; infinite only where the digits say so. */
    public double numberOrNaN(int column) {
        return fields.number(column);
    }

    /** @throws CsvFault if the field holds no whole number in {@code [least, most]} */
    public int whole(int column, int least, int most) throws CsvFault {
        double number = number(column);
        if (number != Math.rint(number) || number < least || number > most) {
            throw fault(
                    column,
                    "'%s' is not a whole number from %d to %d".formatted(brief(fields.text(column)), least, most));
        }
        return (int) number;
    }

    /** A fault at a field of the current record. */
    public CsvFault fault(int column, String what) {
        String name = column < header.size() ? " (" + brief(header.get(column)) + ")" : "";
        return new CsvFault("%s, line %d, column %d%s: %s".formatted(file, line(), column + 1, name, what));
    }

    private static String brief(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() > NAMED_CHARACTERS ? line.substring(0, NAMED_CHARACTERS) + "…" : line;
    }

    @Override
    public void close() throws IOException {
        records.close();
        source.close();
    }
}
