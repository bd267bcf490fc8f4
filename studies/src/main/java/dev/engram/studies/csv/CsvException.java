package dev.engram.studies.csv;

import java.io.IOException;
import java.io.Serial;

/** A CSV file cannot be read as asked. The message names the file, and where they are known line and column. */
public final class CsvException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    public CsvException(String message) {
        super(message);
    }
}
