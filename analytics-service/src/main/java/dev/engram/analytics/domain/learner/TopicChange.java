package dev.engram.analytics.domain.learner;

import dev.engram.analytics.domain.learner.MasterySeries.Moment;
import dev.engram.scheduler.CardFold;
import dev.engram.scheduler.CardState;
import dev.engram.scheduler.MemoryTimeline;
import dev.engram.scheduler.Recall;
import java.time.Instant;
import java.util.List;

/** What has changed of a topic since a moment. Lives within one call. */
public final class TopicChange {
    private final Instant since;
    private final MasterySeries mastery;
    private int answers;
    private int again;
    private int lapses;
    private int firstSeen;

    /** @param now what the topic is like @param before what it was like at the moment that changes are told since */
    public TopicChange(Recall recall, Moment now, Moment before) {
        this.since = before.known();
        this.mastery = new MasterySeries(recall, List.of(now, before));
    }

    /** Takes in a card. */
    public void add(CardFold.Folded card) {
        mastery.add(MemoryTimeline.of(card));
        var before = CardState.NEW;
        for (var step : card.steps()) {
            var review = step.review();
            if (!review.practice() && review.stamp().at().isAfter(since)) {
                answers++;
                again += review.rating().grade() == 1 ? 1 : 0;
                lapses += step.after().lapses() > before.lapses() && step.elapsedDays() != null ? 1 : 0;
                firstSeen += before.isNew() && step == card.steps().getFirst() ? 1 : 0;
            }
            before = step.after();
        }
    }

    /**
     * What has changed.
     *
     * @param mastery now
     * @param change mastery now minus mastery then, over the same cards
     * @param answers since then, practice left out
     * @param again those of them that were AGAIN
     * @param lapses AGAIN answers to cards in review
     * @param firstSeen cards answered for the first time
     */
    public record Row(
            String tag, int cards, double mastery, double change, int answers, int again, int lapses, int firstSeen) {}

    public Row row(String tag) {
        var points = mastery.points();
        double now = points.getFirst().mastery();
        return new Row(
                tag,
                points.getFirst().cards(),
                now,
                now - points.getLast().mastery(),
                answers,
                again,
                lapses,
                firstSeen);
    }
}
