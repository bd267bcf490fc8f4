package dev.engram.analytics.adapter.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.engram.analytics.application.deck.DeckFigures.CardRow;
import dev.engram.analytics.application.deck.DeckOutcome.Known;
import dev.engram.analytics.domain.deck.TagCurve;
import dev.engram.kit.cohort.CohortAnswers.Count;
import dev.engram.kit.cohort.CohortAnswers.Figure;
import dev.engram.kit.figure.AnswerTable;
import dev.engram.kit.figure.Definition;
import dev.engram.kit.figure.TableAnswer;
import dev.engram.scheduler.Proportion;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is answered about a deck over all its learners; absent values are left out. Each answer is one table. */
final class DeckFigureAnswers {
    private DeckFigureAnswers() {}

    @Schema(name = "DeckFigureHeader", description = "What figures of a deck stand on")
    record Header(
            @Schema(description = "First study day, a Monday; absent: from the first answer on") @Nullable
            LocalDate from,

            @Schema(description = "Last study day, a Sunday: weeks are counted when they have ended")
            LocalDate to,

            @Schema(description = "When the latest event contained was recorded; absent before the first") @Nullable
            Instant dataUpTo,

            @Schema(description = "Whether the writes named by after have been read")
            boolean caughtUp,

            @Schema(description = "Whether one of them could not be applied, and so is not contained")
            boolean parked,

            @Schema(description = "Whether the learners are simulated, not people")
            boolean simulated,

            @Schema(description = "By figure the anchor of its definition in docs/definitions.md")
            Map<String, String> definitions) {

        static Header of(Known<?> known, Class<? extends TableAnswer> answer) {
            return new Header(
                    known.from(),
                    known.to(),
                    known.dataUpTo(),
                    known.caughtUp(),
                    known.parked(),
                    known.simulated(),
                    AnswerTable.of(answer).definitions());
        }
    }

    @Schema(name = "DeckShare", description = "A share over all learners with its 95 % Wilson interval")
    record Share(
            @Schema(description = "Absent where hidden") @Nullable
            Double value,

            @Schema(description = "Lower bound of the 95 % Wilson interval") @Nullable
            Double low,

            @Schema(description = "Upper bound") @Nullable Double high,

            @Schema(description = "Number of answers, each of another learner or about another card") @Nullable
            Long n,

            @Schema(description = "true: not shown, since it would say something about few learners") @Nullable
            Boolean hidden) {

        static Share of(Proportion share) {
            var interval = share.wilson();
            return interval == null
                    ? new Share(null, null, null, null, true)
                    : new Share(share.value(), interval.low(), interval.high(), share.n(), null);
        }
    }

    @Schema(
            name = "DeckCardFigures",
            description =
                    "The cards of a deck, those with the largest first-answer error first. It depends on the scheduler: on"
                            + " when learners saw a card, and after which others")
    record Cards(
            @JsonUnwrapped Header header,

            @Schema(description = "true: the order is no order of how hard cards are to retain")
            boolean dependsOnScheduler,

            List<Card> cards)
            implements TableAnswer {
        static Cards of(Known<List<CardRow>> known) {
            return new Cards(
                    Header.of(known, Cards.class),
                    true,
                    known.figures().stream().map(Card::of).toList());
        }
    }

    @Schema(name = "DeckCardFiguresRow")
    record Card(
            UUID cardId,

            @Schema(description = "Its question; absent if it is not known") @Nullable
            String question,

            @Definition("deck-learners") Count learners,
            @Definition("deck-first-answer-error") Share firstAnswerError,

            @Definition("deck-answers") @Schema(description = "Rounded down to tens")
            Figure answers,

            @Definition("deck-lapse-rate") Share lapseRate,

            @Definition("deck-answer-time") @Schema(description = "Mean seconds of an answer")
            Figure seconds) {
        private static final double MILLIS = 1_000;
        private static final double DIGITS = 10;

        static Card of(CardRow row) {
            var shown = row.shown();
            var held = row.held();
            return new Card(
                    row.cardId().value(),
                    held == null ? null : held.content().question(),
                    shown.learners() == 0 ? new Count(null, true) : new Count((int) shown.learners(), null),
                    Share.of(shown.firstErrors()),
                    figure(shown.answers(), shown.answers()),
                    Share.of(shown.lapses()),
                    figure(Math.round(shown.meanMillis() / MILLIS * DIGITS) / DIGITS, shown.timedAnswers()));
        }

        private static Figure figure(double value, long n) {
            return n == 0 ? new Figure(null, null, null, true) : new Figure(value, null, null, null);
        }
    }

    @Schema(
            name = "DeckCurves",
            description =
                    "The share of AGAIN by opportunity, per tag. Each opportunity comes after a longer delay, so a flat"
                            + " curve is no sign of missing learning")
    record Curves(@JsonUnwrapped Header header, List<CurvePoint> points) implements TableAnswer {
        static Curves of(Known<List<TagCurve>> known) {
            var points = new ArrayList<CurvePoint>();
            known.figures().forEach(curve -> addTo(points, curve));
            return new Curves(Header.of(known, Curves.class), points);
        }

        /** A tag of which nothing is shown has a row all the same. */
        private static void addTo(List<CurvePoint> points, TagCurve curve) {
            if (curve.points().isEmpty()) {
                points.add(new CurvePoint(curve.tag(), 1, 0, Share.of(new Proportion(0, 0))));
            }
            for (int k = 0; k < curve.points().size(); k++) {
                var point = curve.points().get(k);
                points.add(new CurvePoint(curve.tag(), k + 1, point.cards(), Share.of(point.failures())));
            }
        }
    }

    @Schema(name = "DeckCurvePoint")
    record CurvePoint(
            @Schema(description = "Empty for cards without a tag")
            String tag,

            @Schema(
                    description =
                            "First answer of so manieth study day on which a learner answered a card, from 1 to 12")
            int opportunity,

            @Schema(description = "Cards of which the point is the sum; others are hidden")
            int cards,

            @Definition("deck-learning-curve") Share again) {}
}
