package dev.engram.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContractRulesTest {

    @ParameterizedTest
    @ValueSource(strings = {"attention", "CNNs", "ml::attention", "a", "größe", "15.4", "C++", "a:b"})
    void shouldTakeATag(String text) {
        assertThat(Tag.of(text).value()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two words", "tab\there", "no\u00a0break", "bell\u0007", "::a", "a::", "a::::b"})
    void shouldRefuseATag(String text) {
        assertThatThrownBy(() -> Tag.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tag");
    }

    @Test
    void shouldBoundATagByCharactersNotByChars() {
        assertThat(Tag.of("😀".repeat(64)).value()).hasSize(128);
        assertThatThrownBy(() -> Tag.of("😀".repeat(65))).hasMessageContaining("at most 64 characters");
    }

    @Test
    void shouldCompareTagsWithoutCaseAndForm() {
        assertThat(Tag.of("cnns").key()).isEqualTo(Tag.of("CNNs").key());
        assertThat(Tag.of("Stra\u00dfe").key()).isEqualTo(Tag.of("STRASSE").key());
        assertThat(Tag.of("e\u0301t\u00e9")).isEqualTo(Tag.of("\u00e9t\u00e9"));
    }

    @Test
    void shouldNestTags() {
        assertThat(Tag.of("ml::nn::attention").withAncestors())
                .containsExactly(Tag.of("ml::nn::attention"), Tag.of("ml::nn"), Tag.of("ml"));
    }

    @Test
    void shouldRefuseACardThatRepeatsATagInAnotherCase() {
        assertThatThrownBy(() -> new CardContent("Q", null, List.of(Tag.of("CNNs"), Tag.of("cnns")), null, null))
                .hasMessageContaining("must not repeat: cnns");
    }

    @Test
    void shouldMakeTimeOrderedIds() {
        // when
        var first = new EventId(Ids.v7());
        var second = new EventId(Ids.v7());
        // then
        assertThat(Ids.isV7(first.value())).isTrue();
        assertThat(first).isLessThan(second);
    }

    @Test
    void shouldNameTheSameThingAlike() {
        // vector of RFC 9562, appendix A.4: www.example.com in the DNS namespace
        assertThat(Ids.v5(UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "www.example.com"))
                .isEqualTo(UUID.fromString("2ed6657d-e927-568b-95e1-2665a8aea6a2"));
    }

    @Test
    void shouldOrderIdsAsTheirTextIsOrdered() {
        var low = EventId.parse("7fffffff-0000-7000-8000-000000000000");
        var high = EventId.parse("80000000-0000-7000-8000-000000000000");
        assertThat(low).isLessThan(high);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1-1-1-1-1",
                "0191f3a0-6b1c-7d2e-8a4f-5b6c7d8e9f0",
                "0191f3a06b1c7d2e8a4f5b6c7d8e9f000000",
                "0191f3a0-6b1c-7d2e-8a4f-5b6c7d8e9f0g"
            })
    void shouldRefuseWhatIsNoUuid(String text) {
        assertThatThrownBy(() -> CardId.parse(text)).hasMessageContaining("cardId must be a UUID");
    }

    @Test
    void shouldNotPrintAWholeLearnerId() {
        var learner = LearnerId.parse("3f8e2c51-7d0a-4b9e-8c11-5a6b7c8d9e0f");
        assertThat(learner).hasToString("learner:7c8d9e0f");
    }
}
