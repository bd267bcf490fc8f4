package dev.engram.system;

import dev.engram.system.HostileKinds.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients who send a seeded mixture of hostile and heavy requests to the gateway of a stack, and what was answered to them. */
final class HostileClients {

    private static final int LONGEST_PAUSE_MILLIS = 600;

    private final HostileRequests requests;
    private final HostileKinds kinds;
    private final Map<String, Map<Integer, Integer>> statuses = new ConcurrentHashMap<>();
    private final List<String> notAllowed = Collections.synchronizedList(new ArrayList<>());

    HostileClients(RunningStack running) {
        this.requests = new HostileRequests(running.stack().url());
        this.kinds = new HostileKinds(running, requests);
    }

    /** See {@link HostileKinds#prepare}. */
    void prepare(int cards) throws IOException, InterruptedException {
        kinds.prepare(cards);
    }

    /** Sends {@code many} requests with {@code clients} clients at a time. */
    void send(int many, int clients, long seed) throws InterruptedException {
        var weights = new ArrayList<Kind>();
        kinds.all().forEach(kind -> weights.addAll(Collections.nCopies(kind.weight(), kind)));
        var next = new AtomicInteger();
        var done = new CountDownLatch(clients);
        for (int client = 0; client < clients; client++) {
            Thread.ofVirtual().start(() -> {
                try {
                    for (int number = next.getAndIncrement(); number < many; number = next.getAndIncrement()) {
                        var random = new Random(seed + number);
                        pause(random);
                        send(weights.get(random.nextInt(weights.size())), random);
                    }
                } finally {
                    done.countDown();
                }
            });
        }
        done.await();
        requests.closeHeld();
    }

    /** As scripts do that are not alone on a machine: without it the clients of this test would take the processor of the stack. */
    private static void pause(Random random) {
        try {
            Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(Kind kind, Random random) {
        int status;
        try {
            status = kind.attack().send(random);
        } catch (IOException closed) {
            status = RawConnection.CLOSED;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return;
        }
        statuses.computeIfAbsent(kind.name(), _ -> Collections.synchronizedMap(new TreeMap<>()))
                .merge(status, 1, Integer::sum);
        if (!kind.allowed().allows(status)) {
            notAllowed.add(kind.name() + " was answered " + status);
        }
    }

    /** What was answered with a status that its kind does not allow. */
    List<String> notAllowed() {
        return List.copyOf(notAllowed);
    }

    int sent() {
        return statuses.values().stream()
                .flatMap(each -> each.values().stream())
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** How often each kind was answered with each status, a line for each kind. */
    String table() {
        var table = new StringBuilder();
        new TreeMap<>(statuses).forEach((kind, counts) -> table.append("%-34s %s%n".formatted(kind, counts)));
        return table.toString();
    }
}
