package dev.engram.analytics.adapter.http;

import dev.engram.analytics.application.FigureOutcome;
import dev.engram.analytics.application.FigureOutcome.Known;
import dev.engram.analytics.application.FigureQuery;
import dev.engram.analytics.application.LearnerFigures;
import dev.engram.kit.auth.Caller;
import dev.engram.kit.auth.Role;
import dev.engram.kit.figure.CsvWriter;
import dev.engram.kit.figure.TableAnswer;
import dev.engram.kit.problem.Fields;
import dev.engram.kit.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.function.BiFunction;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Figures of the caller, each as JSON or, with {@code Accept: text/csv}, as CSV. */
@Path("/api/v1/mastery")
@Produces({MediaType.APPLICATION_JSON, CsvWriter.TEXT_CSV})
@RolesAllowed(Role.LEARNER_GROUP)
@RunOnVirtualThread
@Tag(name = "mastery", description = "How well each topic is known")
@APIResponse(responseCode = "409", description = "quota-exceeded: quota (cards, tags or reviews) and limit")
public class MasteryResource {
    private static final int MOST_DAYS = 366;
    private static final int MOST_PERIODS = 120;
    private static final int SERIES_DAYS = 90;

    /** Whole numbers up to it are the same in JavaScript. */
    private static final long MOST_SEED = (1L << 53) - 1;

    private final LearnerFigures figures;
    private final Caller caller;

    MasteryResource(LearnerFigures figures, Caller caller) {
        this.figures = figures;
        this.caller = caller;
    }

    @GET
    @Path("/tags")
    @Operation(operationId = "masteryOfTags", summary = "Mastery per tag, now or as of any moment")
    @APIResponse(responseCode = "200", description = "One row per tag, ordered by tag without case")
    public FigureAnswers.Tags tags(@BeanParam SelectedCards selected, @BeanParam HorizonDays horizon) {
        return answer(
                figures.tags(query(selected), horizon.value()),
                FigureAnswers.Tags.class,
                (header, rows) -> new FigureAnswers.Tags(
                        header,
                        horizon.value().days(),
                        rows.stream().map(FigureAnswers.TagRow::of).toList()));
    }

    @GET
    @Path("/decks")
    @Operation(operationId = "masteryOfDecks", summary = "Mastery per deck, now or as of any moment")
    @APIResponse(responseCode = "200", description = "One row per deck that has cards, ordered by path")
    public FigureAnswers.Decks decks(@BeanParam SelectedCards selected, @BeanParam HorizonDays horizon) {
        return answer(
                figures.decks(query(selected), horizon.value()),
                FigureAnswers.Decks.class,
                (header, rows) -> new FigureAnswers.Decks(
                        header,
                        horizon.value().days(),
                        rows.stream().map(FigureAnswers.DeckMasteryRow::of).toList()));
    }

    @GET
    @Path("/trends")
    @Operation(operationId = "masteryTrends", summary = "Mastery per tag, with its change over 7 and 28 days")
    @APIResponse(responseCode = "200", description = "The figures and what they stand on")
    public FigureAnswers.Trends trends(@BeanParam SelectedCards selected, @BeanParam HorizonDays horizon) {
        return answer(
                figures.trends(query(selected), horizon.value()),
                FigureAnswers.Trends.class,
                (header, rows) -> new FigureAnswers.Trends(
                        header, rows.stream().map(FigureAnswers.TrendRow::of).toList()));
    }

    @GET
    @Path("/series")
    @Operation(
            operationId = "masterySeries",
            summary = "Mastery day by day, of the past and, if nothing is studied, of days to come")
    @APIResponse(responseCode = "200", description = "The figures and what they stand on")
    public FigureAnswers.Series series(
            @BeanParam SelectedCards selected, @BeanParam HorizonDays horizon, @BeanParam StudyDays days) {
        return answer(
                figures.series(query(selected), horizon.value(), setting -> days.range(setting.today(), SERIES_DAYS)),
                FigureAnswers.Series.class,
                (header, points) -> new FigureAnswers.Series(
                        header,
                        horizon.value().days(),
                        points.stream().map(FigureAnswers.SeriesPoint::of).toList()));
    }

