package dev.engram.analytics.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.engram.analytics.domain.Horizon;
import dev.engram.analytics.domain.TagMastery;
import dev.engram.events.CardId;
import dev.engram.events.Tag;
import dev.engram.scheduler.CardState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;

/**
 * Known answers for the demo, made by {@code tools/mastery_reference.py} (Python 3.11.7) with the arguments that stand in
 * the file as {@code madeBy}.
 */
public final class Golden {

    /** Two programs sum and raise to powers in different ways; measured difference below 1e-12. */
    public static final Offset<Double> TOLERANCE = within(1e-9);

    private static final ObjectMapper JSON = new ObjectMapper();

    private Golden() {}

    /** The mastery table of one moment and horizon. */
    public record Table(JsonNode json) {

        public Instant asOf() {
            return Instant.parse(json.get("asOf").asText());
        }

        public Horizon horizon() {
            return new Horizon(json.get("horizonDays").asDouble());
        }

        /** The rows by tag, as the service writes them. */
        public List<JsonNode> tags() {
            return each(json.get("tags")).toList();
        }

        /** The cards of the deck with their tags. */
        public Map<CardId, List<Tag>> cards() {
            return cardRows()
                    .collect(Collectors.toMap(
                            row -> Demo.card(row.get("card").asInt()),
                            row -> Stream.of(row.get("tags").asText().split(" "))
                                    .map(Tag::new)
                                    .toList()));
        }

        public Stream<JsonNode> cardRows() {
            return each(json.get("cards"));
        }

        @Override
        public String toString() {
            return asOf() + " + " + horizon().days() + " days";
        }
    }

    public static Path file() {
        return Path.of("src/test/resources/demo/mastery.golden.json");
    }

    public static List<Table> tables() {
        return each(read().get("tables")).map(Table::new).toList();
    }

    public static List<String> madeBy() {
        return List.of(read().get("madeBy").asText().split(" "));
    }

    /** Fails unless each row says what the reference says. */
    public static void assertEqual(List<TagMastery> rows, Table table) {
        assertThat(rows).hasSameSizeAs(table.tags());
        for (int i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            var expected = table.tags().get(i);
            var name = "%s of %s: ".formatted(row.tag(), table);
            assertThat(row.tag()).isEqualTo(expected.get("tag").asText());
            near(name + "mastery", row.mastery(), expected.get("mastery"));
            near(name + "recallNow", row.recallNow(), expected.get("recallNow"));
            near(name + "estimatedKnowledge", row.estimatedKnowledge(), expected.get("estimatedKnowledge"));
            near(name + "coverage", row.coverage(), expected.get("coverage"));
            assertThat(row.cards()).isEqualTo(expected.get("cards").asInt());
            assertThat(row.seen()).isEqualTo(expected.get("seen").asInt());
            assertThat(row.due()).as(name + "due").isEqualTo(expected.get("due").asInt());
            assertThat(row.level().label()).isEqualTo(expected.get("level").asText());
            var observed = expected.get("observedRetention");
            assertThat(row.observedRetention().n()).isEqualTo(observed.get("n").asLong());
            if (observed.get("n").asLong() == 0) {
                assertThat(row.observedRetention().value()).isNull();
            } else {
                near(name + "observed", row.observedRetention().value(), observed.get("value"));
                near(name + "low", row.observedRetention().wilson().low(), observed.get("low"));
                near(name + "high", row.observedRetention().wilson().high(), observed.get("high"));
            }
        }
    }

    /** Fails unless the state of a card is that of the reference. */
    public static void assertEqual(CardState state, JsonNode row) {
        var name = "card " + row.get("card").asInt();
        assertThat(state.phase().name()).as(name).isEqualTo(row.get("phase").asText());
        assertThat(state.step()).as(name).isEqualTo(row.get("step").asInt());
        near(name + " stability", state.stabilityDays(), row.get("stabilityDays"));
        near(name + " difficulty", state.difficulty(), row.get("difficulty"));
        same(name, state.lastReviewAt(), instant(row.get("lastReviewAt")));
        same(name, state.dueAt(), instant(row.get("dueAt")));
        same(name, state.lastReview(), row.get("lastReview").textValue());
        assertThat(state.intervalDays())
                .as(name)
                .isEqualTo(row.get("intervalDays").asInt());
        assertThat(state.reviews()).as(name).isEqualTo(row.get("reviews").asInt());
        assertThat(state.lapses()).as(name).isEqualTo(row.get("lapses").asInt());
        assertThat(state.retentionAnswers())
                .as(name)
                .isEqualTo(row.get("retentionAnswers").asInt());
        assertThat(state.retentionSuccesses())
                .as(name)
                .isEqualTo(row.get("retentionSuccesses").asInt());
    }

    private static void same(String name, @Nullable Object actual, @Nullable Object expected) {
        assertThat(String.valueOf(actual)).as(name).isEqualTo(String.valueOf(expected));
    }

    private static @Nullable Instant instant(JsonNode text) {
        return text.isNull() ? null : Instant.parse(text.asText());
    }

    private static void near(String name, double actual, JsonNode expected) {
        assertThat(actual).as(name).isCloseTo(expected.asDouble(), TOLERANCE);
    }

    private static JsonNode read() {
        try {
            return JSON.readTree(Files.readString(file()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
