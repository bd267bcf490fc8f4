package dev.engram.runtime.query;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.engram.events.CardEvent;
import dev.engram.events.CardId;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.Tag;
import dev.engram.projections.Position;
import dev.engram.projections.Position.LogPartition;
import dev.engram.projections.Projection;
import dev.engram.projections.catalogue.CardFacts;
import dev.engram.projections.catalogue.CatalogueCard;
import dev.engram.projections.catalogue.CatalogueDeck;
import dev.engram.projections.catalogue.CatalogueProjection;
import dev.engram.projections.catalogue.DeckProgress;
import dev.engram.projections.learner.LearnerCard;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.projections.learner.LearnerCardProjection;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.projections.learner.LearnerStates;
import dev.engram.projections.learner.OneCard;
import dev.engram.projections.query.CatalogueQueries;
import dev.engram.projections.query.CatchUpResult;
import dev.engram.projections.query.LearnerCardQueries;
import dev.engram.projections.query.ProjectionQueries;
import dev.engram.projections.query.ReadScope;
import dev.engram.scheduler.CardFold;
import dev.engram.scheduler.CardHistory;
import dev.engram.scheduler.CardState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Folds all events anew for every question; they are there as soon as they are appended, in one partition. Unavailable
 * when a test says so. Not safe for many threads.
 */
public final class InMemoryProjectionQueries implements ProjectionQueries, LearnerCardQueries, CatalogueQueries {

    private final LearnerCardProjection learnerCards = new LearnerCardProjection("learner-cards");
    private final CatalogueProjection catalogue = new CatalogueProjection();
    private final List<LearnerEvent> learnerEvents = new ArrayList<>();
    private final List<DeckEvent> deckEvents = new ArrayList<>();
    private final Map<CardId, String> quarantined = new HashMap<>();
    /** Id of the topic of learner events. */
    public static final String TOPIC = "topic";

    private boolean away;

    /** @return the position of the last event */
    public Position append(List<? extends LearnerEvent> more) {
        learnerEvents.addAll(more);
        return Position.reviews(TOPIC, 0, learnerEvents.size() - 1L);
    }

    /** @return the position of the last version */
    public Position appendDeck(List<? extends DeckEvent> more) {
        deckEvents.addAll(more);
        return Position.deck(
                deckEvents.getLast().stamp().deckId(),
                deckEvents.getLast().stamp().version());
    }

    /** All learner events, oldest first. */
    public List<LearnerEvent> events() {
        return List.copyOf(learnerEvents);
    }

    /** From now on every question throws. */
    public void goAway() {
        away = true;
    }

    /** From now on no state can be derived for a card. */
    public void quarantine(CardId card) {
        quarantined.put(card, "test");
    }

    @Override
    public <T> T within(Function<ReadScope, T> question) {
        if (away) {
            throw new IllegalStateException("away");
        }
        return question.apply(new ReadScope(this, this));
    }

    @Override
    public CatchUpResult await(Position after, Duration atMost) {
        boolean reviews = after.reviews().entrySet().stream()
                .allMatch(last ->
                        last.getKey().equals(new LogPartition(0, TOPIC)) && last.getValue() < learnerEvents.size());
        boolean decks = after.decks().entrySet().stream()
                .allMatch(deck -> progress(deck.getKey()).completeVersion() >= deck.getValue());
        return new CatchUpResult(reviews && decks, false);
    }

    @Override
    public LearnerContext context(LearnerId learner) {
        return context(learnerCards, eventsOf(learner));
    }

    @Override
    public LearnerStates states(LearnerId learner) {
        return statesAsOf(learner, Instant.MAX);
    }

    @Override
    public LearnerStates statesAsOf(LearnerId learner, Instant moment) {
        var context = context(learner);
        var states = new HashMap<CardId, CardState>();
        cards(learner).forEach((key, card) -> {
            if (!quarantined.containsKey(key.cardId())) {
                states.put(key.cardId(), CardFold.fold(card.history().asOf(moment), context.plan()));
            }
        });
        return new LearnerStates(context, states, quarantined);
    }

    @Override
    public OneCard card(LearnerId learner, CardId card) {
        var key = new LearnerCardKey(learner, card);
        var context = context(learner);
        var found = cards(learner).getOrDefault(key, learnerCards.initial(key));
        return new OneCard(context, learnerCards.derive(found, context), quarantined.get(card));
    }

