package dev.engram.review.adapter.plan;

import dev.engram.events.DeckId;
import dev.engram.events.Plan;
import dev.engram.events.StudyOptions;
import dev.engram.events.StudyOptions.Break;
import dev.engram.events.StudyOptions.Fitting;
import dev.engram.events.StudyOptions.RetentionGoal;
import dev.engram.events.StudyOptions.ReviewOrder;
import dev.engram.events.Tag;
import dev.engram.events.TimeRange;
import dev.engram.events.text.TextKind;
import dev.engram.kit.problem.Fields;
import dev.engram.review.adapter.http.TagField;
import dev.engram.scheduler.Recall;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A study plan as a client sends it; what is absent stays as it is. */
@Schema(name = "PlanBody", description = "A study plan; what is absent stays as it is")
public record PlanBody(
        @Schema(minimum = "0.7", maximum = "0.99", examples = "0.9") @Nullable
        Double desiredRetention,

        @Schema(
                maxItems = 20,
                description = "ISO 8601 durations, 1 second to 30 days",
                examples = "[\"PT1M\", \"PT10M\"]")
        @Nullable
        List<@Nullable String> learningSteps,

        @Schema(maxItems = 20, description = "As learningSteps", examples = "[\"PT10M\"]") @Nullable
        List<@Nullable String> relearningSteps,

        @Schema(minimum = "1", maximum = "36500", examples = "36500") @Nullable
        Integer maximumIntervalDays,

        @Schema(minimum = "0", maximum = "23", description = "Hour at which a study day begins", examples = "4")
        @Nullable
        Integer rolloverHour,

        @Schema(
                description = "IANA id of a time zone; it holds from now on, the first one for the past too",
                examples = "Europe/Berlin")
        @Nullable
        String zone,

        @Schema(minimum = "0", maximum = "9999", examples = "20") @Nullable
        Integer newCardsPerDay,

        @Schema(minimum = "0", maximum = "9999", examples = "200") @Nullable
        Integer reviewsPerDay,

        @Nullable Boolean fuzz,

        @Schema(minItems = 21, maxItems = 21, description = "The 21 weights of FSRS-6") @Nullable
        List<@Nullable Double> weights,

        @Schema(minLength = 1, maxLength = 64, description = "To be given with weights", examples = "fsrs-6-default")
        @Nullable
        String weightsVersion,

        @Schema(
                enumeration = {"DUE", "RELATIVE_OVERDUENESS", "RETRIEVABILITY"},
                examples = "DUE")
        @Nullable
        String reviewOrder,

        @Schema(
                maxItems = 200,
                description = "Desired retention per deck or tag; the most specific one holds, from the next answer on")
        @Nullable
        List<@Nullable Goal> retentionGoals,

        @Schema(maxItems = 50, description = "Study days on which no card is due") @Nullable
        List<@Nullable Pause> breaks,

        @Schema(
                enumeration = {"OFF", "SUGGEST", "APPLY"},
                examples = "OFF")
        @Nullable
        String fitting) {

    private static final int LONGEST_VERSION = 64;
    private static final String DAY_RULE = "must be a day of " + TimeRange.YEARS + " such as 2026-12-24";

    private static final Pattern OF_PLAN = Pattern.compile("plan\\.([A-Za-z]+(?:\\[\\d+])?) (.*)", Pattern.DOTALL);

    /** A goal: either deckId or tag. */
    @Schema(name = "RetentionGoal")
    public record Goal(
            @Schema(format = "uuid") @Nullable String deckId,

            @Schema(format = "tag", minLength = 1, maxLength = 64, examples = "attention") @Nullable
            String tag,

            @Schema(required = true, minimum = "0.7", maximum = "0.99", examples = "0.95") @Nullable
            Double desiredRetention) {}

    /** A break: its first and its last day. */
    @Schema(name = "StudyBreak")
    public record Pause(
            @Schema(required = true, format = "date", examples = "2026-12-24") @Nullable
            String from,

            @Schema(required = true, format = "date", examples = "2027-01-02") @Nullable
            String to) {}

    /** The plan that this makes of {@code before}. @throws dev.engram.kit.problem.ProblemException naming field and rule */
    Plan over(Plan before) {
        var options = before.studyOptions();
        if (weights != null && weightsVersion == null) {
            throw Fields.invalid("weightsVersion", "must be given with weights");
        }
        try {
            var plan = new Plan(
                    or(desiredRetention, before.desiredRetention()),
                    learningSteps == null ? before.learningSteps() : steps("learningSteps", learningSteps),
                    relearningSteps == null ? before.relearningSteps() : steps("relearningSteps", relearningSteps),
                    or(maximumIntervalDays, before.maximumIntervalDays()),
                    or(rolloverHour, before.rolloverHour()),
                    zone == null ? before.zone() : zone(zone, before.zone()),
                    or(newCardsPerDay, before.newCardsPerDay()),
                    or(reviewsPerDay, before.reviewsPerDay()),
                    or(fuzz, before.fuzz()),
                    weights == null ? before.weights() : each("weights", weights, (_, weight) -> weight),
                    weightsVersion == null
                            ? before.weightsVersion()
                            : Fields.text("weightsVersion", weightsVersion, TextKind.NAME, LONGEST_VERSION),
                    new StudyOptions(
                            constant("reviewOrder", reviewOrder, ReviewOrder.class, options.reviewOrder()),
                            retentionGoals == null
                                    ? options.retentionGoals()
                                    : each("retentionGoals", retentionGoals, PlanBody::goal),
                            breaks == null ? options.breaks() : each("breaks", breaks, PlanBody::pause),
                            constant("fitting", fitting, Fitting.class, options.fitting())));
            Recall.under(plan); // checks the weights
            return plan;
        } catch (IllegalArgumentException broken) {
            throw problem(String.valueOf(broken.getMessage()));
        }
    }

    /** The rules of plans and weights name their field first. */
    private static RuntimeException problem(String rule) {
        var ofPlan = OF_PLAN.matcher(rule);
        return ofPlan.matches()
                ? Fields.invalid(ofPlan.group(1), ofPlan.group(2))
                : Fields.invalid("weights", "must be weights of FSRS-6: " + rule);
    }

    private static <T> T or(@Nullable T given, T before) {
        return given == null ? before : given;
    }

    private interface Reading<T, R> {
        R of(String field, T value);
    }

    private static <T, R> List<R> each(String field, List<@Nullable T> given, Reading<T, R> reading) {
        var read = new ArrayList<R>();
        for (int i = 0; i < given.size(); i++) {
            var place = field + "[" + i + "]";
            read.add(reading.of(place, Fields.required(place, given.get(i))));
        }
        return read;
    }

    private static <R> R parsed(String field, String rule, String text, Function<String, R> reading) {
        try {
            return reading.apply(text);
        } catch (DateTimeException | IllegalArgumentException broken) {
            throw Fields.invalid(field, rule);
        }
    }

    private static List<Duration> steps(String field, List<@Nullable String> given) {
        return each(
                field,
                given,
                (place, step) -> parsed(place, "must be an ISO 8601 duration such as PT10M", step, Duration::parse));
    }

    /** That of a plan without a zone may be sent back as it was read. */
    private static ZoneId zone(String given, ZoneId before) {
        if (given.equals(before.getId())) {
            return before;
        }
        if (!ZoneId.getAvailableZoneIds().contains(given)) {
            throw Fields.invalid("zone", "must be the IANA id of a time zone, such as Europe/Berlin or Etc/UTC");
        }
        return ZoneId.of(given);
    }

    private static <E extends Enum<E>> E constant(String field, @Nullable String given, Class<E> type, E before) {
        return given == null
                ? before
                : parsed(
                        field,
                        "must be one of "
                                + List.of(type.getEnumConstants()).toString().replaceAll("[\\[\\]]", ""),
                        given,
                        name -> Enum.valueOf(type, name));
    }

    private static RetentionGoal goal(String place, Goal goal) {
        if ((goal.deckId == null) == (goal.tag == null)) {
            throw Fields.invalid(place, "must name either a deckId or a tag");
        }
        UUID deck = goal.deckId == null ? null : Fields.uuid(place + ".deckId", goal.deckId);
        Tag tag = goal.tag == null ? null : TagField.parse(place + ".tag", goal.tag);
        double retention = Fields.required(place + ".desiredRetention", goal.desiredRetention);
        if (!Plan.isRetention(retention)) {
            throw Fields.invalid(place + ".desiredRetention", Plan.RETENTION_RULE);
        }
        return new RetentionGoal(deck == null ? null : new DeckId(deck), tag, retention);
    }

    private static Break pause(String place, Pause pause) {
        var from = date(place + ".from", pause.from);
        var to = date(place + ".to", pause.to);
        if (!Break.isBreak(from, to)) {
            throw Fields.invalid(place + ".to", Break.LAST_DAY_RULE);
        }
        return new Break(from, to);
    }

    private static LocalDate date(String field, @Nullable String text) {
        var day = parsed(field, DAY_RULE, Fields.required(field, text), LocalDate::parse);
        if (!TimeRange.contains(day)) {
            throw Fields.invalid(field, DAY_RULE);
        }
        return day;
    }
}
