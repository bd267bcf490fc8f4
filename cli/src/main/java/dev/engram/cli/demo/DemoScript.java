package dev.engram.cli.demo;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reviews of the demo: a committed file with fixed ids and times, which can be moved by whole days. All figures stay the
 * same then, since they depend on the time between events only.
 *
 * @param asOf the time for which mastery is shown
 * @param deckFile path of the deck file in the checkout
 * @param shown numbers of the cards in their deck, from 1, whose history is printed
 * @param batches in the order in which they are sent
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DemoScript(String asOf, String deckFile, List<Integer> shown, List<Batch> batches) {

    private static final Duration DAY = Duration.ofDays(1);

    public DemoScript {
        shown = List.copyOf(shown);
        batches = List.copyOf(batches);
    }

    /**
     * One request of one client.
     *
     * @param repeatOf name of the batch that is sent a second time
     * @param note what is special about it
     * @param reviews as in the API, but with {@code card} (number in the deck, from 1) and {@code question} instead of ids
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Batch(
            @JsonProperty("batch") String name,
            String client,
            @Nullable String repeatOf,
            @Nullable String note,
            List<ObjectNode> reviews) {
        public Batch {
            reviews = List.copyOf(reviews);
        }
    }

    /** The same script, {@code days} later. */
    DemoScript movedBy(long days) {
        return new DemoScript(
                moved(asOf, days),
                deckFile,
                shown,
                batches.stream()
                        .map(batch -> new Batch(
                                batch.name(),
                                batch.client(),
                                batch.repeatOf(),
                                batch.note(),
                                batch.reviews().stream()
                                        .map(review -> moved(review, days))
                                        .toList()))
                        .toList());
    }

    /** How many days later this script has to be played so that its {@code asOf} is the last one before {@code now}. */
    long daysUntil(Instant now) {
        return Math.floorDiv(Duration.between(Instant.parse(asOf), now).toMillis(), DAY.toMillis());
    }

    private static ObjectNode moved(ObjectNode review, long days) {
        ObjectNode moved = review.deepCopy();
        for (String time : List.of("reviewedAt", "dueAt")) {
            if (moved.has(time)) {
                moved.put(time, moved(moved.path(time).asText(), days));
            }
        }
        return moved;
    }

    private static String moved(String time, long days) {
        return Instant.parse(time).plus(DAY.multipliedBy(days)).toString();
    }

    /** The script of this version. */
    public static DemoScript load() throws IOException {
        try (InputStream in = DemoScript.class.getResourceAsStream("/demo/reviews.json")) {
            return new JsonMapper().readValue(in, DemoScript.class);
        }
    }
}
