package dev.engram.cli.csv;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The names of the columns of a file.
 *
 * @param names in order, without spaces around them
 */
record CsvHeader(Path file, List<String> names) {
    private static final int NAMED_COLUMNS = 40;
    private static final int NAMED_CHARACTERS = 40;

    CsvHeader {
        names = List.copyOf(names);
    }

    /** @throws CsvFault if the columns are parted by something else than commas */
    static CsvHeader of(Path file, List<String> names) throws CsvFault {
        String only = names.getFirst();
        if (names.size() == 1 && (only.indexOf(';') >= 0 || only.indexOf('\t') >= 0)) {
            throw new CsvFault(file + ", line 1: the columns seem to be parted by "
                    + (only.indexOf(';') >= 0 ? "semicolons" : "tabs") + "; commas are needed");
        }
        return new CsvHeader(file, names);
    }

    /** The place of a column. @throws CsvFault as {@link #require} does */
    int place(String name) throws CsvFault {
        require(List.of(name));
        return names.indexOf(name);
    }

    /** @throws CsvFault naming every column that is missing, and those there are; or one that is there twice */
    void require(List<String> wanted) throws CsvFault {
        List<String> missing =
                wanted.stream().distinct().filter(name -> !names.contains(name)).toList();
        if (!missing.isEmpty()) {
            throw new CsvFault(
                    "%s has no column %s; it has: %s".formatted(file, String.join(", ", missing), present()));
        }
        List<String> twice = wanted.stream()
                .distinct()
                .filter(name -> names.indexOf(name) != names.lastIndexOf(name))
                .toList();
        if (!twice.isEmpty()) {
            throw new CsvFault("%s has the column %s twice".formatted(file, String.join(", ", twice)));
        }
    }

    private String present() {
        String all = names.stream().limit(NAMED_COLUMNS).map(CsvHeader::brief).collect(Collectors.joining(", "));
        return names.size() > NAMED_COLUMNS ? all + ", and " + (names.size() - NAMED_COLUMNS) + " more" : all;
    }

    /** A name or value, short enough for a message and with nothing in it that moves the cursor. */
    static String brief(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() > NAMED_CHARACTERS ? line.substring(0, NAMED_CHARACTERS) + "…" : line;
    }
}
