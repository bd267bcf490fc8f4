package dev.engram.system;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Learners who study as people do, each at a client of its own: queue, reviews, mastery, cards, with pauses between. */
final class OrdinaryClients implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private final RunningStack running;
    private final RunningStack.Deck deck;
    private final AcknowledgedReviews reviews;
    private final int clients;
    private final List<Long> millis = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger refused = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> loops = new ArrayList<>();
    private volatile boolean ended;

    OrdinaryClients(RunningStack running, RunningStack.Deck deck, AcknowledgedReviews reviews, int clients) {
        this.running = running;
        this.deck = deck;
        this.reviews = reviews;
        this.clients = clients;
    }

    void start(long seed) throws IOException, InterruptedException {
        for (int client = 0; client < clients; client++) {
            int number = client;
            running.api()
                    .put("/decks/" + deck.id() + "/membership", token(number))
                    .expect(200);
            loops.add(threads.submit(() -> {
                study(number, new Random(seed + number));
                return null;
            }));
        }
    }

    private String token(int client) {
        return reviews.learner(client).token().get();
    }

    private void study(int client, Random random) throws InterruptedException {
        for (int turn = 0; !ended; turn++) {
            served(() -> running.api().get("/queue?limit=5", token(client)));
            var batch = reviews.batch(3, random);
            reviews.remember(served(() -> reviews.send(client, batch)));
            if (turn % 5 == 0) {
                served(() -> running.api().get("/mastery/tags", token(client)));
            }
            if (turn % 10 == 0) {
                served(() -> running.api().get("/decks/" + deck.id() + "/cards", token(client)));
            }
            Thread.sleep(100 + random.nextInt(400));
        }
    }

    /** The time until a request is served, refusals and what is sent again included. */
    private Api.Answer served(Api.Call call) throws InterruptedException {
        long start = System.nanoTime();
        var answer = Api.patiently(LONGEST, () -> {
            var once = call.once();
            if (once.status() != 200) {
                refused.incrementAndGet();
            }
            return once;
        });
        millis.add((System.nanoTime() - start) / 1_000_000);
        return answer;
    }

    /** Ends all clients; fails if one of them failed. */
    void end() throws InterruptedException, ExecutionException {
        ended = true;
        for (var loop : loops) {
            loop.get();
        }
    }

    int requests() {
        return millis.size();
    }

    int refused() {
        return refused.get();
    }

    /** @param share of the requests that took at most the time given back, from 0 to 1 */
    long millis(double share) {
        var sorted = millis.stream().sorted().toList();
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }

    @Override
    public void close() {
        ended = true;
        threads.close();
    }
}
