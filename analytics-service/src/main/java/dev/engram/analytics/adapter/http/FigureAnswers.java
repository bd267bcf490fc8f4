package dev.engram.analytics.adapter.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.engram.analytics.application.LearnerFigures;
import dev.engram.analytics.domain.TagMastery;
import dev.engram.analytics.domain.learner.ActivityCalendar;
import dev.engram.analytics.domain.learner.AnswerCounts;
import dev.engram.analytics.domain.learner.Calibration;
import dev.engram.analytics.domain.learner.Distributions;
import dev.engram.analytics.domain.learner.FutureDue;
import dev.engram.analytics.domain.learner.LearningCurve;
import dev.engram.analytics.domain.learner.MasterySeries;
import dev.engram.analytics.domain.learner.ObservedLapses;
import dev.engram.analytics.domain.learner.PeriodRetention;
import dev.engram.analytics.domain.learner.RetentionPeriod;
import dev.engram.analytics.domain.learner.RetentionSeries;
import dev.engram.analytics.domain.learner.TopicAttention;
import dev.engram.analytics.domain.learner.TopicChange;
import dev.engram.events.Rating;
import dev.engram.fsrs.simulation.DailyWork;
import dev.engram.kit.figure.AnswerShare;
import dev.engram.kit.figure.CardAnswerRow;
import dev.engram.kit.figure.CardFigureRow;
import dev.engram.kit.figure.Definition;
import dev.engram.kit.figure.TableAnswer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is answered about figures of a learner; absent values are left out. Each answer is one table. */
final class FigureAnswers {
    private FigureAnswers() {}

    @Schema(name = "MasteryAnswer", description = "How well the caller knows each tag")
    record Tags(
            @JsonUnwrapped FigureHeader header,

            @Schema(description = "How many days after asOf mastery looks")
            double horizonDays,

            List<TagRow> tags)
            implements TableAnswer {}

    @Schema(name = "TagRow", description = "One tag, the tags below it included")
    record TagRow(
            @Schema(description = "Empty for cards without a tag")
            String tag,

            @JsonUnwrapped MasteryFigures figures) {
        static TagRow of(TagMastery row) {
            return new TagRow(row.tag(), MasteryFigures.of(row));
        }
    }

    @Schema(name = "DeckMasteryAnswer", description = "How well the caller knows each deck")
    record Decks(
            @JsonUnwrapped FigureHeader header,

            @Schema(description = "How many days after asOf mastery looks")
            double horizonDays,

            List<DeckMasteryRow> decks)
            implements TableAnswer {}

    @Schema(name = "DeckMasteryRow", description = "One deck that has cards")
    record DeckMasteryRow(
            UUID deckId, String title, @JsonUnwrapped MasteryFigures figures) {
        static DeckMasteryRow of(LearnerFigures.DeckMastery row) {
            return new DeckMasteryRow(
                    row.deck().deckId().value(), row.deck().title(), MasteryFigures.of(row.figures()));
        }
    }

    @Schema(name = "MasteryFigures", description = "How well some cards are known")
    record MasteryFigures(
            @Definition("mastery")
            @Schema(description = "Mean recall at the horizon if nothing is studied until then; unseen cards count 0")
            double mastery,

            @Definition("recall-now") @Schema(description = "The same at asOf")
            double recallNow,

            @Definition("estimated-knowledge") @Schema(description = "Sum of recall at asOf over the cards")
            double estimatedKnowledge,

            @Definition("coverage") @Schema(description = "seen / cards")
            double coverage,

            @Definition("cards") int cards,
            @Definition("cards") int seen,
            @Definition("due") int due,

            @Definition("suspended") @Schema(description = "Suspended cards, which count like all others")
            int suspended,

            @Definition("level") @Schema(enumeration = {"none", "low", "middle", "good", "high"})
            String level,

            @Definition("observed-retention") AnswerShare observedRetention) {
        static MasteryFigures of(TagMastery row) {
            return new MasteryFigures(
                    row.mastery(),
                    row.recallNow(),
                    row.estimatedKnowledge(),
                    row.coverage(),
                    row.cards(),
                    row.seen(),
                    row.due(),
                    row.suspended(),
                    row.level().label(),
                    AnswerShare.of(row.observedRetention()));
        }
    }

