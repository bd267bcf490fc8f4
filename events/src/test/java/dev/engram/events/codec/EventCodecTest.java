package dev.engram.events.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.events.LearnerEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventCodecTest {

    private static final String RECORDED = "engram.review.recorded.v1";

    @Test
    void shouldIgnoreFieldsItDoesNotKnow() {
        // when
        var read = decodeChanged(fields -> fields.put("mood", "tired"));
        // then
        assertThat(read).isEqualTo(new Decoded.Event<>(Samples.learnerEvents().get(RECORDED)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rating|\"GREAT\"|rating",
                "rating|3|rating",
                "cardId|\"42\"|cardId must be a UUID",
                "cardId|null|cardId is missing",
                "clientSeq|-1|clientSeq must be at least 0",
                "clientSeq|\"7\"|clientSeq",
                "clientSeq|1.5|clientSeq",
                "at|\"yesterday\"|at",
                "durationMs|-5|durationMs must be at least 0",
                "clientId|\"my phone\"|clientId must have 1 to 64 characters",
            })
    void shouldNameTheFieldAndTheRuleThatAnEventBreaks(String field, String json, String message) {
        // when
        var read = decodeChanged(fields -> fields.set(field, tree(json)));
        // then
        assertThat(read).isInstanceOfSatisfying(Decoded.Undecodable.class, broken -> {
            assertThat(broken.reason()).isEqualTo("invalid-field");
            assertThat(broken.detail()).contains(message);
        });
    }

    @Test
    void shouldNameARequiredFieldThatIsMissing() {
        // when
        var read = decodeChanged(fields -> fields.remove("rating"));
        // then
        assertThat(read)
                .isInstanceOfSatisfying(
                        Decoded.Undecodable.class,
                        broken -> assertThat(broken.detail()).contains("rating is missing"));
    }

    @Test
    void shouldAnswerWhatItCannotReadAndThrowNothing() {
        // given
        var codec = LearnerEvents.codec();
        var type = headers(RECORDED);
        // then
        assertThat(reason(codec.decode(Map.of(), "{}".getBytes(UTF_8)))).isEqualTo("missing-type");
        assertThat(reason(codec.decode(headers("engram.review.recorded.v99"), "{}".getBytes(UTF_8))))
                .isEqualTo("unknown-type");
        assertThat(reason(codec.decode(type, "{\"at\":".getBytes(UTF_8)))).isEqualTo("malformed-json");
        assertThat(reason(codec.decode(type, "[]".getBytes(UTF_8)))).isEqualTo("malformed-json");
        assertThat(reason(codec.decode(type, new byte[0]))).isEqualTo("malformed-json");
        assertThat(reason(codec.decode(type, null))).isEqualTo("malformed-json");
    }

    @ParameterizedTest
    @CsvSource({"ce_source,urn:somebody:else", "ce_source,", "ce_specversion,0.3", "ce_specversion,"})
    void shouldNotReadWhatAnotherProducerHasWritten(String header, String value) {
        // given
        var headers = new HashMap<>(headers(RECORDED));
        headers.put(header, value);
        headers.values().removeIf(Objects::isNull);
        var good = GoldenFilesTest.golden(RECORDED).get("value").toString().getBytes(UTF_8);
        // when
        var read = LearnerEvents.codec().decode(headers, good);
        // then
        assertThat(reason(read)).isEqualTo("foreign-source");
        assertThat(((Decoded.Undecodable<?>) read).detail()).contains(header, value == null ? "missing" : value);
    }

    @Test
    void shouldGiveTheSameBytesWhateverTheOrderOfFieldsOnTheWire() {
        // given
        var codec = LearnerEvents.codec();
        var fields = (ObjectNode) GoldenFilesTest.golden(RECORDED).get("value");
        var reversed = ContractJson.MAPPER.createObjectNode();
        fields.fieldNames().forEachRemaining(name -> reversed.set(name, fields.get(name)));
        // when
        var read = codec.decode(headers(RECORDED), reversed.toString().getBytes(UTF_8));
        // then
        assertThat(read)
                .isInstanceOfSatisfying(
                        Decoded.Event.class,
                        event -> assertThat(codec.canonical((LearnerEvent) event.event()))
                                .isEqualTo(fields.toString().getBytes(UTF_8)));
    }

    private static Map<String, String> headers(String type) {
        return Map.of("ce_type", type, "ce_source", "urn:engram:review-service", "ce_specversion", "1.0");
    }

    private static String reason(Decoded<?> read) {
        assertThat(read).isInstanceOf(Decoded.Undecodable.class);
        return ((Decoded.Undecodable<?>) read).reason();
    }

    private static com.fasterxml.jackson.databind.JsonNode tree(String json) {
        try {
            return ContractJson.MAPPER.readTree(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException broken) {
            throw new IllegalArgumentException(broken);
        }
    }

    private static Decoded<LearnerEvent> decodeChanged(Consumer<ObjectNode> change) {
        var fields = (ObjectNode) GoldenFilesTest.golden(RECORDED).get("value").deepCopy();
        change.accept(fields);
        return LearnerEvents.codec().decode(headers(RECORDED), fields.toString().getBytes(UTF_8));
    }
}
