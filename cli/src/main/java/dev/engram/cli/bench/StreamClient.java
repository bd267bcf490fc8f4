package dev.engram.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.engram.cli.api.EngramApi;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One client that listens to the stream of changes, and connects again where it ended. Notes when it saw which review. */
final class StreamClient implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String ID = "id: ";
    private static final String DATA = "data: ";

    private final EngramApi learner;

    // all guarded by this
    private final Map<String, Long> seen = new HashMap<>();
    private @Nullable InputStream body;
    private @Nullable IOException failure;
    private String last = "";
    private boolean begun;
    private boolean closed;

    private StreamClient(EngramApi learner) {
        this.learner = learner;
    }

    static StreamClient open(EngramApi learner) {
        StreamClient client = new StreamClient(learner);
        Thread.ofVirtual().start(client::run);
        return client;
    }

    private void run() {
        try {
            while (listen()) {
                // it ends with its token
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return whether to connect again */
    private boolean listen() throws InterruptedException {
        try {
            HttpResponse<InputStream> response = learner.stream("/changes/stream", cursor());
            synchronized (this) {
                body = response.body();
                if (closed) {
                    return false;
                }
            }
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                String id = "";
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith(ID)) {
                        id = line.substring(ID.length());
                    } else if (line.startsWith(DATA)) {
                        took(id, JSON.readTree(line.substring(DATA.length())));
                    }
                }
            }
            return !isClosed();
        } catch (IOException broken) {
            synchronized (this) {
                failure = broken;
                notifyAll();
            }
            return false;
        }
    }

    private synchronized String cursor() {
        return last;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void took(String id, JsonNode page) {
        long now = System.nanoTime();
        last = id;
        page.path("schedules")
                .forEach(schedule ->
                        seen.putIfAbsent(schedule.at("/state/lastReview").asText(), now));
        begun |= !page.path("more").asBoolean();
        notifyAll();
    }

    /** Returns when it was told all that was there before. */
    synchronized void awaitBegun(Duration atMost) throws IOException, InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!begun) {
            await(end, "the stream did not begin");
        }
    }

    /** When it saw a review, by {@link System#nanoTime()}. */
    synchronized long awaitReview(String id, Duration atMost) throws IOException, InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (true) {
            Long at = seen.get(id);
            if (at != null) {
                return at;
            }
            await(end, "the stream did not tell of review " + id);
        }
    }

    private synchronized void await(long end, String otherwise) throws IOException, InterruptedException {
        if (failure != null) {
            throw new IOException("the stream broke", failure);
        }
        long left = end - System.nanoTime();
        if (left <= 0) {
            throw new IOException(otherwise);
        }
        wait(left / 1_000_000 + 1);
    }

    @Override
    public void close() {
        InputStream open;
        synchronized (this) {
            closed = true;
            open = body;
        }
        if (open != null) {
            try {
                open.close();
            } catch (IOException broken) {
                // it is closed
            }
        }
    }
}
