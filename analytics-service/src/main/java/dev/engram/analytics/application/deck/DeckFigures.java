package dev.engram.analytics.application.deck;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingDouble;
import static java.util.Comparator.comparingLong;

import dev.engram.analytics.application.DeckTags;
import dev.engram.analytics.application.deck.DeckOutcome.Known;
import dev.engram.analytics.application.deck.DeckOutcome.NotEditor;
import dev.engram.analytics.application.deck.DeckOutcome.NotVisible;
import dev.engram.analytics.application.deck.DeckOutcome.TooMuch;
import dev.engram.analytics.domain.TagGroups;
import dev.engram.analytics.domain.deck.CardFigures;
import dev.engram.analytics.domain.deck.TagCurve;
import dev.engram.analytics.domain.deck.Weeks;
import dev.engram.events.CardId;
import dev.engram.events.Tag;
import dev.engram.kit.deck.DeckEditors;
import dev.engram.kit.deck.VisibleDecks;
import dev.engram.kit.limit.JobSlots;
import dev.engram.kit.retry.CircuitBreaker;
import dev.engram.projections.learner.CardWeek;
import dev.engram.projections.query.CatchUpResult;
import dev.engram.projections.query.HeldCard;
import dev.engram.projections.query.ProjectionQueries;
import dev.engram.projections.query.ReadScope;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Figures of the cards of a deck over all learners of the installation, without what is about few of them. Read from counts that the
 * projection keeps, so they cost the rows of these, whatever the number of learners.
 */
public final class DeckFigures {
    /** Cards that one question to the database is about. */
    private static final int CHUNK = 100;

    /** A study day may end so long after the day of the same date in UTC: by the zone and the hour at which it begins. */
    private static final Duration LATEST_END = Duration.ofHours(48);

    private static final Comparator<CardRow> HARDEST_FIRST = comparing(
                    (CardRow row) -> row.shown().learners() == 0)
            .thenComparing(comparingDouble(CardRow::error).reversed())
            .thenComparing(
                    comparingLong((CardRow row) -> row.shown().learners()).reversed())
            .thenComparing(CardRow::cardId);

    private final ProjectionQueries queries;
    private final VisibleDecks visible;
    private final DeckEditors editors;
    private final CircuitBreaker cardService;
    private final InstantSource clock;
    private final DeckTags tags;
    private final JobSlots slots;
    private final Duration longestWait;

    /**
     * @param cardService guards {@code editors}
     * @param tags within the limits of an answer
     * @param slots figures that are computed at a time
     * @param longestWait how long a query waits for the writes that it asks to see
     */
    public DeckFigures(
            ProjectionQueries queries,
            VisibleDecks visible,
            DeckEditors editors,
            CircuitBreaker cardService,
            InstantSource clock,
            DeckTags tags,
            JobSlots slots,
            Duration longestWait) {
        this.queries = queries;
        this.visible = visible;
        this.editors = editors;
        this.cardService = cardService;
        this.clock = clock;
        this.tags = tags;
        this.slots = slots;
        this.longestWait = longestWait;
    }

    /** A card. @param held what it says; null if that is not known */
    public record CardRow(CardId cardId, @Nullable HeldCard held, CardFigures.Shown shown) {
        private double error() {
            var share = shown.firstErrors().value();
            return share == null ? 0 : share;
        }
    }

    /** The cards, those with the largest first-answer error first, hidden ones last. @param limit most that are answered */
    public DeckOutcome<List<CardRow>> cards(DeckQuery query, int limit) {
        return read(query, (scope, figures, _) -> {
            var rows = new ArrayList<CardRow>();
            figures.forEach((card, shown) -> rows.add(new CardRow(card, null, shown)));
            var first = rows.stream().sorted(HARDEST_FIRST).limit(limit).toList();
            var held = scope.catalogue()
                    .contents(first.stream().map(CardRow::cardId).toList());
            return first.stream()
                    .map(row -> new CardRow(row.cardId(), held.get(row.cardId()), row.shown()))
                    .toList();
        });
    }

