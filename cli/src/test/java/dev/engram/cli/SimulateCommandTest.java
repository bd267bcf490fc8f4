package dev.engram.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulateCommandTest {

    /** Nothing is started for what cannot be done. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --learners 0                    | learners must lie in 1 to 1000, was 0
            --days 731                      | days must lie in 1 to 730, was 731
            --seed -1                       | --seed must be 0 or more, was -1
            --until 2999-01-01T00:00:00Z    | --until must not be in the future
            --until yesterday               | --until
            --scheduler sm2                 | --scheduler
            """)
    void shouldNameTheOptionThatIsWrong(String options, String message) {
        // given
        var arguments = new ArrayList<Object>(List.of("simulate"));
        arguments.addAll(List.of(options.strip().split(" ")));
        // when
        var ran = Commands.run(arguments.toArray());
        // then
        assertThat(ran.code()).isPositive();
        assertThat(ran.err()).contains(message);
    }

    @Test
    void shouldOfferAClassOnTheLocalStackOnly() {
        var ran = Commands.run("demo", "--class", "--compose");
        assertThat(ran.code()).isPositive();
        assertThat(ran.err()).contains("--class works on the local stack only");
    }
}