    @Schema(name = "MasteryTrends", description = "Mastery per tag, now and before, over the same cards")
    record Trends(@JsonUnwrapped FigureHeader header, List<TrendRow> tags) implements TableAnswer {}

    @Schema(name = "MasteryTrend")
    record TrendRow(
            @Schema(description = "Empty for cards without a tag")
            String tag,

            int cards,
            @Definition("mastery") double mastery,

            @Definition("trend") @Schema(description = "Mastery now minus mastery 7 days ago")
            double trend7,

            @Definition("trend") @Schema(description = "Mastery now minus mastery 28 days ago")
            double trend28) {
        static TrendRow of(LearnerFigures.Trend trend) {
            var points = trend.points();
            double now = points.getFirst().mastery();
            return new TrendRow(
                    trend.tag(),
                    points.getFirst().cards(),
                    now,
                    now - points.get(1).mastery(),
                    now - points.get(2).mastery());
        }
    }

    @Schema(
            name = "MasterySeries",
            description =
                    "Mastery at the end of each study day; of today at asOf, of days to come if nothing is studied")
    record Series(@JsonUnwrapped FigureHeader header, double horizonDays, List<SeriesPoint> days)
            implements TableAnswer {}

    @Schema(name = "MasterySeriesPoint")
    record SeriesPoint(
            LocalDate day,
            @Definition("mastery") double mastery,
            @Definition("recall-now") double recallNow,
            @Definition("coverage") double coverage,
            int seen,
            int cards) {
        static SeriesPoint of(MasterySeries.Point point) {
            return new SeriesPoint(
                    LocalDate.ofEpochDay(point.moment().label()),
                    point.mastery(),
                    point.recallNow(),
                    point.coverage(),
                    point.seen(),
                    point.cards());
        }
    }

    @Schema(name = "Workload", description = "What falls due if nothing new is learned and nothing fails")
    record WorkloadView(
            @JsonUnwrapped FigureHeader header,

            @Definition("backlog") @Schema(description = "Cards that fell due before today")
            int backlog,

            @Definition("daily-load") @Schema(description = "Answers a day in the long run, without failures")
            double dailyLoad,

            @Schema(description = "Cards answered and not suspended")
            int active,

            @Schema(description = "Cards suspended, which fall due never")
            int suspended,

            List<DueDay> days)
            implements TableAnswer {
        static WorkloadView of(FigureHeader header, FutureDue workload) {
            return new WorkloadView(
                    header,
                    workload.backlog(),
                    workload.dailyLoad(),
                    workload.active(),
                    workload.suspended(),
                    workload.days().stream()
                            .map(day -> new DueDay(LocalDate.ofEpochDay(day.day()), day.cards()))
                            .toList());
        }
    }

    @Schema(name = "DueDay")
    record DueDay(LocalDate day, @Definition("future-due") int due) {}

    @Schema(name = "Distributions", description = "How many seen cards have which difficulty, stability and recall")
    record DistributionsView(@JsonUnwrapped FigureHeader header, List<DistributionBin> bins) implements TableAnswer {}

    @Schema(name = "DistributionBin", description = "Values from from, up to to, which the last of a measure contains")
    record DistributionBin(
            Distributions.CardMeasure measure,
            double from,
            double to,
            @Definition("distribution") int cards) {
        static DistributionBin of(Distributions.Bin bin) {
            return new DistributionBin(bin.measure(), bin.from(), bin.to(), bin.cards());
        }
    }

    @Schema(name = "Activity", description = "What was answered on each study day, and the streak")
    record ActivityView(
            @JsonUnwrapped FigureHeader header,
            @Definition("streak") StreakView streak,
            List<ActivityDay> days) implements TableAnswer {}

    @Schema(name = "Streak", description = "Study days in a row with at least one answer each")
    record StreakView(
            @Schema(description = "Up to today, or to yesterday while today has none")
            int current,

            int longest,

            @Schema(description = "The last study day with an answer; absent without one") @Nullable
            LocalDate lastDay) {
        static StreakView of(ActivityCalendar.Streak streak) {
            var last = streak.lastDay();
            return new StreakView(streak.current(), streak.longest(), last == null ? null : LocalDate.ofEpochDay(last));
        }
    }

