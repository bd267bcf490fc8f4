package dev.engram.cli.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProjectionTextTest {

    private static JsonNode projection(String more) {
        var json = """
                {"name":"schedule","state":"LIVE","serving":true,"live":{"generation":4},%s
                 "generations":[{"role":"LIVE","lagEvents":0,"parked":0,"appliedPerSecond":0.0}]}""".formatted(more);
        try {
            return new JsonMapper().readTree(json);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(json, broken);
        }
    }

    private static String line(JsonNode projection) {
        var text = new StringWriter();
        try (var out = new PrintWriter(text)) {
            ProjectionText.line(out, "review-service", projection);
        }
        return text.toString();
    }

    private static String audit(int generation, int differences, int repaired) {
        return """
                "lastAudit":{"at":"2026-05-01T12:00:00Z","generation":%d,"records":1200,"differences":%d,"repaired":%d,
                "scheduled":true},""".formatted(generation, differences, repaired);
    }

    @Test
    void shouldNotBeWellWithDifferencesThatTheLastAuditHasLeft() {
        var found = projection(audit(4, 3, 1));
        assertThat(ProjectionText.isWell(found)).isFalse();
        assertThat(line(found))
                .contains("2 differences left at 2026-05-01T12:00:00Z (by itself, 1,200 records)")
                .contains("./engram audit schedule --repair");
    }

    @Test
    void shouldBeWellOnceTheyAreRepairedOrTheGenerationIsReplaced() {
        for (var audit : new String[] {audit(4, 3, 3), audit(4, 0, 0), audit(3, 3, 0)}) {
            assertThat(ProjectionText.isWell(projection(audit))).as(audit).isTrue();
            assertThat(line(projection(audit))).contains("0 differences left").doesNotContain("--repair");
        }
    }

    @Test
    void shouldNameWhatCannotBeReadAndTheRemedy() {
        var damaged = projection("""
                "unreadable":{"count":12,"first":[{"collection":"schedule.g4","id":"x","rule":"missing: phase"}]},""");
        assertThat(ProjectionText.isWell(damaged)).isFalse();
        assertThat(line(damaged))
                .contains("schedule.g4 x: missing: phase")
                .contains("12 cannot be read; ./engram audit schedule --repair");
    }
}
