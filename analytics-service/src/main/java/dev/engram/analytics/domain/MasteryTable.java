package dev.engram.analytics.domain;

import dev.engram.events.CardId;
import dev.engram.events.Plan;
import dev.engram.events.Tag;
import dev.engram.scheduler.CardState;
import dev.engram.scheduler.LearnerCalendar;
import dev.engram.scheduler.Recall;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Mastery of every tag of some cards. Cards are added up in the order of their ids, so the same cards and states give
 * the same bits in any order of reading.
 */
public final class MasteryTable {

    private final Plan plan;
    private final LearnerCalendar calendar;
    private final Instant asOf;
    private final Instant atHorizon;
    private final Level.Thresholds levels;
    private @Nullable Recall recall;

    /**
     * @param plan the learner's latest plan: its weights decide recall, its breaks when nothing is due
     * @param calendar decides the study day
     */
    public MasteryTable(Plan plan, LearnerCalendar calendar, Instant asOf, Horizon horizon, Level.Thresholds levels) {
        this.plan = plan;
        this.calendar = calendar;
        this.asOf = asOf;
        this.atHorizon = horizon.after(asOf);
        this.levels = levels;
    }

    /** What a card with this state adds to each of its tags. */
    public CardFigures figures(CardState state) {
        if (state.isNew()) {
            return CardFigures.UNSEEN;
        }
        if (recall == null) {
            recall = Recall.under(plan);
        }
        return CardFigures.of(state, recall, plan, calendar, asOf, atHorizon);
    }

    /**
     * One row per tag, in the order of {@link Tag#key()}. A card counts once in each tag that it carries and in each
     * tag above; a tag that no card carries has no row.
     *
     * @param cards live cards and their tags as they are when the question is asked
     * @param figures of the cards that were answered, by {@link #figures}; those of other cards are ignored
     */
    public List<TagMastery> rows(Map<CardId, List<Tag>> cards, Map<CardId, CardFigures> figures) {
        var sums = new TreeMap<String, TagSum>();
        var places = new HashMap<Tag, List<Place>>();
        var ids = cards.keySet().toArray(CardId[]::new);
        Arrays.sort(ids);
        for (var id : ids) {
            var ofCard = figures.getOrDefault(id, CardFigures.UNSEEN);
            var counted = new HashSet<String>();
            for (var tag : cards.getOrDefault(id, List.of())) {
                for (var place : places.computeIfAbsent(tag, MasteryTable::places)) {
                    var sum = sums.computeIfAbsent(place.key(), _ -> new TagSum());
                    sum.spelt(place.spelling());
                    if (counted.add(place.key())) {
                        sum.add(ofCard);
                    }
                }
            }
        }
        return sums.values().stream().map(sum -> sum.row(levels)).toList();
    }

    /** A row that a tag counts in; kept per tag, since comparing without case takes most of the time of a large table. */
    private record Place(String key, String spelling) {}

    private static List<Place> places(Tag tag) {
        return tag.withAncestors().stream()
                .map(row -> new Place(row.key(), row.value()))
                .toList();
    }
}
