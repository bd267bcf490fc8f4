package dev.engram.studies.answers;

import dev.engram.hardness.table.ReviewKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of a log: a learner's answer to a card at a time.
 *
 * @param line          of the file
 * @param atMillis      since 1970, UTC
 * @param resolution    with which the file gives the time
 * @param rating        1 again, 2 hard, 3 good, 4 easy; 3 and 1 where the file knows right and wrong only
 * @param kind          what the answer was to the scheduler; null where the file does not say
 * @param plannedDays   interval the scheduler had set, in days; NaN where not known
 * @param occasion      what tells attempts at one opportunity from new opportunities; null where the format knows no attempts
 * @param tags          of the card, each once; empty where the file gives none
 * @param opportunities of each tag, from 1, as the file counts them; empty where it does not
 * @param covariates    values of the covariates asked for
 * @param event         what a research export says beside; null in other files
 */
public record Answer(
        long line,
        String learner,
        String card,
        long atMillis,
        Resolution resolution,
        int rating,
        @Nullable ReviewKind kind,
        double plannedDays,
        @Nullable Occasion occasion,
        List<String> tags,
        List<Integer> opportunities,
        List<String> covariates,
        @Nullable Event event) {

    /** How exact a time is. */
    public enum Resolution {
        DAY,
        MINUTE,
        SECOND
    }

    /** How attempts at one opportunity are recognised. */
    public sealed interface Occasion {}

    /** Answers of a learner and card with the same name in a row are attempts at one opportunity. */
    public record Named(String name) implements Occasion {}

    /** Where no name is given. */
    public enum Unnamed implements Occasion {
        /** The answer is an opportunity of its own. */
        EACH,
        /** An answer half a day or more after the row before is a new opportunity. */
        AFTER_A_GAP
    }

    /**
     * @param id               of the event
     * @param taxonomyVersion  of the tags, {@code >= 0}
     * @param historyTruncated earlier answers of this learner to this card are missing
     */
    public record Event(String id, int taxonomyVersion, boolean historyTruncated) {}

    boolean sameCard(Answer other) {
        return learner.equals(other.learner) && card.equals(other.card);
    }

    /** Whether the two rows differ in nothing but their line. */
    boolean copies(Answer other) {
        return equals(new Answer(
                line,
                other.learner,
                other.card,
                other.atMillis,
                other.resolution,
                other.rating,
                other.kind,
                other.plannedDays,
                other.occasion,
                other.tags,
                other.opportunities,
                other.covariates,
                other.event));
    }
}
