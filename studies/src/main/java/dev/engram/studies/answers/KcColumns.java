package dev.engram.studies.answers;

import dev.engram.studies.csv.CsvException;
import dev.engram.studies.csv.CsvRows;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The columns {@code KC (model)} of DataShop, which may stand several times, and {@code Opportunity (model)}. Several KCs in one
 * field are joined by {@code ~~}.
 */
final class KcColumns {
    private static final Pattern KC = Pattern.compile("KC ?\\((.*)\\)", Pattern.CASE_INSENSITIVE);
    private static final String JOINED = "~~";

    private final CsvRows rows;
    private final int[] kcs;
    private final int opportunity;

    /** @param wanted the model; null = the model named Default, or else the first. @throws CsvException if there is no such model */
    KcColumns(CsvRows rows, @Nullable String wanted) throws CsvException {
        this.rows = rows;
        Set<String> models = new LinkedHashSet<>();
        for (String name : rows.header()) {
            Matcher kc = KC.matcher(name);
            if (kc.matches()) {
                models.add(kc.group(1).toLowerCase(Locale.ROOT));
            }
        }
        if (wanted != null && !models.contains(wanted.toLowerCase(Locale.ROOT))) {
            throw new CsvException("%s has no column KC (%s); its models are: %s"
                    .formatted(rows.file(), wanted, models.isEmpty() ? "none" : String.join(", ", models)));
        }
        String model = wanted != null
                ? wanted.toLowerCase(Locale.ROOT)
                : models.contains("default")
                        ? "default"
                        : models.stream().findFirst().orElse("");
        kcs = IntStream.range(0, rows.header().size())
                .filter(i -> {
                    Matcher kc = KC.matcher(rows.header().get(i));
                    return kc.matches() && kc.group(1).toLowerCase(Locale.ROOT).equals(model);
                })
                .toArray();
        opportunity = rows.findIgnoringCase("Opportunity (" + model + ")");
    }

    /** The KCs of the current record. */
    List<String> tags() {
        List<String> tags = new ArrayList<>();
        for (int column : kcs) {
            for (String tag : rows.textOrEmpty(column).split(JOINED)) {
                if (!tag.isBlank()) {
                    tags.add(tag.strip());
                }
            }
        }
        return List.copyOf(tags);
    }

    /** The opportunity of each of them, empty where the file does not count. @throws CsvException if they do not fit the KCs */
    List<Integer> opportunities() throws CsvException {
        if (opportunity < 0 || rows.unknown(opportunity)) {
            return List.of();
        }
        String text = rows.text(opportunity);
        if (!text.matches("[0-9]{1,6}(~~[0-9]{1,6})*")) {
            throw rows.notA(opportunity, "a number for each KC, joined by ~~");
        }
        List<Integer> counts =
                List.of(text.split(JOINED)).stream().map(Integer::valueOf).toList();
        if (counts.size() != tags().size() || counts.contains(0)) {
            throw rows.fault(opportunity, "needs one number from 1 for each KC, of which there are " + tags().size());
        }
        return counts;
    }
}
