package dev.engram.hardness.frame;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came in, what was left out and why, what was fitted. {@code delivered = kept + sum of dropped}.
 *
 * @param delivered       rows delivered, copies included
 * @param kept            rows of the primary fit
 * @param dropped         rows left out, per reason; a reason that dropped nothing is absent
 * @param lapses          lapses among the kept rows
 * @param learners        learners with kept rows
 * @param learnersLeftOut learners of the table without a kept row
 * @param cards           cards with kept rows
 * @param tags            tags of those cards
 * @param tagsUnseen      tags of the tag table on no card with kept rows, sorted
 * @param unknownCards    cards of the tag table that no review names
 * @param notes           what was corrected in the tags and the strata, in words
 */
public record RowAccount(
        long delivered,
        long kept,
        Map<DropReason, Long> dropped,
        long lapses,
        int learners,
        int learnersLeftOut,
        int cards,
        int tags,
        List<String> tagsUnseen,
        long unknownCards,
        List<String> notes) {
    public RowAccount {
        dropped = Collections.unmodifiableMap(new TreeMap<>(dropped));
        tagsUnseen = List.copyOf(tagsUnseen);
        notes = List.copyOf(notes);
    }
}
