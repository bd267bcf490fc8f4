package dev.engram.events.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.events.DeckEvent;
import dev.engram.events.LearnerEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What stands in a log for ever can be read for ever. A golden file is written by hand when a version is published
 * ({@code {"key", "headers", "value"}}, the value in its canonical form) and never changed after.
 */
class GoldenFilesTest {

    static Stream<String> learnerTypes() {
        return Samples.learnerEvents().keySet().stream();
    }

    static Stream<String> deckTypes() {
        return Samples.deckEvents().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("learnerTypes")
    void shouldReadAndWriteLearnerEventsAsTheGoldenFileSays(String type) {
        shouldMatch(LearnerEvents.codec(), type, Samples.learnerEvents().get(type));
    }

    @ParameterizedTest
    @MethodSource("deckTypes")
    void shouldReadAndWriteDeckEventsAsTheGoldenFileSays(String type) {
        shouldMatch(DeckEvents.codec(), type, Samples.deckEvents().get(type));
    }

    @Test
    void shouldHaveAGoldenFileForEveryEventOfTheContract() {
        // given
        var contract = Stream.concat(leaves(LearnerEvent.class), leaves(DeckEvent.class));
        // when
        var covered = Stream.concat(Samples.learnerEvents().values().stream(), Samples.deckEvents().values().stream())
                .map(Object::getClass)
                .toList();
        // then
        assertThat(covered).containsExactlyInAnyOrderElementsOf(contract.toList());
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(GoldenFilesTest::leaves)
                : Stream.of(type);
    }

    private static <E> void shouldMatch(EventCodec<E> codec, String type, E event) {
        // given
        var golden = golden(type);
        Map<String, String> headers = ContractJson.MAPPER.convertValue(
                golden.get("headers"),
                ContractJson.MAPPER.getTypeFactory().constructMapType(Map.class, String.class, String.class));
        var value = ((ObjectNode) golden.get("value")).toString().getBytes(StandardCharsets.UTF_8);
        // when
        var written = codec.encode(event);
        var read = codec.decode(headers, value);
        // then
        assertThat(read).isEqualTo(new Decoded.Event<>(event));
        assertThat(new String(written.value(), StandardCharsets.UTF_8))
                .isEqualTo(new String(value, StandardCharsets.UTF_8));
        assertThat(written.headers()).isEqualTo(headers);
        assertThat(written.key()).isEqualTo(golden.get("key").asText());
        assertThat(headers.keySet())
                .isEqualTo(Set.of(
                        "ce_specversion",
                        "ce_id",
                        "ce_type",
                        "ce_source",
                        "ce_time",
                        "ce_partitionkey",
                        "content-type"));
    }

    static JsonNode golden(String type) {
        try (var file = GoldenFilesTest.class.getResourceAsStream("/golden/" + type + ".golden.json")) {
            assertThat(file).as("golden file of " + type).isNotNull();
            return ContractJson.MAPPER.readTree(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
