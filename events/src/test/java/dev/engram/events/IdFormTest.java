package dev.engram.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdFormTest {
    private static final String ID = "0191f3a0-6b1c-7d2e-8a4f-5b6c7d8e9f00";

    @Test
    void shouldReadIdsInLowerAndUpperCase() {
        assertThat(Ids.parse(ID, "id")).isEqualTo(UUID.fromString(ID));
        assertThat(Ids.parse("0191F3A0-6B1C-7D2E-8A4F-5B6C7D8E9F00", "id")).isEqualTo(UUID.fromString(ID));
    }

    @Test
    void shouldRefuseAnyOtherCharacterAtAnyPlace() {
        for (int i = 0; i < ID.length(); i++) {
            for (char wrong :
                    new char[] {'g', 'G', '/', ':', '@', '`', ' ', '\u0660', ID.charAt(i) == '-' ? '0' : '-'}) {
                var text = ID.substring(0, i) + wrong + ID.substring(i + 1);
                assertThatIllegalArgumentException().as(text).isThrownBy(() -> Ids.parse(text, "id"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1-1-1-1-1", ID + "0", "0191f3a06b1c7d2e8a4f5b6c7d8e9f00"})
    void shouldRefuseOtherLengths(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ids.parse(text, "cardId"))
                .withMessageStartingWith("cardId must be a UUID such as");
    }

    @Test
    void shouldTakeClientsOfOneToSixtyFourLettersDigitsAndMarks() {
        for (var name : new String[] {"p", "Phone-2_b.c", "x".repeat(64), "azAZ09._-"}) {
            assertThat(new ClientId(name).value()).isEqualTo(name);
        }
        for (var name :
                new String[] {"", "x".repeat(65), "a b", "\u00e4", "a/b", "a@b", "a[b", "a`b", "a{b", "a:b", "a\n"}) {
            assertThatIllegalArgumentException().as(name).isThrownBy(() -> new ClientId(name));
        }
    }
}
