package dev.engram.review.adapter.http;

import dev.engram.events.DeckId;
import dev.engram.events.Plan;
import dev.engram.kit.auth.Caller;
import dev.engram.kit.auth.Role;
import dev.engram.kit.problem.Fields;
import dev.engram.kit.problem.Problem;
import dev.engram.review.application.ExamForecasts;
import dev.engram.review.application.ExamForecasts.Outcome;
import dev.engram.review.application.ExamForecasts.Topic;
import dev.engram.scheduler.exam.ExamForecast;
import dev.engram.scheduler.exam.ExamGoal;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What can be known on the day of an exam. */
@Path("/api/v1/plan/exam")
@RolesAllowed(Role.LEARNER_GROUP)
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "studying", description = "What to study next, and by which plan")
public class ExamResource {
    private static final double LOWEST_TARGET = 0.01;
    private static final double HIGHEST_TARGET = 0.99;
    private static final double USUAL_TARGET = 0.9;
    private static final int MOST_MINUTES = 1_440;
    private static final int MOST_NEW = 9_999;

    private final ExamForecasts forecasts;
    private final Caller caller;

    ExamResource(ExamForecasts forecasts, Caller caller) {
        this.forecasts = forecasts;
        this.caller = caller;
    }

    @Schema(name = "ExamBody")
    public record ExamBody(
            @Schema(
                    required = true,
                    format = "date-ahead",
                    examples = "2026-06-15",
                    description = "The day of the exam")
            @Nullable
            String day,

            @Schema(format = "uuid", description = "Only cards of this deck; absent: of all decks that are studied")
            @Nullable
            String deckId,

            @Schema(
                    format = "tag",
                    minLength = 1,
                    maxLength = 64,
                    examples = "attention",
                    description = "Only cards with this tag or one below it")
            @Nullable
            String tag,

            @Schema(
                    minimum = "0.01",
                    maximum = "0.99",
                    defaultValue = "0.9",
                    description = "Mean recall over all cards, those never seen counted as 0")
            @Nullable
            Double targetRecall,

            @Schema(
                    minimum = "0",
                    maximum = "1000",
                    description = "Most cards a day, new ones included; absent: that of the plan, at most 1,000")
            @Nullable
            Integer reviewsPerDay,

            @Schema(minimum = "0", maximum = "1440", description = "Most minutes a day; absent: no limit") @Nullable
            Double minutesPerDay,

            @Schema(minimum = "0", maximum = "9999", description = "Most new cards a day; absent: that of the plan")
            @Nullable
            Integer newCardsPerDay,

            @Schema(
                    minimum = "0",
                    maximum = "2147483647",
                    defaultValue = "1",
                    description = "Of the simulation: the same question gives the same answer for the same seed")
            @Nullable
            Integer seed) {}

    /** @param low what 10 % of the runs do not exceed */
    @Schema(name = "ExamStudy")
    public record StudyView(
            @Schema(description = "Mean recall over all cards: mean over the runs")
            double expectedRecall,

            @Schema(description = "10 % of the runs have at most this")
            double low,

            @Schema(description = "90 % of the runs have at most this")
            double high,

            @Schema(description = "Share of the runs that reach the target")
            double shareReaching,

            double reviewsPerDay,
            double busiestDay,
            double minutesPerDay,
            double newCards) {
        private static StudyView of(ExamForecast.Study study) {
            return new StudyView(
                    study.expected(),
                    study.low(),
                    study.high(),
                    study.shareReaching(),
                    study.reviewsPerDay(),
                    study.busiestDay(),
                    study.minutesPerDay(),
                    study.introduced());
        }
    }

