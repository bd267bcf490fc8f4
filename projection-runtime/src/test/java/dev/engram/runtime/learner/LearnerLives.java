package dev.engram.runtime.learner;

import dev.engram.events.CardEvent;
import dev.engram.events.CardId;
import dev.engram.events.ClientId;
import dev.engram.events.CohortId;
import dev.engram.events.CohortJoined;
import dev.engram.events.CohortLeft;
import dev.engram.events.DeckId;
import dev.engram.events.DeckJoined;
import dev.engram.events.DeckLeft;
import dev.engram.events.EventId;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.Plan;
import dev.engram.events.PlanChanged;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.ReviewRecorded.Flag;
import dev.engram.events.ReviewRecorded.Origin;
import dev.engram.events.SchedulerRef;
import dev.engram.events.Stamp;
import dev.engram.events.StudyOptions;
import dev.engram.events.StudyOptions.Break;
import dev.engram.events.StudyOptions.Fitting;
import dev.engram.events.StudyOptions.RetentionGoal;
import dev.engram.events.StudyOptions.ReviewOrder;
import dev.engram.events.Tag;
import dev.engram.events.WeightsFitted;
import dev.engram.testing.Generate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Everything that may happen to one learner, with every optional field now there, now absent, and copies that differ. */
public final class LearnerLives {
    private static final Instant START = Instant.parse("2026-02-01T00:00:00Z");

    private LearnerLives() {}

    public static List<LearnerEvent> of(LearnerId learnerId, List<CardId> cards, List<DeckId> decks, Random random) {
        var events = new ArrayList<LearnerEvent>();
        for (CardId card : cards) {
            for (CardEvent event : Generate.historyOf(learnerId, card, 1 + random.nextInt(25), random)) {
                var told = event instanceof ReviewRecorded review ? dressed(review, random) : event;
                events.add(told);
                if (told instanceof ReviewRecorded review && random.nextInt(4) == 0) {
                    long shift = random.nextLong(-3_600_000, 3_600_000);
                    events.add(Generate.receivedAt(
                            review, review.stamp().receivedAt().plusMillis(shift)));
                }
                if (told instanceof ReviewRecorded review && random.nextInt(20) == 0) {
                    events.add(dressed(review, random));
                }
            }
        }
        for (int i = 0; i < 3; i++) {
            events.add(new PlanChanged(stamp(learnerId, random), plan(random)));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            events.add(fit(stamp(learnerId, random), decks, random));
        }
        for (DeckId deck : decks) {
            for (int i = random.nextInt(4); i > 0; i--) {
                events.add(
                        random.nextBoolean()
                                ? new DeckJoined(stamp(learnerId, random), deck)
                                : new DeckLeft(stamp(learnerId, random), deck));
            }
            var cohort = new CohortId(deck.value());
            for (int i = random.nextInt(3); i > 0; i--) {
                events.add(
                        random.nextBoolean()
                                ? new CohortJoined(stamp(learnerId, random), cohort)
                                : new CohortLeft(stamp(learnerId, random), cohort));
            }
        }
        return events;
    }

    /** The same change of plan with another weight. */
    public static PlanChanged withWeight(PlanChanged change, int index, double weight) {
        var plan = change.plan();
        var weights = new ArrayList<>(plan.weights());
        weights.set(index, weight);
        return new PlanChanged(
                change.stamp(),
                new Plan(
                        plan.desiredRetention(),
                        plan.learningSteps(),
                        plan.relearningSteps(),
                        plan.maximumIntervalDays(),
                        plan.rolloverHour(),
                        plan.zone(),
                        plan.newCardsPerDay(),
                        plan.reviewsPerDay(),
                        plan.fuzz(),
                        weights,
                        plan.weightsVersion(),
                        plan.options()));
    }

    private static ReviewRecorded dressed(ReviewRecorded review, Random random) {
        return new ReviewRecorded(
                review.stamp(),
                review.cardId(),
                random.nextInt(3),
                review.rating(),
                maybe(random, random.nextLong(Long.MAX_VALUE)),
                maybe(random, review.stamp().at().plusMillis(random.nextInt(1 << 30))),
                maybe(random, new EventId(new UUID(random.nextLong(), random.nextLong()))),
                maybe(random, new SchedulerRef("fsrs-é", "w" + random.nextInt(), 0.5 + random.nextDouble() / 3)),
                review.practice(),
                Origin.values()[random.nextInt(3)],
                maybe(random, "1." + random.nextInt()),
                random.nextBoolean() ? Set.of() : Set.of(Flag.values()[random.nextInt(2)]));
    }

    private static <T> @Nullable T maybe(Random random, T value) {
        return random.nextBoolean() ? value : null;
    }

    private static Stamp stamp(LearnerId learnerId, Random random) {
        var at = START.plusMillis(random.nextInt(1 << 30));
        return new Stamp(
                new EventId(new UUID(random.nextLong(), random.nextLong())),
                learnerId,
                at,
                ZoneOffset.ofTotalSeconds(random.nextInt(-3600, 3600)),
                new ClientId("server"),
                random.nextLong(Long.MAX_VALUE),
                at);
    }

    private static WeightsFitted fit(Stamp stamp, List<DeckId> decks, Random random) {
        var kinds = WeightsFitted.Kind.values();
        return new WeightsFitted(
                stamp,
                Plan.DEFAULT.weights(),
                "fit-" + stamp.eventId(),
                Plan.DEFAULT.weightsVersion(),
                kinds[random.nextInt(kinds.length)],
                random.nextInt(10_000),
                random.nextInt(10_000),
                loss(random),
                decks.stream()
                        .map(deck -> new WeightsFitted.DeckFit(deck, loss(random), maybe(random, loss(random))))
                        .toList());
    }

    private static WeightsFitted.HeldOutLoss loss(Random random) {
        double low = random.nextGaussian();
        return new WeightsFitted.HeldOutLoss(
                1 + random.nextInt(500), random.nextDouble(), random.nextDouble(), low, low + random.nextDouble());
    }

    private static Plan plan(Random random) {
        return new Plan(
                0.7 + random.nextDouble() * 0.29,
                random.nextBoolean() ? List.of() : List.of(Duration.ofMillis(1_500), Duration.ofMinutes(10)),
                List.of(Duration.ofMinutes(1 + random.nextInt(100))),
                1 + random.nextInt(36_500),
                random.nextInt(24),
                ZoneId.of(random.nextBoolean() ? "Europe/Vienna" : "-03:30"),
                random.nextInt(100),
                random.nextInt(100),
                random.nextBoolean(),
                Plan.DEFAULT.weights(),
                "v" + random.nextInt(),
                random.nextBoolean() ? null : options(random));
    }

    private static StudyOptions options(Random random) {
        var from = LocalDate.ofEpochDay(20_000 + random.nextInt(1_000));
        return new StudyOptions(
                ReviewOrder.values()[random.nextInt(3)],
                List.of(
                        new RetentionGoal(null, new Tag("a::b" + random.nextInt(9)), 0.8),
                        new RetentionGoal(
                                new DeckId(new UUID(random.nextLong(), random.nextLong())),
                                null,
                                0.7 + random.nextDouble() / 4)),
                List.of(new Break(from, from.plusDays(random.nextInt(30)))),
                Fitting.values()[random.nextInt(3)]);
    }
}
