package dev.engram.studies.curves;

import dev.engram.hardness.afm.Opportunities;
import dev.engram.hardness.table.ReviewKind;
import dev.engram.hardness.table.TagTable;
import dev.engram.studies.answers.Answer;
import dev.engram.studies.csv.CsvException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts the opportunities of learners on concepts: the first answer of a UTC day to a card that has the concept, practice left out.
 * In a file that tells attempts from opportunities each first attempt is one, on the concepts of its row; a file that counts its
 * opportunities itself is believed.
 */
final class OpportunityCount {
    static final String RULE = "the first answer of a UTC day to a card of the concept, practice left out";
    static final String ATTEMPT = "the first attempt at a view of a step, practice left out";
    static final String GIVEN = "as the file counts it";

    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    private final Opportunities.Builder builder = Opportunities.builder();
    private final Map<String, Set<String>> learnersOf = new HashMap<>();
    private final Map<String, Integer> answersOf = new HashMap<>();
    private final Map<String, Map<String, Long>> lastDay = new HashMap<>();
    private final List<String> notes = new ArrayList<>();
    private final Set<String> rules = new LinkedHashSet<>();
    private int counted;

    /**
     * @param answers of a log
     * @param tags    of the cards
     * @param own     whether the tags are those of the answers, and not of another file
     * @throws CsvException if no answer is left
     */
    static OpportunityCount of(List<Answer> answers, TagTable tags, boolean own) throws CsvException {
        OpportunityCount count = new OpportunityCount();
        count.count(answers, tags, own);
        return count;
    }

    private void count(List<Answer> answers, TagTable tags, boolean own) throws CsvException {
        List<Answer> inTime = answers.stream()
                .sorted(Comparator.comparingLong(Answer::atMillis).thenComparingLong(Answer::line))
                .toList();
        Map<String, Map<String, Integer>> seen = new HashMap<>();
        long practice = 0;
        long untagged = 0;
        long repeated = 0;
        for (Answer answer : inTime) {
            boolean given = !answer.opportunities().isEmpty();
            List<String> concepts = given || (own && answer.occasion() != null)
                    ? answer.tags()
                    : tags.of(answer.card()).keySet().stream().toList();
            if (answer.kind() == ReviewKind.CRAM) {
                practice++;
                continue;
            }
            if (concepts.isEmpty()) {
                untagged++;
                continue;
            }
            if (answer.occasion() == null && !given && sameDay(answer)) {
                repeated++;
                continue;
            }
            rules.add(given ? GIVEN : answer.occasion() != null ? ATTEMPT : RULE);
            Map<String, Integer> of = seen.computeIfAbsent(answer.learner(), _ -> new HashMap<>());
            List<Integer> opportunities = given
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
        note(untagged, "answers without a concept left out");
        note(practice, "answers of practice left out");
        note(repeated, "further answers to a card on the same day left out");
        if (counted == 0) {
            throw new CsvException("no answer is left to draw a curve of: " + String.join("; ", notes));
        }
    }

    /** Whether the answer before to its card was on the same day. */
    private boolean sameDay(Answer answer) {
        long day = Math.floorDiv(answer.atMillis(), DAY_MILLIS);
        Long before =
                lastDay.computeIfAbsent(answer.learner(), _ -> new HashMap<>()).put(answer.card(), day);
        return before != null && before == day;
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
        return String.join("; or ", rules);
    }

    List<String> notes() {
        return notes;
    }
}