    @Schema(name = "ExamForecast")
    public record ForecastView(
            Instant asOf,

            @Schema(description = "Noon of the day in the learner's zone; recall is that of this moment")
            Instant examAt,

            @Schema(description = "Days of study before the exam, today included")
            int studyDays,

            int cards,

            @Schema(description = "Of these, never answered")
            int newCards,

            @Schema(description = "Left out, since no state could be derived")
            int quarantined,

            double targetRecall,
            boolean reachable,

            @Schema(description = "Mean recall if nothing is studied, by the forgetting curve alone")
            double recallUnstudied,

            StudyView study,

            @Schema(
                    description =
                            "Least desired retention, of those tried, that reaches the target within the limits of the"
                                    + " question; absent if none does")
            @Nullable
            Double smallestRetention,

            @Schema(
                    description =
                            "Fewest cards a day, new ones included, that reach the target under the plan's desired retention;"
                                    + " absent if 1,000 do not")
            @Nullable
            Integer smallestPace,

            @Schema(description = "How often the days until the exam were simulated; 0 where the exam is today")
            int runs,

            @Schema(description = "How often for each other pace and retention")
            int searchRuns,

            String model,
            String weightsVersion,
            long seed,
            boolean caughtUp,
            boolean parked) {
        private static ForecastView of(Outcome.Made made, double target) {
            var forecast = made.forecast();
            return new ForecastView(
                    forecast.asOf(),
                    forecast.examAt(),
                    forecast.studyDays(),
                    forecast.cards(),
                    forecast.newCards(),
                    made.quarantined(),
                    target,
                    forecast.isReachable(),
                    forecast.unstudied(),
                    StudyView.of(forecast.study()),
                    forecast.smallestRetention(),
                    forecast.smallestPace(),
                    forecast.runs(),
                    forecast.searchRuns(),
                    forecast.model(),
                    forecast.weightsVersion(),
                    forecast.seed(),
                    made.reached().caughtUp(),
                    made.reached().parked());
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "forecastExam",
            summary = "Whether a mean recall can be reached on the day of an exam",
            description =
                    "Simulates the days until then from the states of the cards, under the learner's weights and steps."
                            + " Changes nothing. Some seconds for thousands of cards.")
    @APIResponse(responseCode = "200", description = "The forecast")
    @APIResponse(responseCode = "404", description = "not-found: you study no such deck")
    @APIResponse(
            responseCode = "409",
            description =
                    "no-cards: no card has the tag; quota-exceeded: more than 20,000 cards; plan-invalid: the plan has weights that"
                            + " FSRS-6 cannot use")
    public ForecastView forecast(@Nullable ExamBody given, @RestQuery @Nullable String after) {
        var body = Fields.required("body", given);
        var day = day(body.day());
        double target = number("targetRecall", body.targetRecall(), USUAL_TARGET, LOWEST_TARGET, HIGHEST_TARGET);
        var minutes = body.minutesPerDay() == null
                ? null
                : Double.valueOf(number("minutesPerDay", body.minutesPerDay(), 0, 0, MOST_MINUTES));
        integer("reviewsPerDay", body.reviewsPerDay(), ExamGoal.MOST_REVIEWS);
        integer("newCardsPerDay", body.newCardsPerDay(), MOST_NEW);
        integer("seed", body.seed(), Integer.MAX_VALUE);
        var topic = new Topic(
                body.deckId() == null ? null : new DeckId(Fields.uuid("deckId", body.deckId())),
                body.tag() == null ? null : TagField.parse("tag", body.tag()));
        var outcome = forecasts.of(
                caller.withToken(), topic, plan -> goal(body, plan, day, target, minutes), Fields.after(after));
        return switch (outcome) {
            case Outcome.Made made -> ForecastView.of(made, target);
            case Outcome.NoSuchDeck _ ->
                throw Problem.notFound("You study no such deck; join one first")
                        .withField("deckId", "must be the id of a deck that you study")
                        .exception();
            case Outcome.NoCards _ ->
                throw Problem.of(409, "no-cards", "There is nothing to be asked about")
                        .withDetail("The decks that you study have no card with this tag")
                        .withField("tag", "must be a tag of a card")
                        .exception();
            case Outcome.TooManyCards _ ->
                throw Problem.of(409, "quota-exceeded", "Too many cards")
                        .withDetail("At most " + ExamForecasts.MOST_CARDS + " cards; name a deck or a tag")
                        .with("quota", "cards-per-exam")
                        .with("limit", ExamForecasts.MOST_CARDS)
                        .exception();
            case Outcome.UnusableWeights(var rule) ->
                throw Problem.of(409, "plan-invalid", "The plan cannot be used")
                        .withDetail(rule)
                        .exception();
            case Outcome.NotAhead _ ->
                throw Fields.invalid("day", "must be today or at most " + ExamGoal.MOST_DAYS + " days ahead");
        };
    }

    private static ExamGoal goal(ExamBody body, Plan plan, LocalDate day, double target, @Nullable Double minutes) {
        return new ExamGoal(
                day,
                target,
                body.reviewsPerDay() == null
                        ? Math.min(ExamGoal.MOST_REVIEWS, plan.reviewsPerDay())
                        : body.reviewsPerDay(),
                minutes,
                body.newCardsPerDay() == null ? plan.newCardsPerDay() : body.newCardsPerDay(),
                body.seed() == null ? 1 : body.seed());
    }

    private static LocalDate day(@Nullable String typed) {
        try {
            return LocalDate.parse(Fields.required("day", typed));
        } catch (DateTimeException none) {
            throw Fields.invalid("day", "must be a day such as 2026-06-15");
        }
    }

    private static double number(String field, @Nullable Double given, double fallback, double min, double max) {
        double value = given == null ? fallback : given;
        if (!(value >= min && value <= max)) {
            throw Fields.invalid(field, "must be a number from " + min + " to " + max);
        }
        return value;
    }

    private static void integer(String field, @Nullable Integer given, int max) {
        if (given != null && (given < 0 || given > max)) {
            throw Fields.invalid(field, "must be a whole number from 0 to " + max);
        }
    }
}
