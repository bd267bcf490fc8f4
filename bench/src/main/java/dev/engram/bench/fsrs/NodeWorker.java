package dev.engram.bench.fsrs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.engram.bench.measure.ChildProcess;
import dev.engram.fsrs.Weights;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Node process with the other engines loaded. It works only on request, and ends with this process. */
final class NodeWorker implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Process process;
    private final Writer commands;
    private final BufferedReader answers;

    /** @param folder where {@link NpmPackages} are installed; the script and the reviews are put beside them */
    NodeWorker(Path folder, GeneratedReviews reviews) throws IOException {
        var script = ChildProcess.script(NodeWorker.class, "worker.mjs", folder);
        var file = folder.resolve("reviews.json");
        Files.writeString(file, json(reviews).toString());
        process = new ProcessBuilder(
                        "node", script.toString(), file.toString(), Double.toString(Round.LEAST_CPU_SECONDS))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        commands = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    private static ArrayNode json(GeneratedReviews reviews) {
        var cards = JSON.createArrayNode();
        for (int card = 0; card < GeneratedReviews.CARDS; card++) {
            var list = cards.addArray();
            for (int i = reviews.starts[card]; i < reviews.starts[card + 1]; i++) {
                list.addArray()
                        .add(reviews.ratings[i])
                        .add(reviews.elapsedDays[i])
                        .add(reviews.days[i]);
            }
        }
        return cards;
    }

    /** One round of {@code nextState} or {@code next}. */
    Round<Double> round(String engine) throws IOException {
        var answer = ask(engine);
        return new Round<>(
                answer.get("passes").asInt(),
                answer.get("cpuSeconds").asDouble(),
                answer.get("wallSeconds").asDouble(),
                answer.get("checksum").asDouble());
    }

    /** Builds the items the binding is trained on. */
    JsonNode items() throws IOException {
        return ask("items");
    }

    /** Trains on the items. */
    Round<Weights> fit() throws IOException {
        var answer = ask("fit");
        return new Round<>(
                1,
                answer.get("cpuSeconds").asDouble(),
                answer.get("wallSeconds").asDouble(),
                weights(JSON.convertValue(answer.get("weights"), double[].class)));
    }

    /** Weights that are at a bound in single precision may lie a rounding outside of it in double. */
    private static Weights weights(double[] single) {
        var w = single.clone();
        for (int i = 0; i < Math.min(w.length, Weights.COUNT); i++) {
            double inside = Math.clamp(w[i], Weights.lowest(i), Weights.highest(i));
            w[i] = Math.abs(inside - w[i]) < 1e-6 ? inside : w[i];
        }
        return Weights.of(w);
    }

    private JsonNode ask(String command) throws IOException {
        commands.write(command + "\n");
        commands.flush();
        var answer = answers.readLine();
        if (answer == null) {
            throw new IOException("Node ended during " + command);
        }
        return JSON.readTree(answer);
    }

    @Override
    public void close() throws IOException {
        commands.close(); // it ends at the end of its input
        process.onExit().join();
    }
}