    @Override
    public Map<CardId, RecordedFacts> recorded(LearnerId learner, Map<CardId, Set<EventId>> asked) {
        var records = new HashMap<CardId, RecordedFacts>();
        cards(learner).forEach((key, card) -> {
            var history = card.history();
            var present = new HashSet<>(asked.getOrDefault(key.cardId(), Set.of()));
            present.removeIf(id -> !history.recorded().containsKey(id)
                    && !history.retractions().containsKey(id));
            if (asked.containsKey(key.cardId())) {
                records.put(
                        key.cardId(),
                        new RecordedFacts(
                                history.recorded().size(), history.retractions().size(), present));
            }
        });
        return records;
    }

    @Override
    public @Nullable Instant dataUpTo(LearnerId learner) {
        return learnerEvents.isEmpty() ? null : learnerEvents.getLast().stamp().receivedAt();
    }

    @Override
    public Position passed(LearnerId learner) {
        return learnerEvents.isEmpty() ? Position.NONE : Position.reviews(TOPIC, 0, learnerEvents.size() - 1L);
    }

    @Override
    public List<CatalogueDeck> decks(LearnerId owner, Set<DeckId> others) {
        return deckEvents.stream()
                .map(event -> event.stamp().deckId())
                .distinct()
                .map(deck -> new CatalogueDeck(
                        deck,
                        progress(deck).about().owner(),
                        progress(deck).about().path(),
                        progress(deck).about().title(),
                        progress(deck).completeVersion()))
                .filter(deck -> deck.owner().equals(owner) || others.contains(deck.deckId()))
                .sorted(Comparator.comparing(deck -> deck.deckId().toString()))
                .toList();
    }

    @Override
    public boolean holds(DeckId deck) {
        return progress(deck).about() != null;
    }

    @Override
    public Set<CardId> held(Set<CardId> cards) {
        return allCards().map(CatalogueCard::cardId).filter(cards::contains).collect(toSet());
    }

    @Override
    public List<CatalogueCard> liveCards(Set<DeckId> decks) {
        return allCards()
                .filter(card -> decks.contains(card.deckId()) && !card.retired())
                .sorted(Comparator.comparing(
                                (CatalogueCard card) -> card.deckId().toString())
                        .thenComparing(CatalogueCard::ordinal))
                .toList();
    }

    @Override
    public Map<CardId, List<Tag>> liveTags(Set<DeckId> decks) {
        return liveCards(decks).stream()
                .collect(toMap(CatalogueCard::cardId, card -> card.content().tags()));
    }

    private Map<LearnerCardKey, LearnerCard> cards(LearnerId learner) {
        var events = eventsOf(learner).stream()
                .filter(CardEvent.class::isInstance)
                .map(CardEvent.class::cast)
                .collect(groupingBy(event -> new LearnerCardKey(learner, event.cardId())));
        var cards = new HashMap<LearnerCardKey, LearnerCard>();
        events.forEach((key, ofCard) ->
                cards.put(key, new LearnerCard(key, CardHistory.EMPTY.applyAll(ofCard), CardState.NEW, List.of())));
        return cards;
    }

    private List<LearnerEvent> eventsOf(LearnerId learner) {
        return learnerEvents.stream()
                .filter(event -> event.stamp().learnerId().equals(learner))
                .toList();
    }

    private Stream<CatalogueCard> allCards() {
        var facts = new HashMap<CardId, CardFacts>();
        for (var event : deckEvents) {
            for (var card : catalogue.keys(event)) {
                facts.put(card, catalogue.apply(facts.getOrDefault(card, CardFacts.NONE), event));
            }
        }
        return facts.entrySet().stream()
                .map(card -> new CatalogueCard(
                        card.getKey(),
                        card.getValue().deckId(),
                        card.getValue().ordinal(),
                        card.getValue().revision(),
                        card.getValue().content(),
                        card.getValue().retired()));
    }

    private DeckProgress progress(DeckId deck) {
        return context(
                catalogue,
                deckEvents.stream()
                        .filter(event -> event.stamp().deckId().equals(deck))
                        .toList());
    }

    private static <E, C> C context(Projection<E, ?, ?, C> projection, List<E> events) {
        var context = projection.initialContext();
        for (var event : events) {
            context = projection.applyContext(context, event);
        }
        return context;
    }
}
