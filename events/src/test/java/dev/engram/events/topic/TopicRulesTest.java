package dev.engram.events.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicRulesTest {

    @ParameterizedTest
    @CsvSource({"1", "3"})
    void shouldAcceptTheSettingsItCreatesTopicsWith(int replicationFactor) {
        assertThat(TopicRules.violations(Topics.REVIEWS, 12, replicationFactor, Topics.settings(replicationFactor)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1,cleanup.policy,compact",
        "1,retention.ms,604800000",
        "1,retention.bytes,1073741824",
        "3,unclean.leader.election.enable,true",
        "3,min.insync.replicas,1"
    })
    void shouldNameTheSettingThatCouldLoseEvents(int replicationFactor, String setting, String value) {
        // given
        var settings = new HashMap<>(Topics.settings(replicationFactor));
        settings.put(setting, value);
        // when
        var violations = TopicRules.violations(Topics.REVIEWS, 12, replicationFactor, settings);
        // then
        assertThat(violations).singleElement().satisfies(violation -> {
            assertThat(violation.setting()).isEqualTo(setting);
            assertThat(violation.found()).isEqualTo(value);
            assertThat(violation.remedy())
                    .contains(
                            "./engram topic repair engram.reviews",
                            "--alter --topic engram.reviews --add-config " + setting);
            assertThat(violation.isCorrectable()).isTrue();
        });
    }

    @Test
    void shouldRefuseAnotherNumberOfPartitionsAndSettingsItCannotSee() {
        assertThat(TopicRules.violations(Topics.CARDS, 1, 1, Map.of()))
                .extracting(TopicRules.Violation::setting)
                .containsExactly("partitions", "cleanup.policy", "retention.ms", "retention.bytes");
    }
}
