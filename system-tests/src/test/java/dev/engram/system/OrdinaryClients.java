package dev.engram.system;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Map<String, List<Long>> millis = new ConcurrentHashMap<>();
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
            served("queue", () -> running.api().get("/queue?limit=5", token(client)));
            var batch = reviews.batch(3, random);
            reviews.remember(served("reviews", () -> reviews.send(client, batch)));
            if (turn % 5 == 0) {
                served("mastery", () -> running.api().get("/mastery/tags", token(client)));
            }
            if (turn % 10 == 0) {
                served("cards", () -> running.api().get("/decks/" + deck.id() + "/cards", token(client)));
            }
            Thread.sleep(100 + random.nextInt(400));
        }
    }

    /** The time until a request is served, refusals and what is sent again included. */
    private Api.Answer served(String kind, Api.Call call) throws InterruptedException {
        long start = System.nanoTime();
        var answer = Api.patiently(LONGEST, () -> {
            var once = call.once();
            if (once.status() != 200) {
                refused.incrementAndGet();
            }
            return once;
        });
        millis.computeIfAbsent(kind, _ -> Collections.synchronizedList(new ArrayList<>()))
                .add((System.nanoTime() - start) / 1_000_000);
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
        return all().size();
    }

    private List<Long> all() {
        return millis.values().stream().flatMap(List::stream).toList();
    }

    int refused() {
        return refused.get();
    }

    /** @param share of the requests that took at most the time given back, from 0 to 1 */
    long millis(double share) {
        return millis(share, all());
    }

    private static long millis(double share, List<Long> of) {
        return of.stream().sorted().toList().get((int) Math.ceil(share * of.size()) - 1);
    }

    /** Of each kind of request: how many, and the time within which half and 99 % of them were served. */
    String table() {
        var table = new StringBuilder();
        new TreeMap<>(millis)
                .forEach((kind, of) -> table.append("%-10s %5d, half within %4d ms, 99 %% within %5d ms%n"
                        .formatted(kind, of.size(), millis(0.5, of), millis(0.99, of))));
        return table.toString();
    }

    @Override
    public void close() {
        ended = true;
        threads.close();
    }
}
