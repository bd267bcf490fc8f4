package dev.engram.analytics.adapter.http;

import dev.engram.analytics.application.CohortFigures.Grid;
import dev.engram.analytics.application.CohortFigures.HardCard;
import dev.engram.analytics.application.CohortFigures.Learner;
import dev.engram.analytics.domain.Level;
import dev.engram.analytics.domain.TagMastery;
import dev.engram.analytics.domain.cohort.BesideClass;
import dev.engram.analytics.domain.cohort.OfLearner;
import dev.engram.analytics.domain.cohort.Risk;
import dev.engram.analytics.domain.cohort.ShownTag;
import dev.engram.analytics.domain.learner.TopicAttention;
import dev.engram.kit.cohort.CohortAnswers.CardRow;
import dev.engram.kit.cohort.CohortAnswers.Count;
import dev.engram.kit.cohort.CohortAnswers.Figure;
import dev.engram.kit.cohort.CohortAnswers.GridRow;
import dev.engram.kit.cohort.CohortAnswers.LearnerRow;
import dev.engram.kit.cohort.CohortAnswers.MasteryRow;
import dev.engram.kit.cohort.CohortAnswers.RiskRow;
import dev.engram.kit.cohort.CohortAnswers.StrugglingRow;
import dev.engram.kit.figure.AnswerShare;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Rows of answers about cohorts, of what the application says. */
final class CohortRows {
    private CohortRows() {}

    static List<MasteryRow> mastery(List<ShownTag> tags) {
        return tags.stream().map(CohortRows::row).toList();
    }

    private static MasteryRow row(ShownTag tag) {
        return new MasteryRow(
                tag.tag(),
                tag.cards(),
                count(tag.learners()),
                figure(tag.mean()),
                tag.sd() == null ? null : figure(tag.sd()),
                figure(tag.lowerQuartile()),
                figure(tag.median()),
                figure(tag.upperQuartile()),
                count(tag.levels(), Level.NONE),
                count(tag.levels(), Level.LOW),
                count(tag.levels(), Level.MIDDLE),
                count(tag.levels(), Level.GOOD),
                count(tag.levels(), Level.HIGH),
                figure(tag.coverage()));
    }

    private static Count count(Map<Level, ShownTag.Count> levels, Level level) {
        return count(levels.getOrDefault(level, ShownTag.Hidden.HIDDEN));
    }

    private static Count count(ShownTag.Count count) {
        return switch (count) {
            case ShownTag.ShownCount(int learners) -> new Count(learners, null);
            case ShownTag.Hidden _ -> new Count(null, true);
        };
    }

    private static Figure figure(ShownTag.Figure figure) {
        return switch (figure) {
            case ShownTag.ShownFigure(double value) -> new Figure(value, null, null, null);
            case ShownTag.Above(double bound) -> new Figure(null, bound, null, null);
            case ShownTag.Below(double bound) -> new Figure(null, null, bound, null);
            case ShownTag.Hidden _ -> new Figure(null, null, null, true);
        };
    }

    static List<GridRow> grid(Grid grid) {
        var rows = new ArrayList<GridRow>();
        for (var learner : grid.learners()) {
            for (var tag : learner.figures()) {
                rows.add(new GridRow(
                        learner.learner().text(),
                        tag.tag(),
                        tag.mastery(),
                        tag.seen(),
                        tag.cards(),
                        tag.level().label()));
            }
        }
        return rows;
    }

    static List<CardRow> cards(List<HardCard> cards) {
        return cards.stream()
                .map(card -> new CardRow(
                        card.errors().cardId().value(),
                        card.card() == null ? null : card.card().content().question(),
                        AnswerShare.of(card.errors().again())))
                .toList();
    }

    static List<RiskRow> risks(List<OfLearner<List<Risk>>> learners) {
        return learners.stream()
                .flatMap(learner -> learner.figures().stream()
                        .map(risk -> row(learner.learner().text(), risk)))
                .toList();
    }

    private static RiskRow row(String learner, Risk risk) {
        var since = LocalDate.ofEpochDay(risk.since());
        return switch (risk) {
            case Risk.Idle idle -> {
                var last = LocalDate.ofEpochDay(idle.lastDay());
                yield new RiskRow(learner, "IDLE", since, null, last, idle.days(), null, null, null, null, null, null);
            }
            case Risk.Backlog backlog ->
                new RiskRow(
                        learner,
                        "BACKLOG",
                        since,
                        null,
                        null,
                        null,
                        backlog.overdue(),
                        backlog.dailyLoad(),
                        null,
                        null,
                        null,
                        null);
            case Risk.Retention retention -> {
                var share = AnswerShare.of(retention.answers());
                double target = retention.target();
                yield new RiskRow(learner, "RETENTION", since, null, null, null, null, null, share, target, null, null);
            }
            case Risk.Falling falling ->
                new RiskRow(
                        learner,
                        "FALLING",
                        since,
                        falling.tag(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        falling.mastery(),
                        falling.masteryBefore());
        };
    }

    /** By tag, then those with most reasons first, then by mastery from the lowest. */
    static List<StrugglingRow> struggling(List<OfLearner<List<TopicAttention.Row>>> learners) {
        return learners.stream()
                .flatMap(learner -> learner.figures().stream()
                        .map(row -> row(learner.learner().text(), row)))
                .sorted(Comparator.comparing(StrugglingRow::tag, String.CASE_INSENSITIVE_ORDER)
                        .thenComparing(row -> -row.reasons().size())
                        .thenComparing(StrugglingRow::mastery)
                        .thenComparing(StrugglingRow::learner))
                .toList();
    }

    private static StrugglingRow row(String learner, TopicAttention.Row row) {
        var topic = row.topic();
        return new StrugglingRow(
                topic.tag(),
                learner,
                row.reasons().stream().sorted().map(Enum::name).toList(),
                topic.mastery(),
                topic.mastery() - topic.masteryBefore(),
                topic.seen(),
                topic.cards(),
                AnswerShare.of(topic.answers()),
                row.expectedLapses(),
                row.q());
    }

    static List<LearnerRow> beside(Learner learner) {
        return learner.tags().stream().map(CohortRows::row).toList();
    }

    private static LearnerRow row(BesideClass beside) {
        TagMastery tag = beside.tag();
        return new LearnerRow(
                tag.tag(),
                tag.mastery(),
                tag.recallNow(),
                tag.coverage(),
                tag.seen(),
                tag.cards(),
                tag.due(),
                tag.level().label(),
                AnswerShare.of(tag.observedRetention()),
                beside.medianMastery(),
                beside.medianRecallNow(),
                beside.medianCoverage());
    }
}
