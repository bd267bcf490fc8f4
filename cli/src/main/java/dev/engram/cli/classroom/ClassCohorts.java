package dev.engram.cli.classroom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.engram.cli.api.EngramApi;
import dev.engram.events.CohortId;
import dev.engram.events.DeckId;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cohorts of the simulated teacher: made once under each name and deck. */
public final class ClassCohorts {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final EngramApi teacher;
    private final DeckId deck;

    /** @param deck that they study */
    public ClassCohorts(EngramApi teacher, DeckId deck) {
        this.teacher = teacher;
        this.deck = deck;
    }

    /**
     * The cohort of that name, with a join code that lets people in; made if there is none.
     *
     * @param examDate of one that is made; null for none
     */
    public ClassCohort ensure(String name, @Nullable LocalDate examDate) throws IOException, InterruptedException {
        for (var cohort : teacher.get("/cohorts", Map.of()).path("cohorts")) {
            if (cohort.path("name").asText().equals(name)
                    && cohort.path("deckId").asText().equals(deck.toString())
                    && cohort.path("role").asText().equals("TEACHER")
                    && !cohort.path("archived").asBoolean()) {
                // a code is shown once
                var change = JSON.objectNode().put("newJoinCode", true);
                return cohort(teacher.patch(
                        cohort.path("version").asLong(),
                        "/cohorts/" + cohort.path("cohortId").asText(),
                        change));
            }
        }
        var wanted = JSON.objectNode().put("name", name).put("deckId", deck.toString());
        if (examDate != null) {
            wanted.put("examDate", examDate.toString());
        }
        return cohort(teacher.post("/cohorts", wanted));
    }

    private static ClassCohort cohort(JsonNode answer) {
        return new ClassCohort(
                CohortId.parse(answer.path("cohortId").asText()),
                answer.path("name").asText(),
                answer.path("joinCode").asText());
    }
}
