package dev.engram.studies.answers;

import dev.engram.hardness.table.Review;
import dev.engram.hardness.table.ReviewKind;
import dev.engram.studies.csv.CsvException;
import dev.engram.studies.csv.CsvRows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code revlog} of an Anki collection: {@code id} is the time in milliseconds, {@code lastIvl} the interval that had been
 * set, in days if positive, and {@code type} 0 learn, 1 review, 2 relearn, 3 filtered deck, 4 and 5 manual. An answer in a filtered
 * deck is an early review if it has a {@code factor} above 0, and else practice; a manual change to factor 0 is a reset, with which
 * the history of the card begins again. Several collections stand in one file with a column {@code learner}; without it all answers
 * are one learner's.
 */
final class RevlogColumns implements AnswerColumns {
    private static final int MANUAL = 4;
    private static final int MOST_TYPE = 5;

    private final CsvRows rows;
    private final int id;
    private final int learner;
    private final int card;
    private final int ease;
    private final int last;
    private final int type;
    private final int factor;
    private final int tags;
    private final HistoryResets resets = new HistoryResets();

    RevlogColumns(CsvRows rows) throws CsvException {
        this.rows = rows;
        rows.require(List.of("id", "cid", "ease", "lastIvl", "type"));
        id = rows.column("id");
        learner = rows.find("learner");
        card = rows.column("cid");
        ease = rows.column("ease");
        last = rows.column("lastIvl");
        type = rows.column("type");
        factor = rows.find("factor");
        tags = rows.find("tags");
    }

    @Override
    public @Nullable Answer answer(List<String> covariates) throws CsvException {
        int rating = rows.whole(ease, 0, 4);
        int kind = rows.whole(type, 0, MOST_TYPE);
        double interval = rows.number(last);
        var at = Timestamps.parse(rows.text(id))
                .orElseThrow(() -> rows.notA(id, "milliseconds since 1970 (12 or 13 digits)"));
        double multiplier = factor < 0 ? Double.NaN : rows.number(factor);
        String who = learner < 0 ? "collection" : rows.text(learner);
        if (kind == MANUAL && multiplier == 0) {
            resets.add(who, rows.text(card), at.millis());
        }
        if (rating == 0 || kind >= MANUAL) {
            return null;
        }
        return new Answer(
                rows.line(),
                who,
                rows.text(card),
                at.millis(),
                Answer.Resolution.SECOND,
                rating,
                switch (kind) {
                    case 0 -> ReviewKind.LEARN;
                    case 1 -> ReviewKind.REVIEW;
                    case 2 -> ReviewKind.RELEARN;
                    default -> multiplier > 0 ? ReviewKind.REVIEW : ReviewKind.CRAM;
                },
                interval > 0 ? interval : Review.UNKNOWN,
                null,
                tags < 0 ? List.of() : LogColumns.words(rows.textOrEmpty(tags)),
                List.of(),
                covariates,
                null);
    }

    @Override
    public HistoryResets resets() {
        return resets;
    }

    @Override
    public String leftOut() {
        return "manual changes left out";
    }
}
