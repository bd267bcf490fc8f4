package dev.engram.kit.figure;

/**
 * An answer with one list of rows, a record that is written as JSON, and as CSV by {@link CsvWriter}. Everything else in it is about
 * the rows as a whole.
 */
public interface TableAnswer {}
