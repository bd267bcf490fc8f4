package dev.engram.runtime.learner;

import dev.engram.events.CohortId;
import dev.engram.events.CohortJoined;
import dev.engram.events.CohortLeft;
import dev.engram.events.DeckId;
import dev.engram.events.DeckJoined;
import dev.engram.events.DeckLeft;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.Plan;
import dev.engram.events.PlanChanged;
import dev.engram.events.StudyOptions;
import dev.engram.events.StudyOptions.Break;
import dev.engram.events.StudyOptions.Fitting;
import dev.engram.events.StudyOptions.RetentionGoal;
import dev.engram.events.StudyOptions.ReviewOrder;
import dev.engram.events.Tag;
import dev.engram.projections.learner.LearnerContext;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** What is true of a learner as a whole, as one document. */
final class ContextDocument {
    /** Field that contexts with retention goals have. */
    static final String WITH_GOALS = "planChanges.plan.options.goals.0";

    private static final String PLAN_CHANGES = "planChanges";
    static final String COHORTS = "cohorts";
    static final String COHORT = "cohort";
    static final String JOINED = "joined";

    private ContextDocument() {}

    static Document of(LearnerContext context) {
        var memberships = new ArrayList<Document>();
        context.memberships()
                .forEach((deck, event) -> memberships.add(StampDocument.of(event.stamp())
                        .append("deck", deck.value())
                        .append(JOINED, event instanceof DeckJoined)));
        var cohorts = new ArrayList<Document>();
        context.cohorts()
                .forEach((cohort, event) -> cohorts.add(StampDocument.of(event.stamp())
                        .append(COHORT, cohort.value())
                        .append(JOINED, event instanceof CohortJoined)));
        var planChanges = context.planChanges().stream()
                .map(change -> StampDocument.of(change.stamp()).append("plan", plan(change.plan())))
                .toList();
        return new Document("memberships", memberships)
                .append(COHORTS, cohorts)
                .append(PLAN_CHANGES, planChanges)
                .append("fits", context.fits().stream().map(FitDocument::of).toList());
    }

    static LearnerContext read(Document stored) {
        var learnerId = LearnerId.parse(stored.getString("_id"));
        var memberships = new HashMap<DeckId, LearnerEvent>();
        for (Document entry : stored.getList("memberships", Document.class)) {
            var stamp = StampDocument.read(entry, learnerId);
            var deck = new DeckId(entry.get("deck", UUID.class));
            memberships.put(deck, entry.getBoolean(JOINED) ? new DeckJoined(stamp, deck) : new DeckLeft(stamp, deck));
        }
        var planChanges = planChanges(stored).stream()
                .map(change -> new PlanChanged(
                        StampDocument.read(change, learnerId), plan(change.get("plan", Document.class))))
                .toList();
        // absent in documents of fold versions before 4, which are read to restore the log
        var fits = stored.getList("fits", Document.class, List.of()).stream()
                .map(fit -> FitDocument.read(fit, learnerId))
                .toList();
        return new LearnerContext(planChanges, memberships, cohorts(stored, learnerId), fits);
    }

    /** Fold version 3 kept the latest change only. Without its list a later document would pass for one without plans: that throws. */
    private static List<Document> planChanges(Document stored) {
        if (stored.containsKey(PLAN_CHANGES) || stored.containsKey(COHORTS)) {
            return Objects.requireNonNull(stored.getList(PLAN_CHANGES, Document.class), PLAN_CHANGES);
        }
        return Stream.ofNullable(stored.get("planChange", Document.class)).toList();
    }

    private static Map<CohortId, LearnerEvent> cohorts(Document stored, LearnerId learnerId) {
        var cohorts = new HashMap<CohortId, LearnerEvent>();
        // absent in documents of fold versions before 4, which are read to restore the log
        for (Document entry : stored.getList(COHORTS, Document.class, List.of())) {
            var stamp = StampDocument.read(entry, learnerId);
            var cohort = new CohortId(entry.get(COHORT, UUID.class));
            cohorts.put(
                    cohort, entry.getBoolean(JOINED) ? new CohortJoined(stamp, cohort) : new CohortLeft(stamp, cohort));
        }
        return cohorts;
    }

