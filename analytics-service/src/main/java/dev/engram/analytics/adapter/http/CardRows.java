package dev.engram.analytics.adapter.http;

import dev.engram.analytics.application.LearnerFigures;
import dev.engram.analytics.domain.learner.CardAnswer;
import dev.engram.events.CardId;
import dev.engram.events.Tag;
import dev.engram.kit.figure.AnswerShare;
import dev.engram.kit.figure.CardAnswerRow;
import dev.engram.kit.figure.CardFigureRow;
import dev.engram.scheduler.Proportion;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows about cards of a learner and answers to them: the same for the learner and for the teacher of a class. */
final class CardRows {
    private CardRows() {}

    /** A page of cards. @param next the last of them; null if no others come after it */
    record Page(List<CardFigureRow> rows, @Nullable String next) {}

    /** @param from the last card of the page before; null for the first page */
    static Page page(List<LearnerFigures.CardRow> cards, @Nullable CardId from, int limit) {
        var rest = cards.stream()
                .filter(row -> from == null || row.card().cardId().compareTo(from) > 0)
                .limit(limit + 1L)
                .toList();
        var shown = rest.subList(0, Math.min(limit, rest.size()));
        return new Page(
                shown.stream().map(CardRows::row).toList(),
                rest.size() > limit ? id(shown.getLast()).toString() : null);
    }

    private static CardId id(LearnerFigures.CardRow row) {
        return row.card().cardId();
    }

    private static CardFigureRow row(LearnerFigures.CardRow row) {
        var state = row.card().state();
        return new CardFigureRow(
                id(row).value(),
                row.card().tags().stream().map(Tag::value).toList(),
                row.mastery(),
                row.recallNow(),
                state.phase(),
                state.stabilityDays(),
                state.difficulty(),
                row.due(),
                state.dueAt(),
                state.reviews(),
                state.lapses(),
                state.overrides().suspended(),
                AnswerShare.of(new Proportion(state.retentionSuccesses(), state.retentionAnswers())));
    }

    static List<CardAnswerRow> answers(CardAnswer.Page page) {
        return page.answers().stream().map(CardRows::row).toList();
    }

    private static CardAnswerRow row(CardAnswer answer) {
        var stamp = answer.review().stamp();
        var reason = answer.reason();
        var step = answer.step();
        var after = step == null ? null : step.after();
        return new CardAnswerRow(
                stamp.eventId().value(),
                stamp.at(),
                step == null ? null : LocalDate.ofEpochDay(step.studyDay()),
                answer.review().rating(),
                answer.counted(),
                answer.inRetention(),
                reason == null ? null : reason.name(),
                step == null ? null : step.elapsedDays(),
                step == null ? null : Double.valueOf(step.retrievabilityBefore()),
                after == null ? null : after.phase(),
                after == null ? null : Double.valueOf(after.stabilityDays()),
                after == null ? null : Integer.valueOf(after.intervalDays()));
    }
}
