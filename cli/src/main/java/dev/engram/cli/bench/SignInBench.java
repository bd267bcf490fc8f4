package dev.engram.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.engram.cli.stack.LocalStack;
import dev.engram.cli.stack.StackPorts;
import dev.engram.cli.stack.StackProgress;
import dev.engram.cli.stack.StackSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What many wrong sign-ins at once do to right ones and to other calls, on a separate stack: in turns a quiet round and one in
 * which 200 wrong sign-ins are sent at once from the same address, half with invented names, half with the name of the author,
 * who signs in at that moment from a browser that has done so before; a learner signs in from an address never seen before.
 */
public final class SignInBench {
    private static final int WRONG = 200;
    private static final int CALLS = 10;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Path root;
    private final int rounds;

    /**
     * Milliseconds, sorted, of each kind of call, and how many answers of each status the wrong sign-ins got.
     *
     * @param author sign-ins of the author, until one succeeds
     * @param stranger sign-ins from new addresses, until one succeeds
     * @param calls ordinary calls
     */
    public record Figures(
            List<Double> author, List<Double> stranger, List<Double> calls, Map<Integer, Integer> statuses) {
        /** The smallest figure that at least {@code share} of {@code sorted} do not exceed. */
        public static double quantile(List<Double> sorted, double share) {
            return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
        }

        private static Figures empty() {
            return new Figures(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new TreeMap<>());
        }

        private Figures sorted() {
            return new Figures(
                    author.stream().sorted().toList(),
                    stranger.stream().sorted().toList(),
                    calls.stream().sorted().toList(),
                    statuses);
        }
    }

    /** Both kinds of rounds, which took turns. */
    public record Result(Figures quiet, Figures attacked) {}

    /**
     * @param root the checkout, built
     * @param rounds of each kind, at least 1
     */
    public SignInBench(Path root, int rounds) {
        this.root = root;
        this.rounds = rounds;
    }

    /** @param home must not exist or be empty */
    public Result run(Path home) throws IOException, InterruptedException {
        StackSettings settings = StackSettings.of(root, Map.of()).withPorts(StackPorts.free());
        LocalStack stack = LocalStack.at(home, settings);
        Runtime.getRuntime().addShutdownHook(new Thread(stack::stopStartedHere, "stop-bench"));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            stack.start(StackProgress.NONE);
            return new Measurement(stack.url(), threads).measure();
        } finally {
            stack.stop(StackProgress.NONE);
        }
    }

    private final class Measurement {
        private final JsonMapper json = new JsonMapper();
        private final URI gateway;
        private final ExecutorService threads;
        private final HttpClient client = HttpClient.newHttpClient();
        private String device = "";
        private String token = "";
        private int strangers = 1;

        Measurement(URI gateway, ExecutorService threads) {
            this.gateway = gateway;
            this.threads = threads;
        }

        Result measure() throws IOException, InterruptedException {
            HttpResponse<String> first = signIn(client, "author", "write-transformers");
            device = first.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");
            JsonNode answer = json.readTree(first.body());
            token = answer.path("token").asText();
            Result result = new Result(Figures.empty(), Figures.empty());
            round(Figures.empty(), true); // warms up
            for (int i = 0; i < rounds; i++) {
                round(result.quiet(), false);
                round(result.attacked(), true);
            }
            return new Result(result.quiet().sorted(), result.attacked().sorted());
        }

        private void round(Figures figures, boolean attacked) throws InterruptedException {
            List<Future<Integer>> wrong = new ArrayList<>();
            for (int i = 0; attacked && i < WRONG; i++) {
                String name = i % 2 == 0 ? "author" : "nobody-" + UUID.randomUUID();
                wrong.add(threads.submit(() -> signInAsAttacker(name)));
            }
            Future<Double> author = threads.submit(() -> untilSignedIn(client, "author", "write-transformers"));
            String address = "127.0.%d.%d".formatted(1 + strangers / 250, 1 + strangers++ % 250);
            Future<Double> stranger = threads.submit(() -> {
                try (HttpClient elsewhere = HttpClient.newBuilder()
                        .localAddress(InetAddress.getByName(address))
                        .build()) {
                    return untilSignedIn(elsewhere, "learner", "learn-transformers");
                }
            });
            List<Future<Double>> calls = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                calls.add(threads.submit(this::call));
                Thread.sleep(50);
            }
            figures.author().add(got(author));
            figures.stranger().add(got(stranger));
            for (Future<Double> call : calls) {
                figures.calls().add(got(call));
            }
            for (Future<Integer> attempt : wrong) {
                figures.statuses().merge(got(attempt), 1, Integer::sum);
            }
        }

        private static <T> T got(Future<T> future) throws InterruptedException {
            try {
                return future.get();
            } catch (ExecutionException failed) {
                throw new IllegalStateException("a call of the benchmark failed", failed.getCause());
            }
        }

        private int signInAsAttacker(String name) throws IOException, InterruptedException {
            return client.send(credentials(name, "wrong-" + UUID.randomUUID()).build(), BodyHandlers.ofString())
                    .statusCode();
        }

        private HttpRequest.Builder credentials(String name, String password) throws IOException {
            String body = json.writeValueAsString(Map.of("username", name, "password", password));
            return HttpRequest.newBuilder(gateway.resolve("/api/v1/tokens"))
                    .timeout(TIMEOUT)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body));
        }

        private HttpResponse<String> signIn(HttpClient from, String name, String password)
                throws IOException, InterruptedException {
            HttpRequest.Builder request = credentials(name, password);
            if (name.equals("author") && !device.isEmpty()) {
                request.header("Cookie", device);
            }
            return from.send(request.build(), BodyHandlers.ofString());
        }

        /** Milliseconds, the waits that refusals ask for included. */
        private double untilSignedIn(HttpClient from, String name, String password)
                throws IOException, InterruptedException {
            return timed(() -> {
                while (true) {
                    HttpResponse<String> answer = signIn(from, name, password);
                    if (answer.statusCode() == 200) {
                        return answer;
                    }
                    long wait = answer.headers().firstValueAsLong("Retry-After").orElse(1);
                    Thread.sleep(Duration.ofSeconds(wait));
                }
            });
        }

        private double call() throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(gateway.resolve("/api/v1/decks"))
                    .timeout(TIMEOUT)
                    .header("Authorization", "Bearer " + token)
                    .build();
            return timed(() -> {
                HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
                if (answer.statusCode() != 200) {
                    throw new IOException("an ordinary call was answered " + answer.statusCode());
                }
                return answer;
            });
        }

        private static double timed(Callable<?> call) throws IOException, InterruptedException {
            long start = System.nanoTime();
            try {
                call.call();
            } catch (IOException | InterruptedException | RuntimeException failure) {
                throw failure;
            } catch (Exception other) {
                throw new IllegalStateException(other);
            }
            return (System.nanoTime() - start) / 1e6;
        }
    }
}
