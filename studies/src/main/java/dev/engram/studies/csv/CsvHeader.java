package dev.engram.studies.csv;

import dev.engram.studies.FigureText;
import dev.engram.studies.TextTable;
import java.nio.file.Path;
import java.util.List;

/**
 * The names of the columns of a file.
 *
 * @param names in order, without spaces around them
 */
record CsvHeader(Path file, List<String> names) {
    private static final int NAMED_COLUMNS = 40;
    private static final int NAMED_CHARACTERS = 41;

    /** @throws CsvException if the columns are separated by something else than commas */
    static CsvHeader of(Path file, List<String> names) throws CsvException {
        String only = names.getFirst();
        if (names.size() == 1 && (only.indexOf(';') >= 0 || only.indexOf('\t') >= 0)) {
            throw new CsvException(file + ", line 1: the columns seem to be separated by "
                    + (only.indexOf(';') >= 0 ? "semicolons" : "tabs") + "; commas are needed");
        }
        return new CsvHeader(file, List.copyOf(names));
    }

    /** @throws CsvException naming every column that is missing, and those there are; or one that is there twice */
    void require(List<String> wanted) throws CsvException {
        List<String> missing =
                wanted.stream().distinct().filter(name -> !names.contains(name)).toList();
        if (!missing.isEmpty()) {
            List<String> present = names.stream().map(CsvHeader::brief).toList();
            throw new CsvException("%s has no column %s; it has: %s"
                    .formatted(file, String.join(", ", missing), FigureText.some(present, NAMED_COLUMNS)));
        }
        for (String name : wanted) {
            if (names.indexOf(name) != names.lastIndexOf(name)) {
                throw new CsvException("%s has the column %s twice".formatted(file, name));
            }
        }
    }

    /** A name or value, short enough for a message. */
    static String brief(String text) {
        return TextTable.cell(text, NAMED_CHARACTERS);
    }
}