    @GET
    @Path("/workload")
    @Operation(operationId = "masteryWorkload", summary = "Cards falling due by day, backlog and daily load")
    @APIResponse(responseCode = "200", description = "The figures and what they stand on")
    public FigureAnswers.WorkloadView workload(@BeanParam SelectedCards selected, @BeanParam DaysAhead days) {
        return answer(
                figures.workload(query(selected), days.value()),
                FigureAnswers.WorkloadView.class,
                FigureAnswers.WorkloadView::of);
    }

    @GET
    @Path("/distributions")
    @Operation(operationId = "masteryDistributions", summary = "Histograms of difficulty, stability and recall")
    @APIResponse(responseCode = "200", description = "The figures and what they stand on")
    public FigureAnswers.DistributionsView distributions(@BeanParam SelectedCards selected) {
        return answer(
                figures.distributions(query(selected)),
                FigureAnswers.DistributionsView.class,
                (header, rows) -> new FigureAnswers.DistributionsView(
                        header,
                        rows.stream().map(FigureAnswers.DistributionBin::of).toList()));
    }

    @GET
    @Path("/activity")
    @Operation(operationId = "activityCalendar", summary = "Answers and minutes by study day, and the streak")
    @APIResponse(responseCode = "200", description = "The figures and what they stand on")
    public FigureAnswers.ActivityView activity(@BeanParam SelectedCards selected, @BeanParam StudyDays days) {
        return answer(
                figures.activity(query(selected)),
                FigureAnswers.ActivityView.class,
                (header, activity) -> activity(header, activity, days));
    }

    @GET
    @Path("/retention")
    @Operation(operationId = "retentionByPeriod", summary = "Observed retention by period, of young and mature cards")
    @APIResponse(responseCode = "200", description = "The figures and what they stand on")
    public FigureAnswers.Retention retention(@BeanParam SelectedCards selected) {
        return answer(
                figures.retention(query(selected)),
                FigureAnswers.Retention.class,
                (header, rows) -> new FigureAnswers.Retention(
                        header,
                        rows.stream().map(FigureAnswers.RetentionRow::of).toList()));
    }

    @GET
    @Path("/retention/series")
    @Operation(
            operationId = "retentionSeries",
            summary = "Observed retention over time, in periods of as many study days")
    @APIResponse(responseCode = "200", description = "The figures and what they stand on")
    public FigureAnswers.RetentionTimes retentionSeries(
            @BeanParam SelectedCards selected,
            @QueryParam("days")
                    @Schema(
                            type = SchemaType.INTEGER,
                            minimum = "1",
                            maximum = "366",
                            defaultValue = "30",
                            description = "Study days of a period; the last period ends with that of asOf")
                    @Nullable
                    String days,
            @QueryParam("periods")
                    @Schema(
                            type = SchemaType.INTEGER,
                            minimum = "1",
                            maximum = "120",
                            defaultValue = "12",
                            description = "Most periods")
                    @Nullable
                    String periods) {
        int length = days == null ? 30 : (int) Fields.integer("days", days, 1, MOST_DAYS);
        int most = periods == null ? 12 : (int) Fields.integer("periods", periods, 1, MOST_PERIODS);
        return answer(
                figures.retentionSeries(query(selected), length, most),
                FigureAnswers.RetentionTimes.class,
                (header, rows) -> new FigureAnswers.RetentionTimes(
                        header,
                        rows.stream().map(FigureAnswers.RetentionTime::of).toList()));
    }

    @GET
    @Path("/buttons")
    @Operation(operationId = "answerButtons", summary = "Which buttons were pressed")
    @APIResponse(responseCode = "200", description = "The figures and what they stand on")
    public FigureAnswers.Buttons buttons(@BeanParam SelectedCards selected, @BeanParam AnswerPeriod period) {
        return answer(
                figures.answers(query(selected), period.value()),
                FigureAnswers.Buttons.class,
                (header, rows) -> new FigureAnswers.Buttons(
                        header,
                        period.value(),
                        rows.buttons().stream().map(FigureAnswers.ButtonRow::of).toList()));
    }

