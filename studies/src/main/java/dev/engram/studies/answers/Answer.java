package dev.engram.studies.answers;

import dev.engram.hardness.study.ReviewKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of a log: a learner's answer to a card at a time.
 *
 * @param line          of the file
 * @param atMillis      since 1970, UTC
 * @param dayOnly       the file gives the day and no time of day
 * @param rating        1 again, 2 hard, 3 good, 4 easy; 3 and 1 where the file knows right and wrong only
 * @param kind          what the answer was to the scheduler; null where the file does not say
 * @param plannedDays   interval the scheduler had set, in days; NaN where not known
 * @param occasion      answers of a learner and card with the same occasion are attempts at one opportunity; null = each its own
 * @param tags          tags of the card; empty where the file gives none
 * @param opportunities of each tag, from 1, as the file counts them; empty where it does not
 * @param covariates    values of the covariates asked for
 */
public record Answer(
        long line,
        String learner,
        String card,
        long atMillis,
        boolean dayOnly,
        int rating,
        @Nullable ReviewKind kind,
        double plannedDays,
        @Nullable String occasion,
        List<String> tags,
        List<Integer> opportunities,
        List<String> covariates) {}
