package dev.engram.maintenance.log;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a restore of the log found and did.
 *
 * @param dryRun nothing was written; the counts say what would be
 * @param unreadable documents that could not be read
 * @param differingCopies events of which documents hold other copies than the log, or than each other; of those the log lacks,
 *     the one that the fold counts was written
 * @param deckGaps decks whose events end early since a commit is missing or cannot be read
 */
public record LogRestoreReport(
        boolean dryRun,
        TopicCounts cards,
        TopicCounts reviews,
        List<UnreadableDocument> unreadable,
        long differingCopies,
        List<DeckGap> deckGaps) {

    public LogRestoreReport {
        unreadable = List.copyOf(unreadable);
        deckGaps = List.copyOf(deckGaps);
    }

    /**
     * @param inLog records in the topic before
     * @param held different events in the documents
     * @param written number of events appended, by type; records that no program could decode under {@code undecodable}
     */
    public record TopicCounts(String topic, long inLog, long held, Map<String, Long> written) {

        public TopicCounts {
            written = new TreeMap<>(written);
        }

        /** Events appended, of all types. */
        public long total() {
            return written.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** @param version the first version that cannot be written; the later ones could not be applied */
    public record DeckGap(String deckId, long version) {}

    /** Whether everything that the documents hold is now in the log. */
    public boolean isComplete() {
        return unreadable.isEmpty() && deckGaps.isEmpty();
    }
}