    @GET
    @Path("/hours")
    @Operation(operationId = "hoursOfDay", summary = "Answers and observed retention by hour of the day")
    @APIResponse(responseCode = "200", description = "The figures and what they stand on")
    public FigureAnswers.Hours hours(@BeanParam SelectedCards selected, @BeanParam AnswerPeriod period) {
        return answer(
                figures.answers(query(selected), period.value()),
                FigureAnswers.Hours.class,
                (header, rows) -> new FigureAnswers.Hours(
                        header,
                        period.value(),
                        rows.hours().stream().map(FigureAnswers.HourRow::of).toList()));
    }

    @GET
    @Path("/calibration")
    @Operation(
            operationId = "calibration",
            summary = "Predicted against observed recall, by prediction, lateness and history")
    @APIResponse(responseCode = "200", description = "The figures and what they stand on")
    public FigureAnswers.CalibrationView calibration(
            @BeanParam SelectedCards selected, @BeanParam AnswerPeriod period) {
        return answer(
                figures.calibration(query(selected), period.value()),
                FigureAnswers.CalibrationView.class,
                (header, rows) -> new FigureAnswers.CalibrationView(
                        header,
                        period.value(),
                        rows.stream().map(FigureAnswers.CalibrationRow::of).toList()));
    }

    @GET
    @Path("/calibration/tags")
    @Operation(operationId = "calibrationOfTags", summary = "Predicted against observed recall of each tag")
    @APIResponse(responseCode = "200", description = "The figures and what they stand on")
    public FigureAnswers.TagCalibrationView calibrationOfTags(
            @BeanParam SelectedCards selected, @BeanParam AnswerPeriod period) {
        return answer(
                figures.calibrationOfTags(query(selected), period.value()),
                FigureAnswers.TagCalibrationView.class,
                (header, rows) -> new FigureAnswers.TagCalibrationView(
                        header,
                        period.value(),
                        rows.stream().map(FigureAnswers.TagCalibrationRow::of).toList()));
    }

    @GET
    @Path("/curve")
    @Operation(operationId = "learningCurve", summary = "Learning curve and growth of stability")
    @APIResponse(responseCode = "200", description = "The figures and what they stand on")
    public FigureAnswers.Curve curve(@BeanParam SelectedCards selected) {
        return answer(figures.curve(query(selected)), FigureAnswers.Curve.class, FigureAnswers.Curve::of);
    }

    @GET
    @Path("/attention")
    @Operation(operationId = "topicAttention", summary = "Topics that need attention, with every reason")
    @APIResponse(responseCode = "200", description = "The figures and what they stand on")
    public FigureAnswers.Attention attention(@BeanParam SelectedCards selected) {
        return answer(
                figures.attention(query(selected)),
                FigureAnswers.Attention.class,
                (header, found) -> new FigureAnswers.Attention(
                        header,
                        found.desiredRetention(),
                        found.topics().stream()
                                .map(FigureAnswers.AttentionRow::of)
                                .toList()));
    }

    @GET
    @Path("/changes")
    @Operation(
            operationId = "masteryChanges",
            summary = "What has changed of each topic since a moment, such as today's beginning")
    @APIResponse(responseCode = "200", description = "The figures and what they stand on")
    public FigureAnswers.Changes changes(
            @BeanParam SelectedCards selected,
            @BeanParam HorizonDays horizon,
            @QueryParam("since")
                    @Schema(
                            format = "date-time",
                            description = "Default: the beginning of the study day of asOf",
                            examples = "2026-10-02T08:00:00Z")
                    @Nullable
                    String since) {
        return answer(
                figures.changes(query(selected), horizon.value(), since == null ? null : Moments.of("since", since)),
                FigureAnswers.Changes.class,
                (header, rows) -> new FigureAnswers.Changes(
                        header,
                        horizon.value().days(),
                        rows.stream().map(FigureAnswers.ChangeRow::of).toList()));
    }

