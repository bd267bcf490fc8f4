package dev.engram.hardness.frame;

import dev.engram.hardness.study.report.RowAccount;
import dev.engram.hardness.table.ReviewTable;
import dev.engram.hardness.table.TagTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;

/** Says what came in and what was left out. */
public final class Accounts {
    private Accounts() {}

    /** What came in, what was left out and why. */
    public static RowAccount of(
            ReviewTable reviews, TagTable tags, Selection selection, ModelFrame rows, List<String> stratumNotes) {
        var known = new HashSet<>(reviews.cards);
        var seen = new HashSet<>(rows.tags.names());
        var unseen = new TreeSet<String>();
        long unknown = 0;
        for (var card : tags.all().entrySet()) {
            unknown += known.contains(card.getKey()) ? 0 : 1;
            card.getValue().keySet().stream().filter(tag -> !seen.contains(tag)).forEach(unseen::add);
        }
        var notes = new ArrayList<>(reviews.notes);
        notes.addAll(tags.notes());
        notes.addAll(stratumNotes);
        return new RowAccount(
                reviews.size() + reviews.duplicates(),
                rows.size,
                selection.dropped(),
                rows.lapsedCount(),
                rows.learners.size(),
                reviews.learners() - rows.learners.size(),
                rows.cards.size(),
                rows.tags.size(),
                List.copyOf(unseen),
                unknown,
                notes);
    }
}
