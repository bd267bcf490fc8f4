package dev.engram.system.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.engram.system.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that were made for the released document go on working. */
class BreakingChangesTest {
    private static final Path DOCS = Checkout.root().resolve("docs");
    private static final Path RELEASED = DOCS.resolve("openapi-released.yaml");

    private static ObjectNode released() throws IOException {
        return ApiDocument.read(Files.readString(RELEASED));
    }

    @Test
    void shouldNotBreakClientsOfTheReleasedDocument() throws IOException {
        // given
        if (Boolean.getBoolean("engram.api.release")) {
            Files.copy(DOCS.resolve("openapi.yaml"), RELEASED, StandardCopyOption.REPLACE_EXISTING);
        }
        // when
        var changes = BreakingChanges.between(released(), ApiDocument.of(Checkout.root()));
        // then
        assertThat(changes)
                .as(
                        "clients of docs/openapi-released.yaml would break; add beside what there is instead, or for a release that"
                                + " breaks them on purpose: `./engram test api --release`")
                .isEmpty();
    }

    static Stream<Named<Consumer<ObjectNode>>> breakingChanges() {
        return Stream.of(
                change("a call is gone", api -> path(api, "/paths").remove("/api/v1/plan")),
                change(
                        "a method is gone",
                        api -> path(api, "/paths/~1api~1v1~1decks").remove("post")),
                change(
                        "an answer lacks a field",
                        api -> path(api, "/components/schemas/Deck/properties").remove("title")),
                change(
                        "a field of an answer has another type",
                        api -> path(api, "/components/schemas/Deck/properties/version")
                                .put("type", "string")),
                change(
                        "a field of a body is required now",
                        api -> ((ArrayNode) api.at("/components/schemas/Review/required")).add("durationMs")),
                change(
                        "a body does not take a field any more",
                        api -> path(api, "/components/schemas/Review/properties")
                                .remove("origin")),
                change(
                        "a value of a body is not taken any more",
                        api -> ((ArrayNode) api.at("/components/schemas/Rating/enum")).remove(0)),
                change(
                        "a call has another name",
                        api -> path(api, "/paths/~1api~1v1~1plan/get").put("operationId", "plan")),
                change(
                        "a parameter is gone",
                        api -> ((ArrayNode) api.at("/paths/~1api~1v1~1decks/get/parameters")).remove(0)));
    }

    private static Named<Consumer<ObjectNode>> change(String name, Consumer<ObjectNode> change) {
        return Named.of(name, change);
    }

    private static ObjectNode path(ObjectNode document, String pointer) {
        return (ObjectNode) document.at(pointer);
    }

    @ParameterizedTest
    @MethodSource("breakingChanges")
    void shouldFindWhatBreaksClients(Consumer<ObjectNode> change) throws IOException {
        // given
        var now = released();
        // when
        change.accept(now);
        // then
        assertThat(BreakingChanges.between(released(), now)).isNotEmpty();
    }

    @Test
    void shouldLetTheApiGrow() throws IOException {
        // given
        var now = released();
        // when
        path(now, "/paths")
                .set("/api/v1/plans", now.at("/paths/~1api~1v1~1plan").deepCopy());
        path(now, "/components/schemas/Deck/properties").putObject("subtitle").put("type", "string");
        path(now, "/components/schemas/Review/properties").putObject("place").put("type", "string");
        // then
        assertThat(BreakingChanges.between(released(), now)).isEmpty();
    }
}
