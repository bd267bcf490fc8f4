package dev.engram.review.application.queue;

import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.events.Tag;
import dev.engram.kit.auth.CallerToken;
import dev.engram.kit.deck.VisibleDecks;
import dev.engram.kit.limit.JobSlots;
import dev.engram.projections.Position;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.projections.query.CardSelection;
import dev.engram.projections.query.CatchUpResult;
import dev.engram.projections.query.ProjectionQueries;
import dev.engram.projections.query.ReadScope;
import dev.engram.projections.query.StateConsumer;
import dev.engram.review.application.DeckMemberships;
import dev.engram.review.domain.CardNumbers;
import dev.engram.review.domain.LiveCards;
import dev.engram.scheduler.CardState;
import dev.engram.scheduler.queue.DueCards;
import dev.engram.scheduler.queue.QueueEntry;
import dev.engram.scheduler.queue.QueueOrder;
import dev.engram.scheduler.queue.QueueTerms;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Says what a learner should study next: from card states, cards of joined decks, plan and time. All states are read once, one after the
 * other, from an index that covers them; of a card that is due some 60 bytes are kept, of any other a bit, and contents are read only
 * of cards that are listed.
 */
public final class QueueReader {
    /** How often a page is made anew without cards whose content could not be read. */
    private static final int MOST_ATTEMPTS = 3;

    private final ProjectionQueries queries;
    private final VisibleDecks visible;
    private final JobSlots slots;
    private final InstantSource clock;
    private final int mostCards;
    private final DeckCards cards;
    private final Duration longestWait;

    /**
     * @param slots how many queues are put together at a time
     * @param mostCards most live cards in the decks of one queue
     * @param longestWait how long a read waits for the writes that it asks to see
     */
    public QueueReader(
            ProjectionQueries queries,
            VisibleDecks visible,
            JobSlots slots,
            InstantSource clock,
            int mostCards,
            Duration longestWait) {
        this.queries = queries;
        this.visible = visible;
        this.slots = slots;
        this.clock = clock;
        this.mostCards = mostCards;
        this.cards = new DeckCards(mostCards);
        this.longestWait = longestWait;
    }

    /**
     * Which part of the queue is wanted.
     *
     * @param deckId only this deck; null for all
     * @param tag only cards with this tag or one nested in it; null for all
     * @param daysAhead study days after today, {@code >= 0}
     * @param order of the due reviews of a day; null for that of the plan
     * @param seed of {@link QueueOrder#RANDOM}
     * @param limit most cards to be listed, {@code >= 0}; the counts are of the whole
     * @param place where the page before ended; null for the first page
     */
    public record Wanted(
            @Nullable DeckId deckId,
            @Nullable Tag tag,
            int daysAhead,
            @Nullable QueueOrder order,
            long seed,
            int limit,
            @Nullable Place place) {}

    /**
     * Where a page ended.
     *
     * @param asOf the moment of the first page
     * @param last up to which pages have been answered; null if they had no room for a card
     */
    public record Place(Instant asOf, @Nullable Last last) {}

    /**
     * An entry of a queue that is found again in one made later, though decks have changed and cards are numbered otherwise.
     *
     * @param dayAhead as in {@link QueueEntry}, as the others
     */
    public record Last(int dayAhead, QueueEntry.Kind kind, double key, CardId card) {}

    /** The queue of a learner: as of now, or of the moment of the first page. */
    public QueueOutcome of(CallerToken caller, Wanted wanted, Position after) {
        var reached = queries.await(after, longestWait);
        return slots.run(caller.learnerId(), () -> queries.within(scope -> answer(scope, caller, wanted, reached)));
    }

    /** Gives the states of a learner to {@link DueCards}, by the numbers of the cards. */
    private static final class Studied implements StateConsumer {
        private final CardNumbers numbers;
        private final IntPredicate offered;
        private final DueCards due;
        private int quarantined;

        Studied(CardNumbers numbers, IntPredicate offered, QueueTerms terms) {
            this.numbers = numbers;
            this.offered = offered;
            this.due = new DueCards(terms);
        }

        @Override
        public void state(CardId card, CardState state) {
            int number = numbers.of(card);
            if (number >= 0 && offered.test(number)) {
                due.add(number, card, state);
            } else {
                due.count(state);
            }
        }

        @Override
        public void quarantined(CardId card, String reason) {
            int number = numbers.of(card);
            if (number >= 0 && offered.test(number)) {
                due.leaveOut(number);
                quarantined++;
            }
        }

        /** Those that may not be offered are not new either. */
        void leaveOutOthers() {
            for (int number = 0; number < numbers.size(); number++) {
                if (!offered.test(number)) {
                    due.leaveOut(number);
                }
            }
        }
    }

    private QueueOutcome answer(ReadScope scope, CallerToken caller, Wanted wanted, CatchUpResult reached) {
        var learner = caller.learnerId();
        var asOf = wanted.place() == null
                ? clock.instant().truncatedTo(ChronoUnit.MILLIS)
                : wanted.place().asOf();
        var decks = visible.studied(scope, caller, wanted.deckId());
        if (decks.isEmpty()) {
            return new QueueOutcome.NotJoined();
        }
        var tag = wanted.tag();
        var found = cards.of(DeckMemberships.byPath(decks.get()), scope.catalogue(), tag != null);
        if (found.isEmpty()) {
            return new QueueOutcome.TooMany(mostCards);
        }
        var numbers = new CardNumbers(found.get());
        var place = wanted.place() == null ? null : wanted.place().last();
        if (place != null && numbers.of(place.card()) < 0) {
            return new QueueOutcome.PlaceGone();
        }
        var offered = tag == null ? null : within(found.get(), tag);
        var studied = scope.learners()
                .states(
                        learner,
                        new CardSelection.All(),
                        context -> new Studied(
                                numbers, offered == null ? _ -> true : offered::get, terms(context, wanted, asOf)));
        if (offered != null) {
            studied.leaveOutOthers();
        }
        var context = scope.learners().context(learner);
        var pages = new QueuePages(scope, learner, context, numbers, wanted, asOf);
        for (int attempt = 1; ; attempt++) {
            var queue = studied.due.queue(numbers.size());
            var page = pages.page(queue);
            if (page.unreadable().isEmpty() || attempt == MOST_ATTEMPTS) {
                return new QueueOutcome.Known(
                        asOf,
                        reached,
                        scope.learners().dataUpTo(learner),
                        order(context, wanted),
                        queue,
                        page.items(),
                        page.next(),
                        studied.quarantined);
            }
            // a card that cannot be read would take the place of one that can
            page.unreadable().forEach(studied.due::leaveOut);
        }
    }

    private static QueueTerms terms(LearnerContext context, Wanted wanted, Instant asOf) {
        return new QueueTerms(
                context.plan(), context.calendar(), asOf, wanted.daysAhead(), order(context, wanted), wanted.seed());
    }

    private static QueueOrder order(LearnerContext context, Wanted wanted) {
        var asked = wanted.order();
        return asked == null ? QueueOrder.of(context.plan().studyOptions().reviewOrder()) : asked;
    }

    private static BitSet within(List<LiveCards> decks, Tag tag) {
        var within = new BitSet();
        int start = 0;
        for (var deck : decks) {
            int first = start;
            deck.within(tag).stream().forEach(place -> within.set(first + place));
            start += deck.size();
        }
        return within;
    }
}