    @Schema(name = "ActivityDay", description = "A study day with an answer")
    record ActivityDay(
            LocalDate day,

            @Definition("activity") @Schema(description = "Practice included")
            int answers,

            @Definition("activity") double minutes,

            @Definition("activity-step")
            @Schema(
                    minimum = "1",
                    maximum = "5",
                    description = "Which fifth of the learner's own days with answers it lies in")
            int step) {
        static ActivityDay of(ActivityCalendar.Day day) {
            return new ActivityDay(LocalDate.ofEpochDay(day.day()), day.answers(), day.minutes(), day.step());
        }
    }

    @Schema(name = "RetentionByPeriod", description = "Observed retention by period")
    record Retention(@JsonUnwrapped FigureHeader header, List<RetentionRow> periods) implements TableAnswer {}

    @Schema(name = "RetentionRow")
    record RetentionRow(
            RetentionPeriod period,

            @Definition("observed-retention") @Schema(description = "Interval before the answer below 21 days")
            AnswerShare young,

            @Definition("observed-retention") @Schema(description = "Interval of 21 days or more")
            AnswerShare mature,

            @Definition("observed-retention") AnswerShare all) {
        static RetentionRow of(PeriodRetention.Row row) {
            return new RetentionRow(
                    row.period(), AnswerShare.of(row.young()), AnswerShare.of(row.mature()), AnswerShare.of(row.all()));
        }
    }

    @Schema(
            name = "RetentionSeries",
            description = "Observed retention of periods of as many study days, from the first one with an answer on")
    record RetentionTimes(@JsonUnwrapped FigureHeader header, List<RetentionTime> periods) implements TableAnswer {}

    @Schema(name = "RetentionSeriesRow")
    record RetentionTime(
            @Schema(description = "First study day") LocalDate from,

            @Schema(description = "Last study day") LocalDate to,

            @Definition("observed-retention") @Schema(description = "Interval before the answer below 21 days")
            AnswerShare young,

            @Definition("observed-retention") @Schema(description = "Interval of 21 days or more")
            AnswerShare mature,

            @Definition("observed-retention") AnswerShare all) {
        static RetentionTime of(RetentionSeries.Row row) {
            return new RetentionTime(
                    LocalDate.ofEpochDay(row.from()),
                    LocalDate.ofEpochDay(row.to()),
                    AnswerShare.of(row.young()),
                    AnswerShare.of(row.mature()),
                    AnswerShare.of(row.all()));
        }
    }

    @Schema(name = "AnswerButtons", description = "Which buttons were pressed, practice left out")
    record Buttons(@JsonUnwrapped FigureHeader header, RetentionPeriod period, List<ButtonRow> buttons)
            implements TableAnswer {}

    @Schema(name = "AnswerButton")
    record ButtonRow(
            @Schema(description = "What the card was before the answer")
            AnswerCounts.AnswerKind kind,

            Rating rating,
            @Definition("answer-buttons") int answers) {
        static ButtonRow of(AnswerCounts.Button button) {
            return new ButtonRow(button.kind(), button.rating(), button.answers());
        }
    }

    @Schema(name = "HoursOfDay", description = "Answers and observed retention by hour of the learner's clock")
    record Hours(@JsonUnwrapped FigureHeader header, RetentionPeriod period, List<HourRow> hours)
            implements TableAnswer {}

    @Schema(name = "HourOfDay")
    record HourRow(
            @Schema(minimum = "0", maximum = "23") int hour,

            @Definition("answer-hours") long answers,
            @Definition("observed-retention") AnswerShare retention) {
        static HourRow of(AnswerCounts.Hour hour) {
            return new HourRow(hour.hour(), hour.answers(), AnswerShare.of(hour.retention()));
        }
    }

    @Schema(name = "Calibration", description = "Predicted against observed recall")
    record CalibrationView(@JsonUnwrapped FigureHeader header, RetentionPeriod period, List<CalibrationRow> groups)
            implements TableAnswer {}

    @Schema(name = "CalibrationRow")
    record CalibrationRow(
            @Schema(description = "What answers are grouped by")
            Calibration.CalibrationGrouping grouping,

            @Schema(description = "The group, such as 0.8-0.9")
            String group,

            @Definition("calibration") @Schema(description = "Mean predicted probability of recall")
            double predicted,

            @Definition("observed-retention") AnswerShare observed,

            @Definition("calibration") @Schema(description = "Observed minus predicted")
            double difference,

            @Definition("log-loss") double logLoss) {
        static CalibrationRow of(Calibration.Row row) {
            return new CalibrationRow(
                    row.grouping(),
                    row.label(),
                    row.predicted(),
                    AnswerShare.of(row.observed()),
                    row.difference(),
                    row.logLoss());
        }
    }