    /** The learning curve of each tag, those above others and that of cards without a tag included. */
    public DeckOutcome<List<TagCurve>> curves(DeckQuery query) {
        return read(query, (_, figures, carried) -> {
            var groups = new TagGroups<>(TagCurve.Sum::new);
            figures.forEach((card, shown) -> groups.add(carried.getOrDefault(card, List.of()), sum -> sum.add(shown)));
            return groups.rows((tag, sum) -> sum.curve(tag));
        });
    }

    /** Makes figures of the cards with their tags. */
    @FunctionalInterface
    private interface Making<T> {
        T of(ReadScope scope, Map<CardId, CardFigures.Shown> cards, Map<CardId, List<Tag>> tags);
    }

    private <T> DeckOutcome<T> read(DeckQuery query, Making<T> figures) {
        var deck = Set.of(query.deckId());
        var seen = visible.of(query.caller(), deck);
        if (!seen.unknown().isEmpty()) {
            throw VisibleDecks.unavailable();
        }
        if (seen.visible().isEmpty()) {
            return new NotVisible<>();
        }
        if (!query.readsOnly()) {
            var editable = cardService
                    .ask(() -> editors.editable(deck, query.caller().token()))
                    .orElseThrow(VisibleDecks::unavailable);
            if (editable.isEmpty()) {
                return new NotEditor<>();
            }
        }
        var reached = queries.await(query.after(), longestWait);
        return slots.run(
                query.caller().learnerId(), () -> queries.within(scope -> read(scope, query, reached, figures)));
    }

    private <T> DeckOutcome<T> read(ReadScope scope, DeckQuery query, CatchUpResult reached, Making<T> figures) {
        var decks = scope.catalogue().decks(query.caller().learnerId(), Set.of(query.deckId())).stream()
                .filter(deck -> deck.deckId().equals(query.deckId()))
                .toList();
        var found = tags.of(decks, scope.catalogue());
        var exceeded = found.exceeded();
        if (exceeded != null) {
            return new TooMuch<>(exceeded.quota(), exceeded.limit());
        }
        var weeks = weeks(query);
        var ids = found.tags().entrySet().stream()
                .filter(card -> isAsked(query.tag(), card.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        var shown = new LinkedHashMap<CardId, CardFigures.Shown>();
        for (int from = 0; from < ids.size(); from += CHUNK) {
            var chunk = ids.subList(from, Math.min(ids.size(), from + CHUNK));
            var answered = new HashMap<CardId, CardFigures>();
            for (var week : scope.learners().weeks(chunk, query.simulated(), weeks.end())) {
                answered.computeIfAbsent(week.card(), _ -> new CardFigures(weeks))
                        .add(week.week(), week.counts());
            }
            for (var card : chunk) {
                var figuresOfCard = answered.get(card);
                shown.put(card, figuresOfCard == null ? CardFigures.Shown.NOTHING : figuresOfCard.shown());
            }
        }
        return new Known<>(
                query.from() == null ? null : CardWeek.monday(weeks.first()),
                CardWeek.monday(weeks.end()).minusDays(1),
                scope.learners().dataUpTo(),
                reached.caughtUp(),
                reached.parked(),
                query.simulated(),
                figures.of(scope, shown, found.tags()));
    }

    private static boolean isAsked(@Nullable Tag tag, List<Tag> carried) {
        return tag == null || carried.stream().anyMatch(one -> one.isWithin(tag));
    }

    /** Whole weeks that have ended: within one, two questions could differ by one learner. */
    private Weeks weeks(DeckQuery query) {
        var ended = LocalDate.ofInstant(clock.instant().minus(LATEST_END), ZoneOffset.UTC);
        long last = CardWeek.week(ended.toEpochDay());
        long end = query.to() == null ? last : Math.min(last, CardWeek.endAfter(query.to()));
        long first = query.from() == null ? Long.MIN_VALUE : CardWeek.firstFrom(query.from());
        return new Weeks(first, Math.max(first, end));
    }
}
