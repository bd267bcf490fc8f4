package dev.engram.runtime.query;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.engram.events.CardEvent;
import dev.engram.events.CardId;
import dev.engram.events.CohortId;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import dev.engram.events.EventId;
import dev.engram.events.LearnerErased;
import dev.engram.events.LearnerEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.ReviewRetracted;
import dev.engram.events.Tag;
import dev.engram.projections.Position;
import dev.engram.projections.Position.LogPartition;
import dev.engram.projections.Projection;
import dev.engram.projections.catalogue.CardFacts;
import dev.engram.projections.catalogue.CatalogueDeck;
import dev.engram.projections.catalogue.CatalogueProjection;
import dev.engram.projections.catalogue.DeckProgress;
import dev.engram.projections.learner.CardAnswers;
import dev.engram.projections.learner.CardWeek;
import dev.engram.projections.learner.LearnerCard;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.projections.learner.LearnerCardProjection;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.projections.learner.OneCard;
import dev.engram.projections.query.CardSelection;
import dev.engram.projections.query.CatalogueQueries;
import dev.engram.projections.query.CatchUpResult;
import dev.engram.projections.query.HeldCard;
import dev.engram.projections.query.LapsedCards;
import dev.engram.projections.query.LearnerCardQueries;
import dev.engram.projections.query.ProjectionQueries;
import dev.engram.projections.query.ReadScope;
import dev.engram.projections.query.ReviewSpan;
import dev.engram.projections.query.StateConsumer;
import dev.engram.scheduler.CardFold;
import dev.engram.scheduler.CardHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
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
    private int contentsRead;

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

    /** Of how many cards the contents were asked for. */
    public int contentsRead() {
        return contentsRead;
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
    public List<LearnerId> learners(@Nullable LearnerId after, int limit) {
        return learnerEvents.stream()
                .map(event -> event.stamp().learnerId())
                .distinct()
                .filter(learner -> !context(learner).equals(LearnerContext.EMPTY))
                .filter(learner -> after == null || learner.text().compareTo(after.text()) > 0)
                .sorted(Comparator.comparing(LearnerId::text))
                .limit(limit)
                .toList();
    }

    @Override
    public boolean isErased(LearnerId learner) {
        return learnerEvents.stream()
                .anyMatch(event -> event instanceof LearnerErased
                        && event.stamp().learnerId().equals(learner));
    }

    @Override
    public <S extends StateConsumer> S states(
            LearnerId learner, CardSelection which, Function<LearnerContext, S> consumer) {
        var context = context(learner);
        var moment = which instanceof CardSelection.AsOf(var asked) ? asked : Instant.MAX;
        var states = consumer.apply(context);
        var cards = new HashMap<>(cards(learner));
        cards.keySet().removeIf(key -> !isSelected(which, key.cardId()));
        long later = cards.values().stream()
                .map(LearnerCard::history)
                .filter(history -> history != history.asOf(moment))
                .mapToLong(CardHistory::size)
                .sum();
        if (later == 0 || states.acceptsHistories(later)) {
            cards.forEach((key, card) -> {
                if (!quarantined.containsKey(key.cardId())) {
                    states.state(
                            key.cardId(),
                            CardFold.fold(card.history().asOf(moment), context.plan(), context.calendar()));
                }
            });
            quarantined.forEach((card, reason) -> {
                if (isSelected(which, card)) {
                    states.quarantined(card, reason);
                }
            });
        }
        return states;
    }

    private static boolean isSelected(CardSelection which, CardId card) {
        return !(which instanceof CardSelection.Of(var cards)) || cards.contains(card);
    }

    @Override
    public OneCard card(LearnerId learner, CardId card) {
        var key = new LearnerCardKey(learner, card);
        var context = context(learner);
        var found = cards(learner).getOrDefault(key, learnerCards.initial(key));
        return new OneCard(context, learnerCards.derive(found, context), quarantined.get(card));
    }

    @Override
    public List<CardWeek> weeks(List<CardId> cards, boolean simulated, long before) {
        var sums = new TreeMap<String, TreeMap<Long, long[]>>();
        var asked =
                cards.stream().map(card -> CardAnswers.subject(card, simulated)).toList();
        learnerEvents.stream()
                .map(event -> event.stamp().learnerId())
                .distinct()
                .filter(learner -> !isErased(learner))
                .forEach(learner -> {
                    var context = context(learner);
                    cards(learner)
                            .forEach((key, card) -> CardAnswers.BY_WEEK
                                    .contributions(key, learnerCards.derive(card, context))
                                    .forEach((row, counts) -> {
                                        if (asked.contains(row.subject()) && CardWeek.week(row.day()) < before) {
                                            var sum = sums.computeIfAbsent(row.subject(), _ -> new TreeMap<>())
                                                    .computeIfAbsent(
                                                            CardWeek.week(row.day()), _ -> new long[counts.length]);
                                            Arrays.setAll(sum, i -> sum[i] + counts[i]);
                                        }
                                    }));
                });
        var weeks = new ArrayList<CardWeek>();
        sums.forEach((subject, byWeek) -> byWeek.forEach(
                (week, counts) -> weeks.add(new CardWeek(CardAnswers.card(subject), week, CardAnswers.read(counts)))));
        return weeks;
    }

    @Override
    public @Nullable Instant dataUpTo() {
        return learnerEvents.stream()
                .map(event -> event.stamp().receivedAt())
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    @Override
    public void eachCardWhile(LearnerId learner, Predicate<OneCard> each) {
        for (var key : cards(learner).keySet()) {
            if (!each.test(card(learner, key.cardId()))) {
                return;
            }
        }
    }

    @Override
    public long answers(LearnerId learner) {
        return cards(learner).values().stream()
                .mapToLong(card -> card.history().answers())
                .sum();
    }

    @Override
    public List<CohortMember> members(CohortId cohort, int limit) {
        return learnerEvents.stream()
                .map(event -> event.stamp().learnerId())
                .distinct()
                .sorted()
                .flatMap(learner -> Stream.ofNullable(context(learner).memberSince(cohort))
                        .map(since -> new CohortMember(learner, since)))
                .limit(limit)
                .toList();
    }

    @Override
    public Recorded recorded(Map<LearnerId, Map<CardId, Set<EventId>>> asked) {
        var facts = new HashMap<LearnerCardKey, RecordedFacts>();
        asked.forEach((learner, cards) -> cards.forEach((card, ids) -> {
            var key = new LearnerCardKey(learner, card);
            if (cards(learner).get(key) instanceof LearnerCard found) {
                facts.put(key, recorded(key, found.history(), ids));
            }
        }));
        return new Recorded(facts, those(asked, this::isErased), those(asked, this::hasGoals));
    }

    private boolean hasGoals(LearnerId learner) {
        return !context(learner).plan().studyOptions().retentionGoals().isEmpty();
    }

    private static Set<LearnerId> those(Map<LearnerId, ?> asked, Predicate<LearnerId> which) {
        return asked.keySet().stream().filter(which).collect(toSet());
    }

    private RecordedFacts recorded(LearnerCardKey key, CardHistory history, Set<EventId> ids) {
        var live = new HashSet<>(history.recorded().keySet());
        history.retractions().values().forEach(retraction -> live.remove(retraction.review()));
        return new RecordedFacts(
                live.size(),
                history.actions().size(),
                history.size(),
                card(key.learnerId(), key.cardId()).card().state().lastReviewAt(),
                CardHistory.EMPTY.applyAll(history.all()
                        .filter(event -> ids.contains(event.stamp().eventId())
                                || event instanceof ReviewRetracted retraction && ids.contains(retraction.review()))
                        .toList()));
    }

    @Override
    public Map<EventId, Set<CardId>> holders(LearnerId learner, Set<EventId> targets) {
        var holders = new HashMap<EventId, Set<CardId>>();
        cards(learner)
                .forEach((key, card) -> Stream.of(
                                card.history().recorded(), card.history().actions())
                        .flatMap(events -> events.keySet().stream())
                        .filter(targets::contains)
                        .forEach(id -> holders.computeIfAbsent(id, _ -> new HashSet<>())
                                .add(key.cardId())));
        return holders;
    }

    @Override
    public void eachCardInConflict(LearnerId learner, @Nullable CardId from, Predicate<OneCard> each) {
        cards(learner).entrySet().stream()
                .filter(card -> !card.getValue().history().conflicts().isEmpty())
                .map(card -> card.getKey().cardId())
                .sorted(Comparator.comparing(CardId::toString))
                .filter(card -> from == null || card.toString().compareTo(from.toString()) >= 0)
                .takeWhile(card -> each.test(card(learner, card)))
                .forEach(_ -> {});
    }

    @Override
    public List<ReviewSpan.Found> reviews(LearnerId learner, ReviewSpan span) {
        return cards(learner).values().stream()
                .flatMap(card -> card.history().recorded().values().stream()
                        .map(review -> new ReviewSpan.Found(
                                review,
                                card.history()
                                        .retracted()
                                        .contains(review.stamp().eventId()))))
                .filter(found -> !found.review().stamp().at().isBefore(span.from())
                        && found.review().stamp().at().isBefore(span.to()))
                .filter(found -> span.before() == null
                        || ReviewSpan.Place.of(found.review()).compareTo(span.before()) > 0)
                .sorted(Comparator.comparing(found -> ReviewSpan.Place.of(found.review())))
                .limit(span.limit())
                .toList();
    }

    @Override
    public LapsedCards lapses(LearnerId learner, double level) {
        var tests = cards(learner).keySet().stream()
                .map(key -> new LapsedCards.Card(
                        key.cardId(), card(learner, key.cardId()).card().lapseTest()))
                .filter(card -> card.test().answers() > 0)
                .toList();
        var unlikely =
                tests.stream().filter(card -> card.test().tail() <= level).toList();
        return new LapsedCards(level, unlikely, tests.size());
    }

    @Override
    public @Nullable Instant dataUpTo(LearnerId learner) {
        return learnerEvents.isEmpty() ? null : learnerEvents.getLast().stamp().receivedAt();
    }

    @Override
    public Position passed(Collection<LearnerId> learners) {
        return learners.isEmpty() || learnerEvents.isEmpty()
                ? Position.NONE
                : Position.reviews(TOPIC, 0, learnerEvents.size() - 1L);
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
    public Map<CardId, DeckId> held(Set<CardId> cards) {
        return allCards()
                .filter(card -> cards.contains(card.cardId()))
                .collect(toMap(CatalogueCard::cardId, CatalogueCard::deckId));
    }

    private List<CatalogueCard> liveCards(Set<DeckId> decks) {
        return allCards()
                .filter(card -> decks.contains(card.deckId()) && !card.retired())
                .sorted(Comparator.comparing(CatalogueCard::ordinal))
                .toList();
    }

    @Override
    public int countLive(Set<DeckId> decks, int atMost) {
        return Math.min(atMost, liveCards(decks).size());
    }

    @Override
    public void eachLive(DeckId deck, @Nullable Tag tag, Predicate<List<CardId>> chunks) {
        var ids = liveCards(Set.of(deck)).stream()
                .filter(card -> tag == null || card.content().tags().stream().anyMatch(own -> own.isWithin(tag)))
                .map(CatalogueCard::cardId)
                .toList();
        for (int from = 0; from < ids.size(); from += 2) {
            if (!chunks.test(ids.subList(from, Math.min(ids.size(), from + 2)))) {
                return;
            }
        }
    }

    @Override
    public void eachTags(Set<DeckId> decks, BiPredicate<CardId, List<Tag>> cards) {
        for (var card : liveCards(decks)) {
            if (!cards.test(card.cardId(), card.content().tags())) {
                return;
            }
        }
    }

    @Override
    public Map<CardId, List<Tag>> tags(Set<CardId> cards) {
        return allCards()
                .filter(card -> cards.contains(card.cardId()))
                .collect(toMap(CatalogueCard::cardId, card -> card.content().tags()));
    }

    @Override
    public Map<CardId, HeldCard> contents(Collection<CardId> cards) {
        contentsRead += cards.size();
        return allCards()
                .filter(card -> cards.contains(card.cardId()))
                .map(card -> new HeldCard(card.cardId(), card.deckId(), card.revision(), card.content()))
                .collect(toMap(HeldCard::cardId, card -> card));
    }

    private Map<LearnerCardKey, LearnerCard> cards(LearnerId learner) {
        var events = eventsOf(learner).stream()
                .filter(CardEvent.class::isInstance)
                .map(CardEvent.class::cast)
                .collect(groupingBy(event -> new LearnerCardKey(learner, event.cardId())));
        var cards = new HashMap<LearnerCardKey, LearnerCard>();
        events.forEach((key, ofCard) -> cards.put(key, LearnerCard.underived(key, CardHistory.EMPTY.applyAll(ofCard))));
        return cards;
    }

    /** None of a learner who was erased, which is final. */
    private List<LearnerEvent> eventsOf(LearnerId learner) {
        return isErased(learner)
                ? List.of()
                : learnerEvents.stream()
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
