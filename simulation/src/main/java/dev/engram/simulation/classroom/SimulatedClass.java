package dev.engram.simulation.classroom;

import dev.engram.events.ClientId;
import dev.engram.events.EventId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import dev.engram.events.Stamp;
import dev.engram.simulation.SeededStreams;
import dev.engram.simulation.Simulation;
import dev.engram.simulation.Truth;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A class of learners whose memory is known. Each learner is drawn from a stream of its own, and none is kept: memory does not
 * grow with the learners. The same scenario and deck give the same events bit for bit. Immutable, safe for use by several threads.
 */
public final class SimulatedClass {
    private static final UUID NAMESPACE = UUID.fromString("6f1d2c0a-9a1e-4d57-8a44-0b7b1c5e7d20");
    private static final ClientId SERVER = new ClientId("review-service");
    private static final int TRUTH = -2; // number of the stream of tags and cards; learners have 0 and up
    private static final double WEAK_SHARE = 0.5; // of learners
    private static final double WEAK = 0.9; // taken from ln S of the cards of a weak tag

    private final ClassScenario scenario;
    private final ClassDeck deck;
    private final List<int[]> tags;
    private final int tagCount;
    private final Truth truth;

    /** Draws what is true of tags and cards. */
    public SimulatedClass(ClassScenario scenario, ClassDeck deck) {
        this.scenario = scenario;
        this.deck = deck;
        this.tags = deck.numberedTags();
        this.tagCount = Math.max(1, deck.tags().size());
        this.truth = Truth.ofDeck(scenario.world(), tagCount, tags, SeededStreams.random(scenario.seed(), TRUTH));
    }

    /** What is simulated. */
    public ClassScenario scenario() {
        return scenario;
    }

    /** What is studied. */
    public ClassDeck deck() {
        return deck;
    }

    /**
     * The id of a learner, of version 8: the same for the same seed, days, scheduler, world and title of the deck, on every
     * installation.
     */
    public LearnerId learnerId(int learner) {
        return new LearnerId(Ids.v8(
                NAMESPACE,
                "%d/%d/%s/%s/%s/%d"
                        .formatted(
                                scenario.seed(),
                                scenario.days(),
                                scenario.scheduler().label(),
                                scenario.world().label(),
                                deck.title(),
                                learner)));
    }

    /** The name of a learner's account, the same for the same seed. */
    public String username(int learner) {
        return GivenNames.of(learner).toLowerCase(Locale.ROOT) + "-s" + scenario.seed();
    }

    /** Simulates one learner. @param learner from 0 on */
    public SimulatedLearner learner(int learner) {
        if (learner < 0 || learner >= scenario.learners()) {
            throw new IllegalArgumentException(
                    "learner must lie in 0 to " + (scenario.learners() - 1) + ", was " + learner);
        }
        var random = SeededStreams.random(scenario.seed(), learner);
        var habits = Habits.draw(learner, scenario.days(), deck.cards().size(), random);
        var cards = trueCards(random);
        var answers = new StudyRun(scenario, learner, learnerId(learner), habits, deck, cards, random).answers();
        return new SimulatedLearner(
                learnerId(learner), username(learner), habits.plan(), deck.deckId(), joined(learner), answers, cards);
    }

    private List<TrueCard> trueCards(RandomGenerator random) {
        double ability = Simulation.LEARNER_SD * random.nextGaussian();
        boolean isWeak = random.nextDouble() < WEAK_SHARE;
        int weakTag = random.nextInt(tagCount);
        var cards = new ArrayList<TrueCard>();
        for (int card = 0; card < deck.cards().size(); card++) {
            double own = Simulation.PAIR_SD * random.nextGaussian();
            boolean weak = isWeak && IntStream.of(tags.get(card)).anyMatch(tag -> tag == weakTag);
            double sum = ability - truth.difficulty(card) + own - (weak ? WEAK : 0);
            cards.add(new TrueCard(
                    deck.cards().get(card).cardId(), scenario.world().memory(), sum));
        }
        return cards;
    }

    /** Plan, deck and cohort are set within the first second, before anything is studied. */
    private List<Stamp> joined(int learner) {
        return IntStream.range(0, 3)
                .mapToObj(number -> {
                    Instant at = scenario.start().plusMillis(200L * number);
                    var id = new EventId(SeededStreams.v7(scenario.seed(), at, ((long) learner << 32) + number));
                    return new Stamp(id, learnerId(learner), at, ZoneOffset.UTC, SERVER, 0, at);
                })
                .toList();
    }
}
