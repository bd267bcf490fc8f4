package dev.engram.events.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocatorKindTest {

    @ParameterizedTest
    @CsvSource({
        "timestamp,9:00,true",
        "timestamp,123:59,true",
        "timestamp,1:02:03,true",
        "timestamp,9:75,false",
        "timestamp,banana,false",
        "timestamp,9:00-11:00,false",
        "figure,15.27,true",
        "figure,3,true",
        "figure,15.,false",
        "figure,Figure 3,false",
        "equation,(15.34),true",
        "equation,[1],true",
        "equation,15.34,true",
        "equation,(1],false",
        "section,15.5.4,true",
        "section,１,false",
    })
    void shouldTakeWhatADeckFileCanSay(String kind, String value, boolean taken) {
        assertThat(LocatorKind.named(kind).orElseThrow().takes(value)).isEqualTo(taken);
    }

    @Test
    void shouldKnowKindsByTheirExactNames() {
        assertThat(LocatorKind.named("Figure")).isEmpty();
        assertThat(LocatorKind.named("page")).isEmpty();
        assertThat(LocatorKind.names()).isEqualTo("timestamp, figure, equation, section");
    }
}
