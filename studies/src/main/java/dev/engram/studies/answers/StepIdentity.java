package dev.engram.studies.answers;

import dev.engram.studies.csv.CsvException;
import dev.engram.studies.csv.CsvRows;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The card of a record of DataShop: the place of the problem in the curriculum ({@code Problem Hierarchy}, or else the columns
 * {@code Level (…)}), the problem, and the step. Names of problems and steps are unique within their place only.
 */
final class StepIdentity {
    private static final Pattern LEVEL = Pattern.compile("Level ?\\(.*\\)", Pattern.CASE_INSENSITIVE);

    private final CsvRows rows;
    private final int[] places;
    private final int problem;
    private final int step;

    /** @throws CsvException without a column of problems */
    StepIdentity(CsvRows rows) throws CsvException {
        this.rows = rows;
        int hierarchy = rows.findIgnoringCase("Problem Hierarchy");
        places = hierarchy >= 0
                ? new int[] {hierarchy}
                : IntStream.range(0, rows.header().size())
                        .filter(i -> LEVEL.matcher(rows.header().get(i)).matches())
                        .toArray();
        problem = rows.columnIgnoringCase("Problem Name");
        step = rows.findIgnoringCase("Step Name");
    }

    /** The problem alone. */
    String problem() throws CsvException {
        return rows.text(problem);
    }

    /** Place, problem and step, as far as they are given. @throws CsvException without a problem */
    String card() throws CsvException {
        List<String> names = new ArrayList<>();
        for (int place : places) {
            names.add(rows.textOrEmpty(place).strip());
        }
        names.add(problem());
        names.add(step < 0 ? "" : rows.textOrEmpty(step).strip());
        names.removeIf(String::isEmpty);
        return String.join(" / ", names);
    }
}
