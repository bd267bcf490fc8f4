package dev.engram.cli.hardness.fit;

import dev.engram.cli.csv.CsvFault;
import dev.engram.cli.csv.CsvRows;
import dev.engram.cli.hardness.Doubles;
import dev.engram.cli.hardness.ReadProgress;
import dev.engram.hardness.glmm.Column;
import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.FixedTerm;
import dev.engram.hardness.ordinal.OrdinalDesign;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was read for a fit.
 *
 * @param design  the terms, with the response if it is 0 or 1
 * @param ordinal the same with an ordinal response; null if the response is 0 or 1
 * @param remarks what a reader should know about the files
 */
record FitInput(Design design, @Nullable OrdinalDesign ordinal, List<String> remarks) {
    FitInput {
        remarks = List.copyOf(remarks);
    }

    /** @throws CsvFault naming file, line and column of what cannot be read */
    static FitInput read(FitQuestion question, PrintWriter err) throws IOException {
        try (CsvRows rows = CsvRows.open(question.data())) {
            rows.require(question.columns());
            @Nullable
            MembershipTable membership = question.membership() == null
                    ? null
                    : MembershipTable.read(question.membership(), question.random());
            Reading reading = new Reading(question, rows);
            ReadProgress progress = new ReadProgress(err, rows);
            while (rows.next()) {
                reading.row();
                progress.row();
            }
            progress.done();
            return reading.data(membership);
        }
    }

    /** The columns on their way from the file into a design. */
    private static final class Reading {
        private final FitQuestion question;
        private final CsvRows rows;
        private final int offsetAt;
        private final ResponseColumn response;
        private final Doubles offset = new Doubles();
        private final Map<String, FixedColumn> fixed = new LinkedHashMap<>();
        private final List<RandomColumn> random = new ArrayList<>();

        Reading(FitQuestion question, CsvRows rows) throws CsvFault {
            this.question = question;
            this.rows = rows;
            this.response = new ResponseColumn(question, rows.column(question.response()));
            this.offsetAt = question.offset() == null ? -1 : rows.column(question.offset());
            for (String name : question.fixedColumns()) {
                fixed.put(
                        name,
                        new FixedColumn(
                                name, rows.column(name), question.categorical().contains(name)));
            }
            for (String name : question.random()) {
                random.add(new RandomColumn(name, rows.column(name)));
            }
        }

        void row() throws CsvFault {
            response.read(rows);
            if (offsetAt >= 0) {
                offset.add(rows.number(offsetAt));
            }
            for (FixedColumn column : fixed.values()) {
                column.read(rows);
            }
            for (RandomColumn column : random) {
                column.read(rows);
            }
        }

        FitInput data(@Nullable MembershipTable membership) throws CsvFault {
            if (rows.rows() == 0) {
                throw new CsvFault(question.data() + " has a header but no rows");
            }
            if (question.ordinal() && response.categories().size() < 2) {
                throw new CsvFault(question.data() + ": column " + question.response() + " holds one category only");
            }
            List<String> remarks = new ArrayList<>();
            fixed.values().forEach(column -> remarks.addAll(column.remarks()));
            Design.Builder design = Design.of(response.response());
            if (offsetAt >= 0) {
                design.offset(Column.of(offset.toArray()));
            }
            FixedTerms fixedTerms = new FixedTerms(question.data(), response.rows(), fixed);
            for (FixedTermSpec term : question.fixed()) {
                for (FixedTerm part : fixedTerms.of(term)) {
                    design.fixed(part);
                }
            }
            for (RandomColumn column : random) {
                design.random(column.factor());
            }
            if (membership != null) {
                RandomColumn members = random.stream()
                        .filter(column -> column.name().equals(membership.of()))
                        .findFirst()
                        .orElseThrow();
                MembershipFactor factor = membership.over(members.order());
                design.random(factor.factor());
                remarks.addAll(factor.remarks());
            }
            Design terms = design.build();
            return new FitInput(
                    terms,
                    question.ordinal() ? OrdinalDesign.of(terms, response.category(), response.categories()) : null,
                    remarks);
        }
    }
}
