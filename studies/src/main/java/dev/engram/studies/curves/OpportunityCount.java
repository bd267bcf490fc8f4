package dev.engram.studies.curves;

import dev.engram.hardness.afm.Opportunities;
import dev.engram.hardness.study.ReviewKind;
import dev.engram.hardness.study.TagTable;
import dev.engram.studies.answers.Answer;
import dev.engram.studies.csv.CsvException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts the opportunities of learners on concepts: the first answer of a UTC day to a card that has the concept, practice left out.
 * A file that counts its opportunities itself is believed.
 */
final class OpportunityCount {
    static final String RULE = "the first answer of a UTC day to a card of the concept, practice left out";
    static final String GIVEN = "as the file counts it";

    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    private final Opportunities.Builder builder = Opportunities.builder();
    private final Map<String, Set<String>> learnersOf = new HashMap<>();
    private final Map<String, Integer> answersOf = new HashMap<>();
    private final List<String> notes = new ArrayList<>();
    private boolean given = true;
    private int counted;

    /**
     * @param answers of a log
     * @param tags    of the cards
     * @throws CsvException if no answer is left
     */
    static OpportunityCount of(List<Answer> answers, TagTable tags) throws CsvException {
        OpportunityCount count = new OpportunityCount();
        count.count(answers, tags);
        return count;
    }

    private void count(List<Answer> answers, TagTable tags) throws CsvException {
        List<Answer> inTime = answers.stream()
                .sorted(Comparator.comparingLong(Answer::atMillis).thenComparingLong(Answer::line))
                .toList();
        Map<String, Map<String, Integer>> seen = new HashMap<>();
        Map<String, Map<String, Long>> lastDay = new HashMap<>();
        long untagged = 0;
        long repeated = 0;
        for (Answer answer : inTime) {
            boolean own = !answer.opportunities().isEmpty();
            List<String> concepts = own
                    ? answer.tags()
                    : tags.of(answer.card()).keySet().stream().toList();
            if (answer.kind() == ReviewKind.CRAM
                    || concepts.isEmpty()
                    || new HashSet<>(concepts).size() < concepts.size()) {
                untagged++;
                continue;
            }
            long day = Math.floorDiv(answer.atMillis(), DAY_MILLIS);
            Long before = lastDay.computeIfAbsent(answer.learner(), _ -> new HashMap<>())
                    .put(answer.card(), day);
            if (!own && before != null && before == day) {
                repeated++;
                continue;
            }
            given &= own;
            Map<String, Integer> of = seen.computeIfAbsent(answer.learner(), _ -> new HashMap<>());
            List<Integer> opportunities = own
                    ? answer.opportunities()
                    : concepts.stream()
                            .map(concept -> of.merge(concept, 1, Integer::sum))
                            .toList();
            builder.add(answer.learner(), concepts, opportunities, answer.rating() > 1);
            counted++;
            for (String concept : concepts) {
                learnersOf.computeIfAbsent(concept, _ -> new HashSet<>()).add(answer.learner());
                answersOf.merge(concept, 1, Integer::sum);
            }
        }
        note(untagged, "answers without a concept, or practice, left out");
        note(repeated, "further answers to a card on the same day left out");
        if (counted == 0) {
            throw new CsvException("no answer is left to draw a curve of: " + String.join("; ", notes));
        }
    }

    private void note(long count, String text) {
        if (count > 0) {
            notes.add(count + " " + text);
        }
    }

    Opportunities opportunities() {
        return builder.build();
    }

    int answers(String concept) {
        return answersOf.getOrDefault(concept, 0);
    }

    int learners(String concept) {
        return learnersOf.getOrDefault(concept, Set.of()).size();
    }

    String rule() {
        return given ? GIVEN : RULE;
    }

    List<String> notes() {
        return notes;
    }
}
