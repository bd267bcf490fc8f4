package dev.engram.studies.fit;

import dev.engram.hardness.glmm.Column;
import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.InvalidSettingException;
import dev.engram.hardness.glmm.RandomFactor;
import dev.engram.hardness.ordinal.OrdinalDesign;
import dev.engram.studies.ThrottledProgress;
import dev.engram.studies.csv.CsvException;
import dev.engram.studies.csv.CsvRows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was read for a fit.
 *
 * @param design  the terms, with the response if it is 0 or 1
 * @param smaller the same less the terms of {@link FitRequest#without}; null if there are none
 * @param ordinal the same with an ordinal response; null if the response is 0 or 1
 * @param remarks what a reader should know about the files
 */
record FitInput(
        Design design, @Nullable Design smaller, @Nullable OrdinalDesign ordinal, List<String> remarks) {
    private static final int MOST_CATEGORIES = Byte.MAX_VALUE;
    private static final Pattern FORMULA = Pattern.compile("[|+~()]");
    private static final Map<String, Integer> WORDS = Map.of("true", 1, "false", 0, "yes", 1, "no", 0);

    /** @throws CsvException naming file, line and column of what cannot be read */
    static FitInput read(FitRequest request, ThrottledProgress progress) throws IOException {
        try (CsvRows rows = CsvRows.open(request.data(), progress)) {
            refuseFormulas(request, rows);
            rows.require(request.columns());
            MembershipTable membership =
                    request.membership() == null ? null : MembershipTable.read(request.membership(), request.random());
            Reading reading = new Reading(request, rows);
            while (rows.next()) {
                reading.row();
            }
            return reading.input(membership);
        }
    }

    /** Whoever knows lme4 writes {@code x + (1 | id)}. */
    private static void refuseFormulas(FitRequest request, CsvRows rows) throws CsvException {
        for (String name : request.columns()) {
            if (!rows.has(name) && FORMULA.matcher(name).find()) {
                throw new CsvException(
                        "'%s': formulas are not read: use --fixed for fixed terms, separated by commas (x,g,x:g), and --random for random intercepts (id,item)"
                                .formatted(name));
            }
        }
    }

    /** The columns on their way from the file into a design. */
    private static final class Reading {
        private final FitRequest request;
        private final CsvRows rows;
        private final int responseAt;
        private final int offsetAt;
        private final ByteArrayOutputStream zeroOrOne = new ByteArrayOutputStream();
        private final LevelColumn category = new LevelColumn();
        private final DoubleStream.Builder offset = DoubleStream.builder();
        private final Map<String, FixedColumn> fixed = new LinkedHashMap<>();
        private final Map<String, LevelColumn> random = new LinkedHashMap<>();
        private final List<int[]> randomAt = new ArrayList<>();
        private final int[] used;
        private final Map<String, Long> omitted = new TreeMap<>();
        private final Set<String> words = new TreeSet<>();

        Reading(FitRequest request, CsvRows rows) throws CsvException {
            this.request = request;
            this.rows = rows;
            this.responseAt = rows.column(request.response());
            this.offsetAt = request.offset() == null ? -1 : rows.column(request.offset());
            request.categories().forEach(category::level);
            for (List<String> term : request.terms()) {
                for (String name : term) {
                    fixed.putIfAbsent(
                            name,
                            new FixedColumn(
                                    name,
                                    rows.column(name),
                                    request.categorical().contains(name)));
                }
            }
            this.used =
                    request.columns().stream().mapToInt(rows.header()::indexOf).toArray();
            for (String name : request.random()) {
                List<String> parts = FitRequest.parts(name);
                int[] at = new int[parts.size()];
                for (int part = 0; part < at.length; part++) {
                    at[part] = rows.column(parts.get(part));
                }
                randomAt.add(at);
                random.put(name, new LevelColumn());
            }
        }

        void row() throws CsvException {
            if (request.omitMissing()) {
                for (int column : used) {
                    if (missing(column)) {
                        omitted.merge(rows.header().get(column), 1L, Long::sum);
                        return;
                    }
                }
            }
            response();
            if (offsetAt >= 0) {
                offset.add(rows.number(offsetAt));
            }
            for (FixedColumn column : fixed.values()) {
                column.read(rows);
            }
            int factor = 0;
            for (LevelColumn column : random.values()) {
                column.row(level(randomAt.get(factor++)));
            }
        }

        /** The name of a level, as R names it: the texts of its columns, separated by colons. */
        private String level(int[] columns) throws CsvException {
            if (columns.length == 1) {
                return rows.text(columns[0]);
            }
            List<String> parts = new ArrayList<>();
            for (int column : columns) {
                String text = rows.text(column);
                if (text.contains(":")) {
                    throw rows.fault(column, "holds ':', which separates the texts of a pair");
                }
                parts.add(text);
            }
            return String.join(":", parts);
        }

        private boolean missing(int column) {
            return FixedColumn.MISSING.contains(rows.textOrEmpty(column).strip().toLowerCase(Locale.ROOT))
                    || rows.textOrEmpty(column).isBlank();
        }

        private void response() throws CsvException {
            double y = request.ordinal() ? 0 : rows.numberOrNaN(responseAt);
            String word = Double.isNaN(y) ? rows.textOrEmpty(responseAt).strip() : "";
            Integer recoded = WORDS.get(word.toLowerCase(Locale.ROOT));
            if (recoded != null) {
                words.add(word);
                y = recoded;
            }
            if (y != 0 && y != 1) {
                throw rows.fault(
                        responseAt,
                        "the response must be 0 or 1 (or TRUE and FALSE, or yes and no), not '" + rows.text(responseAt)
                                + "'");
            }
            zeroOrOne.write((int) y);
            if (request.ordinal()) {
                String text = rows.text(responseAt).strip();
                if (!request.categories().isEmpty() && !category.has(text)) {
                    throw rows.notA(responseAt, "among the categories given");
                }
                category.row(text);
            }
        }

        FitInput input(@Nullable MembershipTable membership) throws CsvException {
            List<String> remarks = new ArrayList<>();
            if (zeroOrOne.size() == 0) {
                throw new CsvException(
                        "%s: no row is left; left out since a column is NA: %s".formatted(rows.file(), omitted));
            }
            omitted.forEach(
                    (column, count) -> remarks.add("%d rows left out since column %s is NA".formatted(count, column)));
            if (!words.isEmpty()) {
                remarks.add("column %s: %s read as %s"
                        .formatted(
                                request.response(),
                                String.join(" and ", words),
                                words.stream()
                                        .map(word -> String.valueOf(WORDS.get(word.toLowerCase(Locale.ROOT))))
                                        .collect(Collectors.joining(" and "))));
            }
            for (String both : request.fixedAndRandom()) {
                remarks.add(
                        "column %s is both fixed and random: the fixed term takes what the random factor would explain; leave one out"
                                .formatted(both));
            }
            fixed.values().forEach(column -> remarks.addAll(column.remarks()));
            List<RandomFactor> factors = new ArrayList<>();
            random.forEach((name, column) -> {
                List<String> levels = column.sortedByValue();
                factors.add(new RandomFactor.Grouping(name, levels, column.places(levels)));
            });
            if (membership != null) {
                LevelColumn members = Objects.requireNonNull(random.get(membership.of()));
                factors.add(membership.over(members.sortedByValue(), remarks));
            }
            // the engine takes an ordinal response apart from the terms
            byte[] response = zeroOrOne.toByteArray();
            Column shift = offsetAt >= 0 ? Column.of(offset.build().toArray()) : null;
            Design terms = design(response, shift, factors, List.of());
            List<String> without = request.without();
            if (!without.isEmpty()) {
                refuseNotNested(without, factors);
            }
            return new FitInput(
                    terms,
                    without.isEmpty() ? null : design(response, shift, factors, without),
                    request.ordinal() ? ordinal(terms) : null,
                    List.copyOf(remarks));
        }

        private void refuseNotNested(List<String> without, List<RandomFactor> factors) {
            List<String> known = Stream.concat(
                            request.terms().stream().map(term -> String.join(":", term)),
                            factors.stream().map(RandomFactor::name))
                    .toList();
            for (String name : without) {
                if (!known.contains(name)) {
                    throw new InvalidSettingException(
                            "without", "must be terms of the model (" + String.join(", ", known) + "), was " + name);
                }
            }
            for (List<String> term : request.terms()) {
                if (!without.contains(String.join(":", term)) && isLeftWithoutPart(term, without)) {
                    throw new InvalidSettingException(
                            "without", "must hold the interaction " + String.join(":", term) + " too");
                }
            }
            for (RandomFactor factor : factors) {
                boolean isLeftOut = without.contains(factor.name());
                if (isLeftOut && request.settings().givenSd().containsKey(factor.name())) {
                    throw new InvalidSettingException(
                            "without", "must not hold " + factor.name() + ", whose standard deviation is given");
                }
                if (!isLeftOut && factor instanceof RandomFactor.Membership members && without.contains(members.of())) {
                    throw new InvalidSettingException(
                            "without", "must hold " + factor.name() + " too, which is of " + members.of());
                }
            }
        }

        /** Whether a term below it, such as a:b of a:b:c, is left out. */
        private boolean isLeftWithoutPart(List<String> term, List<String> without) {
            return request.terms().stream()
                    .filter(part -> part.size() < term.size() && term.containsAll(part))
                    .anyMatch(part -> without.contains(String.join(":", part)));
        }

        private Design design(byte[] response, @Nullable Column shift, List<RandomFactor> factors, List<String> without)
                throws CsvException {
            Design.Builder design = Design.of(response);
            if (shift != null) {
                design.offset(shift);
            }
            for (List<String> term : request.terms()) {
                if (without.contains(String.join(":", term))) {
                    continue;
                }
                List<FixedColumn> parts = term.stream()
                        .map(name -> Objects.requireNonNull(fixed.get(name)))
                        .toList();
                if (parts.size() == 1) {
                    design.fixed(parts.getFirst().main(rows));
                } else {
                    FixedColumn.interaction(parts, rows).forEach(design::fixed);
                }
            }
            factors.stream().filter(factor -> !without.contains(factor.name())).forEach(design::random);
            return design.build();
        }

        private OrdinalDesign ordinal(Design terms) throws CsvException {
            List<String> categories = request.categories().isEmpty() ? category.sortedByValue() : category.levels();
            if (categories.size() < 2 || categories.size() > MOST_CATEGORIES) {
                throw new CsvException("%s: column %s holds %d categories, 2 to %d are needed"
                        .formatted(rows.file(), request.response(), categories.size(), MOST_CATEGORIES));
            }
            return OrdinalDesign.of(terms, category.bytePlaces(categories), categories);
        }
    }
}
