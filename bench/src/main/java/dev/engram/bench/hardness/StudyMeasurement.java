package dev.engram.bench.hardness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.bench.measure.Used;
import org.jspecify.annotations.Nullable;

/**
 * What one process did that ran a whole study, once, after the JVM's start.
 *
 * @param reviews first exposures included
 * @param rows that were fitted
 * @param threads it might use
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
        @Nullable Long peakBytes) {
    /** For the process that asked. */
    void put(ObjectNode node) {
        node.put("learners", learners).put("reviews", reviews).put("rows", rows).put("threads", threads);
        table.put(node.putObject("table"));
        study.put(node.putObject("study"));
        node.put("method", method).put("covariance", covariance);
        node.put("heap", heap).put("peakBytes", peakBytes);
    }

    static StudyMeasurement of(JsonNode node) {
        return new StudyMeasurement(
                node.get("learners").asInt(),
                node.get("reviews").asLong(),
                node.get("rows").asLong(),
                node.get("threads").asInt(),
                Used.of(node.get("table")),
                Used.of(node.get("study")),
                node.get("method").asText(),
                node.get("covariance").asText(),
                node.get("heap").asText(),
                node.get("peakBytes").isNull() ? null : node.get("peakBytes").asLong());
    }
}