    @Schema(name = "TagCalibration", description = "Predicted against observed recall of each tag with an answer")
    record TagCalibrationView(@JsonUnwrapped FigureHeader header, RetentionPeriod period, List<TagCalibrationRow> tags)
            implements TableAnswer {}

    @Schema(name = "TagCalibrationRow")
    record TagCalibrationRow(
            @Schema(description = "Empty for cards without a tag")
            String tag,

            @Definition("calibration") double predicted,
            @Definition("observed-retention") AnswerShare observed,

            @Definition("calibration") @Schema(description = "Observed minus predicted")
            double difference,

            @Definition("log-loss") double logLoss) {
        static TagCalibrationRow of(LearnerFigures.TagCalibration row) {
            return new TagCalibrationRow(
                    row.tag(),
                    row.row().predicted(),
                    AnswerShare.of(row.row().observed()),
                    row.row().difference(),
                    row.row().logLoss());
        }
    }

    @Schema(
            name = "LearningCurve",
            description =
                    "AnswerShare of AGAIN by opportunity, and growth of stability by success. Each opportunity comes after a"
                            + " longer delay, so a flat curve is no sign of missing learning")
    record Curve(@JsonUnwrapped FigureHeader header, List<CurveRow> opportunities) implements TableAnswer {
        static Curve of(FigureHeader header, LearningCurve curve) {
            var growth = curve.growth();
            var rows = new ArrayList<CurveRow>();
            for (var point : curve.points()) {
                int k = point.opportunity();
                var grown = k <= growth.size() ? growth.get(k - 1) : null;
                rows.add(new CurveRow(
                        k,
                        AnswerShare.of(point.failures()),
                        grown == null ? null : grown.median(),
                        grown == null ? 0 : grown.n()));
            }
            return new Curve(header, List.copyOf(rows));
        }
    }

    @Schema(name = "LearningCurveRow")
    record CurveRow(
            @Schema(
                    minimum = "1",
                    description = "k: the first answer of the k-th study day on which a card was answered")
            int opportunity,

            @Definition("learning-curve") @Schema(description = "AnswerShare of AGAIN at the k-th opportunity")
            AnswerShare again,

            @Definition("stability-growth")
            @Schema(description = "Median stability after the k-th success; absent where there is none")
            @Nullable
            Double stabilityDays,

            @Definition("stability-growth") @Schema(description = "Cards with k successes")
            int successes) {}

    @Schema(name = "TopicAttention", description = "Topics, those that need attention first, each with every reason")
    record Attention(
            @JsonUnwrapped FigureHeader header,
            @Schema(description = "Of the learner's plan") double desiredRetention,
            List<AttentionRow> topics)
            implements TableAnswer {}

    @Schema(name = "TopicAttentionRow")
    record AttentionRow(
            @Schema(description = "Empty for cards without a tag")
            String tag,

            @Definition("topic-attention") TopicAttention.AttentionVerdict verdict,

            @Definition("topic-attention") List<TopicAttention.AttentionReason> reasons,
            int cards,
            int seen,
            @Definition("mastery") double mastery,

            @Definition("trend") @Schema(description = "Mastery now minus mastery 14 days ago")
            double trend14,

            @Definition("observed-retention") @Schema(description = "Of 30 study days")
            AnswerShare retention30,

            @Definition("expected-lapses")
            @Schema(description = "Predicted number of AGAIN among the answers of 30 study days")
            double expectedLapses,

            @Definition("expected-lapses")
            @Schema(description = "Tail probability of the lapses, adjusted for the number of topics")
            double q) {
        static AttentionRow of(TopicAttention.Row row) {
            var topic = row.topic();
            return new AttentionRow(
                    topic.tag(),
                    row.verdict(),
                    row.reasons().stream().sorted().toList(),
                    topic.cards(),
                    topic.seen(),
                    topic.mastery(),
                    topic.mastery() - topic.masteryBefore(),
                    AnswerShare.of(topic.answers()),
                    row.expectedLapses(),
                    row.q());
        }
    }

