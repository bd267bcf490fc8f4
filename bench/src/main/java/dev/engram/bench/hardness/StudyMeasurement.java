package dev.engram.bench.hardness;

import dev.engram.bench.measure.Used;
import org.jspecify.annotations.Nullable;

/**
 * One process that ran a whole study once, after the JVM's start. Written and read as JSON.
 *
 * @param reviews first exposures included
 * @param rows that were fitted
 * @param threads at most
 * @param table filling and building the table of reviews, with the simulation that hands them over
 * @param study slope of lateness, principal fit, covariance, draws and ranks
 * @param method of the principal fit
 * @param covariance how that of the tags was got, in words
 * @param heap most heap that it was given, as {@code -Xmx} takes it
 * @param peakBytes most memory of the process; null if not known
 */
record StudyMeasurement(
        int learners,
        long reviews,
        long rows,
        int threads,
        Used table,
        Used study,
        String method,
        String covariance,
        String heap,
        @Nullable Long peakBytes) {}
