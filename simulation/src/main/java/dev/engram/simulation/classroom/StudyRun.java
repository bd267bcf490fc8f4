package dev.engram.simulation.classroom;

import dev.engram.events.ClientId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import dev.engram.events.Rating;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.Stamp;
import dev.engram.simulation.SeededStreams;
import dev.engram.simulation.classroom.StudyQueueSource.Shown;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** One learner from the first to the last day. Used once. */
final class StudyRun {
    private static final Rating[] RATINGS = Rating.values();
    private static final int CARDS_OF_A_PAGE = 10;
    private static final double SECOND_SESSION = 0.2;
    private static final double OFFLINE = 0.15;
    private static final double SECONDS_SPREAD = 0.5; // of the logarithm
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(12);
    private static final Duration LONGEST_OFFLINE = Duration.ofHours(30);

    private final ClassScenario scenario;
    private final int learner;
    private final LearnerId learnerId;
    private final Habits habits;
    private final ClassDeck deck;
    private final StudyQueueSource queue;
    private final List<TrueCard> truth;
    private final RandomGenerator random;

    private final List<SimulatedAnswer> answers = new ArrayList<>();
    private final Map<ClientId, Long> sequences = new HashMap<>();
    private Instant free; // before, the learner is busy with an earlier session
    private Instant phoneOffline = Instant.MIN; // until then

    StudyRun(
            ClassScenario scenario,
            int learner,
            LearnerId learnerId,
            Habits habits,
            ClassDeck deck,
            List<TrueCard> truth,
            RandomGenerator random) {
        this.scenario = scenario;
        this.learner = learner;
        this.learnerId = learnerId;
        this.habits = habits;
        this.deck = deck;
        this.truth = truth;
        this.random = random;
        this.free = scenario.start().plus(Duration.ofMinutes(1));
        this.queue = switch (scenario.scheduler()) {
            case FSRS -> new PlanQueue(habits.plan(), deck.cards());
            case FIXED -> new LadderQueue(habits.plan(), deck.cards().size());
        };
    }

    /** The answers, in the order in which they were given. */
    List<SimulatedAnswer> answers() {
        var first = scenario.start().atZone(habits.zone()).toLocalDate();
        for (int day = 0; day <= scenario.days(); day++) {
            boolean studies = habits.studiesOn(day, random.nextDouble());
            int sessions = random.nextDouble() < SECOND_SESSION ? 2 : 1;
            var begins = new ArrayList<Instant>();
            for (int session = 0; session < sessions; session++) {
                var local = first.plusDays(day).atTime(habits.begin(session, random));
                begins.add(local.atZone(habits.zone()).toInstant());
            }
            begins.sort(null);
            for (var begin : begins) {
                if (studies && !begin.isBefore(free)) {
                    session(begin);
                }
            }
        }
        return List.copyOf(answers);
    }

    private void session(Instant begin) {
        var clients = habits.clients();
        // the first client is the usual one
        var client = clients.get(random.nextDouble() < 0.7 ? 0 : clients.size() - 1);
        var received = received(client, begin);
        int left = (int) Math.ceil(habits.answersPerSession() * (0.4 + 0.6 * random.nextDouble()));
        var now = begin;
        while (left > 0 && now.isBefore(scenario.end())) {
            var offer = queue.offer(client, now);
            if (offer.ready().isEmpty()) {
                var later = offer.later();
                if (later == null || Duration.between(now, later).compareTo(LONGEST_WAIT) > 0) {
                    break;
                }
                now = later.plusSeconds(1);
                continue;
            }
            var page = offer.ready()
                    .subList(
                            0,
                            Math.min(
                                    Math.min(CARDS_OF_A_PAGE, left),
                                    offer.ready().size()));
            for (var shown : page) {
                now = answer(shown, client, now, received);
                left--;
                if (!now.isBefore(scenario.end())) {
                    return;
                }
            }
        }
        free = now.plus(Duration.ofMinutes(20));
    }

    /** When the server takes the answers of a session: {@link Instant#MIN} for each as it is given. */
    private Instant received(ClientId client, Instant begin) {
        boolean loses = random.nextDouble() < OFFLINE;
        double hours = 1 + (LONGEST_OFFLINE.toHours() - 1) * random.nextDouble();
        if (!client.equals(Habits.PHONE)) {
            return Instant.MIN;
        }
        var until = begin.plusSeconds((long) (hours * 3600));
        if (!begin.isBefore(phoneOffline)
                && loses
                && until.isBefore(scenario.end().minus(Duration.ofHours(1)))) {
            phoneOffline = until;
        }
        return begin.isBefore(phoneOffline) ? phoneOffline : Instant.MIN;
    }

    /** @return when the next card is shown */
    private Instant answer(Shown shown, ClientId client, Instant asked, Instant received) {
        double factor = Math.exp(SECONDS_SPREAD * random.nextGaussian());
        int extra = random.nextInt(600, 1_800); // milliseconds to the next card
        int latency = random.nextInt(60, 400);
        long millis = Math.clamp((long) (1_000 * habits.secondsPerAnswer() * factor), 900, 120_000);
        var at = asked.plusMillis(millis);
        if (!at.plusMillis(latency).isBefore(scenario.end())) {
            return scenario.end();
        }
        var card = truth.get(shown.card());
        var recall = card.recall(at);
        var rating = RATINGS[card.answer(at, random).ordinal()];
        var taken = received.isAfter(at) ? received : at.plusMillis(latency);
        var review = new ReviewRecorded(
                stamp(at, client, taken),
                card.cardId(),
                deck.cards().get(shown.card()).revision(),
                rating,
                millis,
                shown.dueAt(),
                shown.basedOn(),
                queue.scheduler(),
                false,
                ReviewRecorded.Origin.LIVE,
                null,
                Set.of());
        queue.answered(shown.card(), review);
        answers.add(new SimulatedAnswer(review, recall));
        return at.plusMillis(extra);
    }

    private Stamp stamp(Instant at, ClientId client, Instant received) {
        var id = new EventId(SeededStreams.v7(scenario.seed(), at, ((long) learner << 32) + answers.size() + 16));
        long sequence = sequences.merge(client, 1L, Long::sum) - 1;
        return new Stamp(id, learnerId, at, offset(at), client, sequence, received);
    }

    private ZoneOffset offset(Instant at) {
        return habits.zone().getRules().getOffset(at);
    }
}
