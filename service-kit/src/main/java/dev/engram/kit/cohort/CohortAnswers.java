package dev.engram.kit.cohort;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.engram.kit.figure.AnswerShare;
import dev.engram.kit.figure.CardAnswerRow;
import dev.engram.kit.figure.CardFigureRow;
import dev.engram.kit.figure.Definition;
import dev.engram.kit.figure.TableAnswer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Figures of a cohort; absent values are left out. Each answer is one table. In {@code learner} stands the id of the learner between
 * services, and the username where clients read it.
 */
public final class CohortAnswers {
    private CohortAnswers() {}

    @Schema(name = "CohortCount", description = "A number of learners")
    public record Count(
            @Schema(description = "Absent where hidden") @Nullable
            Integer learners,

            @Schema(description = "true: not shown, since it would say something about few learners") @Nullable
            Boolean hidden) {}

    @Schema(name = "CohortFigure", description = "A figure over several learners")
    public record Figure(
            @Schema(description = "Absent where hidden or shown as a bound") @Nullable
            Double value,

            @Schema(description = "Instead of the value: it is above this") @Nullable
            Double above,

            @Schema(description = "Instead of the value: it is below this") @Nullable
            Double below,

            @Schema(description = "true: not shown, since it would say something about few learners") @Nullable
            Boolean hidden) {}

    @Schema(name = "CohortMastery", description = "How well a class knows each tag")
    public record Mastery(
            @JsonUnwrapped CohortHeader header,

            @Schema(description = "How many days after asOf mastery looks")
            double horizonDays,

            List<MasteryRow> tags)
            implements TableAnswer {}

    @Schema(name = "CohortMasteryRow")
    public record MasteryRow(
            @Schema(description = "Empty for cards without a tag")
            String tag,

            @Definition("cards") int cards,
            @Definition("class-learners") Count learners,
            @Definition("class-mean") Figure mean,

            @Definition("class-spread")
            @Schema(description = "Standard deviation of the sample; absent for one learner")
            @Nullable
            Figure sd,

            @Definition("class-spread") Figure lowerQuartile,
            @Definition("class-spread") Figure median,
            @Definition("class-spread") Figure upperQuartile,
            @Definition("class-levels") Count none,
            @Definition("class-levels") Count low,
            @Definition("class-levels") Count middle,
            @Definition("class-levels") Count good,
            @Definition("class-levels") Count high,
            @Definition("class-coverage") Figure coverage) {}

    @Schema(name = "CohortGrid", description = "How well each learner knows each tag")
    public record Grid(@JsonUnwrapped CohortHeader header, double horizonDays, List<GridRow> cells)
            implements TableAnswer {}

    @Schema(name = "CohortGridCell")
    public record GridRow(
            String learner,

            @Schema(description = "Empty for cards without a tag")
            String tag,

            @Definition("mastery") double mastery,
            @Definition("cards") int seen,
            @Definition("cards") int cards,

            @Definition("level") @Schema(enumeration = {"none", "low", "middle", "good", "high"})
            String level) {}

    @Schema(
            name = "CohortCards",
            description =
                    "Cards by the share of learners who got them wrong at first. It depends on the scheduler: on when"
                            + " learners saw a card, and after which others")
    public record Cards(
            @JsonUnwrapped CohortHeader header,

            @Schema(description = "true: the order is no order of how hard cards are to retain")
            boolean dependsOnScheduler,

            List<CardRow> cards)
            implements TableAnswer {}

    @Schema(name = "CohortCard")
    public record CardRow(
            UUID cardId,

            @Schema(description = "Its question; absent if it is not known") @Nullable
            String question,

            @Definition("first-answer-error") AnswerShare firstAnswerError) {}

    @Schema(name = "CohortRisks", description = "Learners at risk with every reason. Never to be used for marks")
    public record Risks(@JsonUnwrapped CohortHeader header, List<RiskRow> risks) implements TableAnswer {}

