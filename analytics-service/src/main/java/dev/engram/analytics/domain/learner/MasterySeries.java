package dev.engram.analytics.domain.learner;

import dev.engram.analytics.domain.FixedPointSum;
import dev.engram.scheduler.MemoryTimeline;
import dev.engram.scheduler.Recall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Mastery at many moments, from the memories of the same cards through time: no snapshots are stored. Points after what is known
 * say what is left if nothing is studied. Lives within one call; keeps nothing of a card.
 */
public final class MasterySeries {
    private final Recall recall;
    private final List<Moment> moments;
    private final FixedPointSum[] atHorizon;
    private final FixedPointSum[] now;
    private final int[] seen;
    private int cards;

    /**
     * A moment of the series.
     *
     * @param label study day, as epoch day
     * @param known answers up to it count
     * @param at the moment that recall now is about, not before {@code known}
     * @param horizon the moment that mastery is about
     */
    public record Moment(long label, Instant known, Instant at, Instant horizon) {}

    /** @param cards of the tag, those never answered included; {@code >= 1} */
    public record Point(Moment moment, double mastery, double recallNow, int seen, int cards) {
        public double coverage() {
            return (double) seen / cards;
        }
    }

    public MasterySeries(Recall recall, List<Moment> moments) {
        this.recall = recall;
        this.moments = List.copyOf(moments);
        this.atHorizon = new FixedPointSum[moments.size()];
        this.now = new FixedPointSum[moments.size()];
        this.seen = new int[moments.size()];
        for (int i = 0; i < atHorizon.length; i++) {
            atHorizon[i] = new FixedPointSum();
            now[i] = new FixedPointSum();
        }
    }

    /** Takes in a card. */
    public void add(MemoryTimeline card) {
        cards++;
        for (int i = 0; i < seen.length; i++) {
            var moment = moments.get(i);
            if (card.isSeen(moment.known())) {
                seen[i]++;
                atHorizon[i].add(card.recall(recall, moment.known(), moment.horizon()));
                now[i].add(card.recall(recall, moment.known(), moment.at()));
            }
        }
    }

    /** One point for each moment, in their order; none if there is no card. */
    public List<Point> points() {
        var points = new ArrayList<Point>(moments.size());
        for (int i = 0; i < seen.length && cards > 0; i++) {
            points.add(new Point(moments.get(i), atHorizon[i].mean(cards), now[i].mean(cards), seen[i], cards));
        }
        return List.copyOf(points);
    }
}
