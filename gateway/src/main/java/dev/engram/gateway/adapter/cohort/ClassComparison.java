package dev.engram.gateway.adapter.cohort;

import com.fasterxml.jackson.databind.JsonNode;
import dev.engram.events.CohortId;
import dev.engram.events.Tag;
import dev.engram.kit.cohort.CohortAnswers.Comparison;
import dev.engram.kit.cohort.CohortAnswers.ComparisonRow;
import dev.engram.kit.figure.AnswerTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Puts the tables of several classes side by side: tags are the same where they are so without case. */
final class ClassComparison {
    /** Behind every key of a tag. */
    private static final String UNTAGGED = "\uffff";

    private ClassComparison() {}

    /** @param tables of classes, in the order in which they are shown */
    static Comparison of(SequencedMap<CohortId, JsonNode> tables) {
        var byTag = new TreeMap<String, List<ComparisonRow>>();
        tables.forEach((cohort, table) -> {
            var asOf = Instant.parse(table.path("asOf").asText());
            for (var row : table.path("tags")) {
                byTag.computeIfAbsent(key(row.path("tag").asText()), _ -> new ArrayList<>())
                        .add(row(cohort, asOf, row));
            }
        });
        return new Comparison(
                tables.firstEntry().getValue().path("horizonDays").asDouble(),
                AnswerTable.of(Comparison.class).definitions(),
                byTag.values().stream().flatMap(List::stream).toList());
    }

    private static String key(String tag) {
        return tag.isEmpty() ? UNTAGGED : new Tag(tag).key();
    }

    private static ComparisonRow row(CohortId cohort, Instant asOf, JsonNode row) {
        return new ComparisonRow(
                row.path("tag").asText(),
                cohort.value(),
                asOf,
                row.path("cards").asInt(),
                row.at("/learners/learners").asInt(),
                row.at("/mean/value").asDouble(),
                row.at("/median/value").asDouble(),
                row.at("/coverage/value").asDouble());
    }
}