    @Schema(name = "CohortRisk", description = "One reason, with the numbers that it rests on")
    public record RiskRow(
            String learner,

            @Definition("at-risk") @Schema(enumeration = {"IDLE", "BACKLOG", "RETENTION", "FALLING"})
            String reason,

            @Definition("at-risk-since") LocalDate since,

            @Schema(description = "FALLING: the tag, empty for cards without one") @Nullable
            String tag,

            @Definition("at-risk") @Schema(description = "IDLE: study day of the last answer") @Nullable
            LocalDate lastDay,

            @Definition("at-risk") @Schema(description = "IDLE: study days since then") @Nullable
            Long idleDays,

            @Definition("backlog") @Schema(description = "BACKLOG: cards that fell due on earlier study days") @Nullable
            Integer overdue,

            @Definition("daily-load") @Schema(description = "BACKLOG") @Nullable
            Double dailyLoad,

            @Definition("observed-retention") @Schema(description = "RETENTION: of 30 study days") @Nullable
            AnswerShare retention30,

            @Schema(description = "RETENTION: desired retention of the learner's plan") @Nullable
            Double desiredRetention,

            @Definition("mastery") @Schema(description = "FALLING") @Nullable
            Double mastery,

            @Definition("mastery") @Schema(description = "FALLING: 14 days before") @Nullable
            Double masteryBefore) {}

    @Schema(
            name = "CohortStruggling",
            description = "Per tag the learners whose topic needs attention, with every reason")
    public record Struggling(@JsonUnwrapped CohortHeader header, List<StrugglingRow> topics) implements TableAnswer {}

    @Schema(name = "CohortStrugglingRow")
    public record StrugglingRow(
            @Schema(description = "Empty for cards without a tag")
            String tag,

            String learner,

            @Definition("topic-attention")
            @Schema(enumeration = {"RETENTION", "MORE_LAPSES_THAN_PREDICTED", "FALLING", "LOW_MASTERY"})
            List<String> reasons,

            @Definition("mastery") double mastery,

            @Definition("trend") @Schema(description = "Mastery now minus mastery 14 days ago")
            double trend14,

            @Definition("cards") int seen,
            @Definition("cards") int cards,

            @Definition("observed-retention") @Schema(description = "Of 30 study days")
            AnswerShare retention30,

            @Definition("expected-lapses") double expectedLapses,
            @Definition("expected-lapses") double q) {}

    @Schema(
            name = "CohortLearnerMastery",
            description = "What a learner knows of each tag, beside the medians of the class")
    public record LearnerMastery(
            @JsonUnwrapped CohortHeader header, String learner, double horizonDays, List<LearnerRow> tags)
            implements TableAnswer {}

    @Schema(name = "CohortLearnerMasteryRow")
    public record LearnerRow(
            @Schema(description = "Empty for cards without a tag")
            String tag,

            @Definition("mastery") double mastery,
            @Definition("recall-now") double recallNow,
            @Definition("coverage") double coverage,
            @Definition("cards") int seen,
            @Definition("cards") int cards,
            @Definition("due") int due,

            @Definition("level") @Schema(enumeration = {"none", "low", "middle", "good", "high"})
            String level,

            @Definition("observed-retention") AnswerShare observedRetention,

            @Definition("class-median") @Schema(description = "Of mastery over the class")
            double medianMastery,

            @Definition("class-median") @Schema(description = "Of recall now")
            double medianRecallNow,

            @Definition("class-median") @Schema(description = "Of coverage")
            double medianCoverage) {}

    @Schema(
            name = "CohortMemberCards",
            description = "The cards behind the figures of a member, in the order of their ids")
    public record MemberCards(
            @JsonUnwrapped CohortHeader header,
            String learner,
            double horizonDays,

            @Schema(description = "Cursor of the next page; absent on the last") @Nullable
            String next,

            List<CardFigureRow> cards)
            implements TableAnswer {}

    @Schema(name = "CohortMemberAnswers", description = "The answers of a member to a card of the deck, oldest first")
    public record MemberAnswers(
            @JsonUnwrapped CohortHeader header,
            String learner,
            UUID cardId,

            @Schema(description = "How many answers came before those listed")
            int earlier,

            List<CardAnswerRow> answers)
            implements TableAnswer {}

    @Schema(name = "CohortComparison", description = "How well several classes know each tag")
    public record Comparison(
            double horizonDays,

            @Schema(description = "By figure the anchor of its definition in docs/definitions.md")
            Map<String, String> definitions,

            List<ComparisonRow> tags)
            implements TableAnswer {}

    @Schema(name = "CohortComparisonRow", description = "A tag in one of the classes")
    public record ComparisonRow(
            @Schema(description = "Empty for cards without a tag")
            String tag,

            UUID cohortId,
            Instant asOf,
            @Definition("cards") int cards,
            @Definition("class-learners") int learners,
            @Definition("class-mean") double mean,
            @Definition("class-spread") double median,
            @Definition("class-coverage") double coverage) {}
}
