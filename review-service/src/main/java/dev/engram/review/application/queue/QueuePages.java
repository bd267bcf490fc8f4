package dev.engram.review.application.queue;

import dev.engram.events.CardId;
import dev.engram.events.LearnerId;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.projections.query.CardSelection;
import dev.engram.projections.query.HeldCard;
import dev.engram.projections.query.ReadScope;
import dev.engram.review.application.LeechReader;
import dev.engram.review.application.queue.QueueOutcome.Item;
import dev.engram.review.application.queue.QueueReader.Last;
import dev.engram.review.application.queue.QueueReader.Place;
import dev.engram.review.application.queue.QueueReader.Wanted;
import dev.engram.review.domain.CardNumbers;
import dev.engram.scheduler.AnswerScheduler;
import dev.engram.scheduler.CardState;
import dev.engram.scheduler.Due;
import dev.engram.scheduler.Recall;
import dev.engram.scheduler.queue.QueueEntry;
import dev.engram.scheduler.queue.StudyQueue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a page of a queue shows of its cards. For one request. */
final class QueuePages {
    /** Characters of questions and answers, beyond which a page lists no more cards. */
    private static final int MOST_CHARACTERS = 200_000;

    private static final int CARDS_AT_ONCE = 50;

    private final ReadScope scope;
    private final LearnerId learner;
    private final LearnerContext context;
    private final CardNumbers numbers;
    private final Wanted wanted;
    private final Instant asOf;
    private final @Nullable Model model;
    private final Map<Double, AnswerScheduler> goals = new HashMap<>();
    private @Nullable Set<CardId> leeches;

    private record Model(AnswerScheduler scheduler, Recall recall) {}

    QueuePages(
            ReadScope scope,
            LearnerId learner,
            LearnerContext context,
            CardNumbers numbers,
            Wanted wanted,
            Instant asOf) {
        this.scope = scope;
        this.learner = learner;
        this.context = context;
        this.numbers = numbers;
        this.wanted = wanted;
        this.asOf = asOf;
        this.model = model(context);
    }

    /** Weights that FSRS cannot use leave no state to be asked about, and no previews of new cards. */
    private static @Nullable Model model(LearnerContext context) {
        try {
            return new Model(new AnswerScheduler(context.plan(), context.calendar()), Recall.under(context.plan()));
        } catch (IllegalArgumentException unusable) {
            return null;
        }
    }

    /**
     * A page.
     *
     * @param next where it ends; null if nothing comes after it
     * @param unreadable numbers of cards that would have been listed, if their content could be read
     */
    record Page(List<Item> items, @Nullable Place next, List<Integer> unreadable) {}

    private record Placed(StudyQueue.Day day, QueueEntry entry) {}

    /** The page that is wanted of a queue. */
    Page page(StudyQueue queue) {
        // one more, to see whether something comes after the page
        var rest = after(queue, wanted.limit() + 1);
        int most = Math.min(wanted.limit(), rest.size());
        var items = new ArrayList<Item>();
        var unreadable = new ArrayList<Integer>();
        int done = 0;
        long characters = 0;
        while (done < most && characters < MOST_CHARACTERS) {
            var some = rest.subList(done, Math.min(most, done + CARDS_AT_ONCE));
            var ids = some.stream()
                    .map(placed -> numbers.card(placed.entry().card()))
                    .toList();
            var contents = scope.catalogue().contents(ids);
            var states =
                    scope.learners().states(learner, new CardSelection.Of(ids)).states();
            for (int i = 0; i < some.size() && characters < MOST_CHARACTERS; i++) {
                done++;
                var card = contents.get(ids.get(i));
                if (card == null) {
                    unreadable.add(some.get(i).entry().card());
                } else {
                    characters += characters(card);
                    items.add(item(some.get(i), card, states.getOrDefault(card.cardId(), CardState.NEW), queue));
                }
            }
        }
        return new Page(items, done < rest.size() ? end(rest.subList(0, done)) : null, unreadable);
    }

    /** Where a page of these entries ends: one of none where the page before did. */
    private Place end(List<Placed> page) {
        if (page.isEmpty()) {
            return Objects.requireNonNullElse(wanted.place(), new Place(asOf, null));
        }
        var last = page.getLast().entry();
        return new Place(asOf, new Last(last.dayAhead(), last.kind(), last.key(), numbers.card(last.card())));
    }

    /** The first entries after the page before. */
    private List<Placed> after(StudyQueue queue, int most) {
        var before = wanted.place() == null ? null : wanted.place().last();
        var place = before == null
                ? null
                : new QueueEntry(before.dayAhead(), before.kind(), before.key(), numbers.of(before.card()));
        return queue.days().stream()
                .flatMap(day -> day.entries().stream()
                        .filter(entry -> place == null || entry.compareTo(place) > 0)
                        .map(entry -> new Placed(day, entry)))
                .limit(most)
                .toList();
    }

    private Set<CardId> leeches() {
        var known = leeches;
        if (known == null) {
            known = LeechReader.flagged(scope, learner);
            leeches = known;
        }
        return known;
    }

    private static int characters(HeldCard card) {
        var answer = card.content().answer();
        var text = answer == null ? null : answer.text();
        return card.content().question().length() + (text == null ? 0 : text.length());
    }

    private Item item(Placed placed, HeldCard card, CardState state, StudyQueue queue) {
        var asOf = queue.days().getFirst().from();
        return new Item(
                placed.entry(),
                placed.day().day(),
                card,
                state,
                Due.studyDay(state, context.calendar()),
                model == null || state.isNew()
                        ? null
                        : Double.valueOf(model.recall().of(state, asOf)),
                leeches().contains(card.cardId()),
                model == null
                        ? Map.of()
                        : scheduler(model, card)
                                .previews(card.cardId(), state, placed.day().from()));
    }

    /** By the retention goal of the card, where the plan has one: so its answer will be scheduled. */
    private AnswerScheduler scheduler(Model model, HeldCard card) {
        var goal =
                context.plan().studyOptions().goal(card.deckId(), card.content().tags());
        return goal.isEmpty()
                ? model.scheduler()
                : goals.computeIfAbsent(goal.getAsDouble(), model.scheduler()::withRetention);
    }
}
