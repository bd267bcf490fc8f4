package dev.engram.analytics.domain;

import dev.engram.events.CardId;
import dev.engram.events.Plan;
import dev.engram.events.Tag;
import dev.engram.scheduler.CardState;
import dev.engram.scheduler.Recall;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Mastery of every tag of some cards. Cards are added up in the order of their ids, so the same cards and states give
 * the same bits in any order of reading.
 *
 * @param plan the learner's latest plan: its weights decide recall, its zone and rollover what is due
 */
public record MasteryTable(Plan plan, Instant asOf, Horizon horizon, Level.Thresholds levels) {

    /**
     * One row per tag, in the order of {@link Tag#key()}. A card counts once in each tag that it carries and in each
     * tag above; a tag that no card carries has no row.
     *
     * @param cards live cards and their tags as they are when the question is asked
     * @param states what is known of the cards at {@link #asOf()}; a card without a state was never answered
     */
    public List<TagMastery> rows(Map<CardId, List<Tag>> cards, Map<CardId, CardState> states) {
        var recall = Recall.under(plan);
        var atHorizon = horizon.after(asOf);
        var sums = new TreeMap<String, TagSum>();
        var places = new HashMap<Tag, List<Place>>();
        for (var card : new TreeMap<>(cards).entrySet()) {
            var state = states.getOrDefault(card.getKey(), CardState.NEW);
            var figures = CardFigures.of(state, recall, plan, asOf, atHorizon);
            var counted = new HashSet<String>();
            for (var tag : card.getValue()) {
                for (var place : places.computeIfAbsent(tag, MasteryTable::places)) {
                    var sum = sums.computeIfAbsent(place.key(), _ -> new TagSum());
                    sum.spelt(place.spelling());
                    if (counted.add(place.key())) {
                        sum.add(figures);
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