    @Schema(name = "TopicChanges", description = "What has changed of each topic since a moment")
    record Changes(@JsonUnwrapped FigureHeader header, double horizonDays, List<ChangeRow> tags)
            implements TableAnswer {}

    @Schema(name = "TopicChange")
    record ChangeRow(
            @Schema(description = "Empty for cards without a tag")
            String tag,

            int cards,
            @Definition("mastery") double mastery,

            @Definition("topic-change") @Schema(description = "Mastery now minus mastery then, over the same cards")
            double change,

            @Definition("topic-change") @Schema(description = "Practice left out")
            int answers,

            @Definition("topic-change") @Schema(description = "Answers that were AGAIN")
            int again,

            @Definition("topic-change") @Schema(description = "AGAIN answers to cards in review")
            int lapses,

            @Definition("topic-change") @Schema(description = "Cards answered for the first time")
            int firstSeen) {
        static ChangeRow of(TopicChange.Row row) {
            return new ChangeRow(
                    row.tag(),
                    row.cards(),
                    row.mastery(),
                    row.change(),
                    row.answers(),
                    row.again(),
                    row.lapses(),
                    row.firstSeen());
        }
    }

    @Schema(
            name = "WorkloadForecast",
            description =
                    "A simulation of the days to come under the learner's plan, with the lapses observed of the learner; the same"
                            + " histories and seed give the same")
    record ForecastView(
            @JsonUnwrapped FigureHeader header,
            @Schema(description = "Simulated, not observed") boolean simulation,
            long seed,

            @Definition("observed-lapses") @Schema(description = "Cards with an interval below 21 days")
            ObservedLapsesView young,

            @Definition("observed-lapses") @Schema(description = "Cards with an interval of 21 days or more")
            ObservedLapsesView mature,

            List<ForecastDay> days)
            implements TableAnswer {
        static ForecastView of(FigureHeader header, LearnerFigures.Forecast forecast, long seed) {
            return new ForecastView(
                    header,
                    true,
                    seed,
                    ObservedLapsesView.of(forecast.lapses().young()),
                    ObservedLapsesView.of(forecast.lapses().mature()),
                    forecast.days().stream()
                            .map(day -> new ForecastDay(
                                    LocalDate.ofEpochDay(forecast.today() + day.day()),
                                    ForecastBand.of(day.cards()),
                                    ForecastBand.of(day.minutes())))
                            .toList());
        }
    }

    @Schema(
            name = "ObservedLapses",
            description =
                    "How often the learner forgot cards in review in 365 study days, and what the simulation makes of it")
    record ObservedLapsesView(
            @Schema(description = "Answers; with 0 the simulation is that of the model")
            long n,

            @Schema(description = "Those that were AGAIN") long lapses,

            @Schema(description = "Those that the model predicted")
            double expected,

            @Schema(description = "By what the predicted probability of forgetting is multiplied")
            double factor) {
        static ObservedLapsesView of(ObservedLapses.Rate rate) {
            return new ObservedLapsesView(rate.n(), rate.lapses(), rate.expected(), rate.factor());
        }
    }

    @Schema(name = "WorkloadForecastDay")
    record ForecastDay(
            LocalDate day,

            @Definition("forecast") @Schema(description = "Cards studied, new ones included")
            ForecastBand cards,

            @Definition("forecast") ForecastBand minutes) {}

    @Schema(name = "ForecastBand", description = "Mean of the runs, and what 10 % and 90 % of them do not exceed")
    record ForecastBand(double mean, double low, double high) {
        static ForecastBand of(DailyWork.Band band) {
            return new ForecastBand(band.mean(), band.low(), band.high());
        }
    }

    @Schema(name = "CardFigures", description = "Cards in the order of their ids, page by page")
    record Cards(
            @JsonUnwrapped FigureHeader header,
            double horizonDays,
            @Nullable String next,
            List<CardFigureRow> cards) implements TableAnswer {}

    @Schema(name = "CardAnswers", description = "Answers of the caller to a card, oldest first")
    record Answers(
            @JsonUnwrapped FigureHeader header,
            UUID cardId,

            @Schema(description = "How many answers came before those listed")
            int earlier,

            List<CardAnswerRow> answers)
            implements TableAnswer {}
}
