package dev.engram.cli.bench.ingest;

import dev.engram.cli.bench.ingest.IngestStack.Learner;
import dev.engram.events.CardId;
import dev.engram.events.ReviewRecorded;
import dev.engram.events.ReviewRecorded.Origin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** From the acknowledgement of a review by one client until another client's stream of changes names its card. */
final class StreamDelay {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final ReviewClient client;
    private final Learner learner;
    private final Map<String, CountDownLatch> awaited = new ConcurrentHashMap<>();
    private final Map<String, Long> arrived = new ConcurrentHashMap<>();

    StreamDelay(ReviewClient client, Learner learner) {
        this.client = client;
        this.learner = learner;
    }

    /**
     * Sends one review of each card, one after the other.
     *
     * @param cards that nobody else answers meanwhile
     * @return null where the services have no such stream
     */
    @Nullable
    Latencies measure(List<CardId> cards) throws IOException, InterruptedException {
        HttpResponse<InputStream> stream = client.http()
                .send(
                        client.request("/api/v1/changes/stream", learner.token())
                                .header("Accept", "text/event-stream")
                                .build(),
                        BodyHandlers.ofInputStream());
        if (stream.statusCode() == 404) {
            stream.body().close();
            return null;
        }
        if (stream.statusCode() != 200) {
            throw new IOException("the stream of changes was answered " + stream.statusCode());
        }
        Thread reader = Thread.ofVirtual().start(() -> read(stream.body()));
        try {
            settle();
            long[] nanos = new long[cards.size()];
            for (int i = 0; i < nanos.length; i++) {
                nanos[i] = delay(cards.get(i));
            }
            return Latencies.of(nanos);
        } finally {
            stream.body().close();
            reader.join(Duration.ofSeconds(2));
        }
    }

    /** What was changed before comes first. */
    private void settle() throws InterruptedException {
        long[] size = {-1};
        BooleanSupplier quiet = () -> size[0] == (size[0] = arrived.size());
        do {
            Thread.sleep(700);
        } while (!quiet.getAsBoolean());
    }

    private long delay(CardId card) throws IOException, InterruptedException {
        CountDownLatch latch = new CountDownLatch(1);
        awaited.put(card.toString(), latch);
        List<ReviewRecorded> review = new ReviewPayloads(List.of(card)).next(learner.id(), 1, Origin.LIVE);
        client.record(learner.token(), ReviewPayloads.body(review), 1);
        long acknowledged = System.nanoTime();
        if (!latch.await(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException("a review was not on the stream of changes within " + LONGEST.toSeconds() + " s");
        }
        long at = arrived.getOrDefault(card.toString(), acknowledged);
        return Math.max(0, at - acknowledged); // it may arrive before the answer does
    }

    private void read(InputStream events) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(events, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("data:")) {
                    long now = System.nanoTime();
                    for (int at = line.indexOf("\"cardId\":\""); at >= 0; at = line.indexOf("\"cardId\":\"", at + 1)) {
                        note(line.substring(at + 10, at + 46), now);
                    }
                }
            }
        } catch (IOException | IndexOutOfBoundsException ended) {
            // the measurement waits in vain then, and says so
        }
    }

    private void note(String card, long now) {
        CountDownLatch latch = awaited.get(card);
        if (latch == null) {
            arrived.put(card, 0L);
        } else {
            arrived.put(card, now);
            latch.countDown();
        }
    }
}
