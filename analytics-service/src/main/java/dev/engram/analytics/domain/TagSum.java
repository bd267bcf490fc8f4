package dev.engram.analytics.domain;

import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;

import dev.engram.scheduler.Proportion;
import java.util.Map;
import java.util.TreeMap;

/** Adds up the cards of one tag. Lives within one call. */
final class TagSum {

    private final Map<String, Integer> spellings = new TreeMap<>();
    private double recallAtHorizon;
    private double recallNow;
    private int cards;
    private int seen;
    private int due;
    private long retentionAnswers;
    private long retentionSuccesses;

    void spelt(String spelling) {
        spellings.merge(spelling, 1, Integer::sum);
    }

    void add(CardFigures card) {
        recallAtHorizon += card.recallAtHorizon();
        recallNow += card.recallNow();
        cards++;
        seen += card.seen() ? 1 : 0;
        due += card.due() ? 1 : 0;
        retentionAnswers += card.retentionAnswers();
        retentionSuccesses += card.retentionSuccesses();
    }

    TagMastery row(Level.Thresholds levels) {
        double mastery = recallAtHorizon / cards;
        return new TagMastery(
                mostUsedSpelling(),
                mastery,
                recallNow / cards,
                cards,
                seen,
                due,
                levels.of(mastery),
                new Proportion(retentionSuccesses, retentionAnswers));
    }

    private String mostUsedSpelling() {
        return spellings.entrySet().stream()
                .min(comparing(Map.Entry<String, Integer>::getValue, reverseOrder())
                        .thenComparing(Map.Entry::getKey))
                .orElseThrow()
                .getKey();
    }
}