    @GET
    @Path("/forecast")
    @Operation(
            operationId = "workloadForecast",
            summary = "Answers and minutes of the days to come, simulated with their 10-90 % band")
    @APIResponse(responseCode = "200", description = "The figures and what they stand on")
    public FigureAnswers.ForecastView forecast(
            @BeanParam SelectedCards selected,
            @BeanParam DaysAhead days,
            @QueryParam("seed")
                    @Schema(
                            type = SchemaType.INTEGER,
                            minimum = "0",
                            maximum = "9007199254740991",
                            defaultValue = "1",
                            description = "The same states and seed give the same forecast")
                    @Nullable
                    String seed) {
        long drawn = seed == null ? 1 : Fields.integer("seed", seed, 0, MOST_SEED);
        return answer(
                figures.forecast(query(selected), days.value(), drawn),
                FigureAnswers.ForecastView.class,
                (header, forecast) -> FigureAnswers.ForecastView.of(header, forecast, drawn));
    }

    @GET
    @Path("/cards")
    @Operation(
            operationId = "masteryOfCards",
            summary = "The cards behind the figures, each with its own; their answers are at /mastery/answers?cardId=")
    @APIResponse(responseCode = "200", description = "A page of cards; next is absent on the last")
    public FigureAnswers.Cards cards(
            @BeanParam SelectedCards selected, @BeanParam HorizonDays horizon, @BeanParam CardPaging paging) {
        int most = paging.most();
        var from = paging.from();
        return answer(figures.cards(query(selected), horizon.value()), FigureAnswers.Cards.class, (header, cards) -> {
            var page = CardRows.page(cards, from, most);
            return new FigureAnswers.Cards(header, horizon.value().days(), page.next(), page.rows());
        });
    }

    @GET
    @Path("/answers")
    @Operation(
            operationId = "answersOfCard",
            summary = "The answers behind the figures of a card, each with whether it is counted, and why not",
            description =
                    "Oldest first: the latest 500, or limit. Where 'earlier' is not 0, 'before' with the id of the first"
                            + " review listed gives those that came before it.")
    @APIResponse(responseCode = "200", description = "A page of answers")
    public FigureAnswers.Answers answers(@BeanParam AskedMoment moment, @BeanParam SelectedAnswers selected) {
        var card = selected.card();
        var paging = selected.paging();
        return answer(
                figures.answersOf(moment.ofAll(caller.withToken()), card),
                FigureAnswers.Answers.class,
                (header, all) -> {
                    var page = paging.of(all);
                    return new FigureAnswers.Answers(header, card.value(), page.earlier(), CardRows.answers(page));
                });
    }

    private static FigureAnswers.ActivityView activity(
            FigureHeader header, LearnerFigures.Activity activity, StudyDays days) {
        var range = days.range(activity.today(), StudyDays.MOST);
        return new FigureAnswers.ActivityView(
                header,
                FigureAnswers.StreakView.of(activity.calendar().streak(activity.today())),
                activity.calendar().days(range.from(), range.to()).stream()
                        .map(FigureAnswers.ActivityDay::of)
                        .toList());
    }

    private FigureQuery query(SelectedCards selected) {
        return selected.query(caller.withToken());
    }

    private <T, A extends TableAnswer> A answer(
            FigureOutcome<T> outcome, Class<A> type, BiFunction<FigureHeader, T, A> answer) {
        return switch (outcome) {
            case Known<T> known -> answer.apply(FigureHeader.of(known, type), known.figures());
            case FigureOutcome.NotJoined<T> _ -> throw Fields.invalid("deckId", "must be a deck that you have joined");
            case FigureOutcome.TooMuch<T>(var quota, long limit) ->
                throw Problem.quotaUsedUp(
                                quota,
                                limit,
                                "An answer covers at most " + limit + " " + quota
                                        + "; ask for one deck with deckId, or for a later moment")
                        .exception();
        };
    }
}