    /** When the learner joined the cohort. @param stored of the document of a member, cohorts and times at least */
    static Instant memberSince(CohortId cohort, Document stored) {
        return stored.getList(COHORTS, Document.class).stream()
                .filter(entry -> cohort.value().equals(entry.get(COHORT)))
                .map(entry -> entry.getDate(StampDocument.AT).toInstant())
                .findFirst()
                .orElseThrow();
    }

    private static Document plan(Plan plan) {
        var document = schedule(plan);
        var options = plan.options();
        return options == null ? document : document.append("options", options(options));
    }

    private static Document options(StudyOptions options) {
        return new Document("order", options.reviewOrder().name())
                .append(
                        "goals",
                        options.retentionGoals().stream()
                                .map(goal -> new Document("retention", goal.desiredRetention())
                                        .append(
                                                "deck",
                                                goal.deckId() == null
                                                        ? null
                                                        : goal.deckId().value())
                                        .append(
                                                "tag",
                                                goal.tag() == null
                                                        ? null
                                                        : goal.tag().value()))
                                .toList())
                .append(
                        "breaks",
                        options.breaks().stream()
                                .map(pause -> new Document("from", pause.from().toString())
                                        .append("to", pause.to().toString()))
                                .toList())
                .append("fitting", options.fitting().name());
    }

    private static @Nullable StudyOptions options(@Nullable Document stored) {
        return stored == null
                ? null
                : new StudyOptions(
                        ReviewOrder.valueOf(stored.getString("order")),
                        stored.getList("goals", Document.class).stream()
                                .map(ContextDocument::goal)
                                .toList(),
                        stored.getList("breaks", Document.class).stream()
                                .map(pause -> new Break(
                                        LocalDate.parse(pause.getString("from")),
                                        LocalDate.parse(pause.getString("to"))))
                                .toList(),
                        Fitting.valueOf(stored.getString("fitting")));
    }

    private static RetentionGoal goal(Document stored) {
        UUID deck = stored.get("deck", UUID.class);
        var tag = stored.getString("tag");
        return new RetentionGoal(
                deck == null ? null : new DeckId(deck),
                tag == null ? null : new Tag(tag),
                stored.getDouble("retention"));
    }

    private static Document schedule(Plan plan) {
        return new Document("desiredRetention", plan.desiredRetention())
                .append("learningSteps", texts(plan.learningSteps()))
                .append("relearningSteps", texts(plan.relearningSteps()))
                .append("maximumIntervalDays", plan.maximumIntervalDays())
                .append("rolloverHour", plan.rolloverHour())
                .append("zone", plan.zone().getId())
                .append("newCardsPerDay", plan.newCardsPerDay())
                .append("reviewsPerDay", plan.reviewsPerDay())
                .append("fuzz", plan.fuzz())
                .append("weights", plan.weights())
                .append("weightsVersion", plan.weightsVersion());
    }

    private static Plan plan(Document stored) {
        return new Plan(
                stored.getDouble("desiredRetention"),
                steps(stored, "learningSteps"),
                steps(stored, "relearningSteps"),
                stored.getInteger("maximumIntervalDays"),
                stored.getInteger("rolloverHour"),
                ZoneId.of(stored.getString("zone")),
                stored.getInteger("newCardsPerDay"),
                stored.getInteger("reviewsPerDay"),
                stored.getBoolean("fuzz"),
                stored.getList("weights", Double.class),
                stored.getString("weightsVersion"),
                options(stored.get("options", Document.class)));
    }

    /** ISO 8601: a step may have any fraction of a second. */
    private static List<String> texts(List<Duration> steps) {
        return steps.stream().map(Duration::toString).toList();
    }

    private static List<Duration> steps(Document stored, String field) {
        return stored.getList(field, String.class).stream().map(Duration::parse).toList();
    }
}
