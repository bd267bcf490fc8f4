package dev.engram.review.adapter.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.engram.events.Plan;
import dev.engram.kit.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanBodyTest {
    private static PlanBody read(String json) throws JsonProcessingException {
        return JsonMapper.builder().build().readValue(json, PlanBody.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "breaks[0].from|{\"breaks\":[{\"from\":\"+999999999-12-31\",\"to\":\"+999999999-12-31\"}]}",
                "breaks[0].from|{\"breaks\":[{\"from\":\"1969-12-30\",\"to\":\"1970-01-05\"}]}",
                "breaks[0].to|{\"breaks\":[{\"from\":\"9999-12-20\",\"to\":\"+10000-01-02\"}]}",
                "breaks[0].to|{\"breaks\":[{\"from\":\"2026-01-01\",\"to\":\"2027-01-02\"}]}",
                "retentionGoals[0].tag|{\"retentionGoals\":[{\"tag\":\"a\\u0000b\",\"desiredRetention\":0.9}]}",
                "retentionGoals[0].tag|{\"retentionGoals\":[{\"tag\":\"a\\u202Eb\",\"desiredRetention\":0.9}]}",
                "retentionGoals[0].tag|{\"retentionGoals\":[{\"tag\":\"a b\",\"desiredRetention\":0.9}]}",
                "retentionGoals[0].desiredRetention|{\"retentionGoals\":[{\"tag\":\"a\",\"desiredRetention\":0.6999}]}",
                "weightsVersion|{\"weightsVersion\":\"a\\u0000b\"}",
                "weightsVersion|{\"weightsVersion\":\"a\\u202Eb\"}",
                "weightsVersion|{\"weightsVersion\":\" \"}",
            })
    void shouldNameTheFieldThatBreaksARule(String field, String json) throws JsonProcessingException {
        var body = read(json);
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> body.over(Plan.DEFAULT))
                .satisfies(refused -> assertThat(refused.problem().field()).isEqualTo(field));
    }

    @Test
    void shouldTakeWhatKeepsTheRules() throws JsonProcessingException {
        // when
        var plan = read("""
                {"weightsVersion":"fit 7","breaks":[{"from":"2026-01-01","to":"2027-01-01"}],
                 "retentionGoals":[{"tag":"a::b","desiredRetention":0.7},{"tag":"c","desiredRetention":0.99}]}""").over(Plan.DEFAULT);
        // then
        assertThat(plan.weightsVersion()).isEqualTo("fit 7");
        assertThat(plan.studyOptions().breaks()).hasSize(1);
        assertThat(plan.studyOptions().retentionGoals()).hasSize(2);
    }
}
