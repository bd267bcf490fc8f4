package dev.engram.cli.bench.merge;

import dev.engram.cli.bench.merge.PythonPlayers.Installation;
import dev.engram.cli.stack.LocalStack;
import dev.engram.cli.stack.StackPorts;
import dev.engram.cli.stack.StackProgress;
import dev.engram.cli.stack.StackSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Plays the same histories of two devices through Anki, with its own sync server, and through a separate stack of Engram.
 * docs/research/merge.md describes method and figures.
 */
public final class MergeBench {
    private static final int KNOWN_CASE_CARDS = 20;

    private final Path root;
    private final long seed;
    private final int cards;
    private final int rounds;

    /**
     * @param root the checkout, built
     * @param seed of the random history
     * @param cards of the random history, at least 1
     * @param rounds of answers and syncs in it, at least 1
     */
    public MergeBench(Path root, long seed, int cards, int rounds) {
        this.root = root;
        this.seed = seed;
        this.cards = cards;
        this.rounds = rounds;
    }

    /**
     * Prints the comparison, or one line that says why there is none.
     *
     * @param home must not exist or be empty
     * @return whether Engram lost nothing; true where Anki cannot be had
     */
    public boolean run(Path home, PrintWriter out) throws IOException, InterruptedException {
        return switch (PythonPlayers.install(root)) {
            case Installation.Unavailable(var reason) -> {
                out.println("Not compared with Anki: " + reason + ".");
                out.flush();
                yield true;
            }
            case Installation.Installed(var players) -> compare(players, home, out);
        };
    }

    private boolean compare(PythonPlayers players, Path home, PrintWriter out)
            throws IOException, InterruptedException {
        var stack = LocalStack.at(home, StackSettings.of(root, Map.of()).withPorts(StackPorts.free()));
        Runtime.getRuntime().addShutdownHook(new Thread(stack::stopStartedHere, "stop-bench"));
        try {
            stack.start(StackProgress.NONE);
            var engram = EngramPlayer.at(stack.url());
            var known = play(players, engram, "Merge | Known", TwoDeviceHistory.offlineLapse(KNOWN_CASE_CARDS));
            var random = play(players, engram, "Merge | Random", TwoDeviceHistory.random(seed, cards, rounds));
            out.print(MergeText.of(known, random, seed));
            out.flush();
            return known.engramIsRight() && random.engramIsRight();
        } finally {
            stack.stop(StackProgress.NONE);
        }
    }

    private static MergeComparison play(
            PythonPlayers players, EngramPlayer engram, String title, TwoDeviceHistory history)
            throws IOException, InterruptedException {
        var start = history.startBefore(Instant.now());
        var played = players.play(history, start);
        var comparison = new MergeComparison(
                history,
                played.version(),
                played.againInReview(),
                MergeFigures.of(played.merged(), truth(played), AnkiFuzz::toleranceDays),
                MergeFigures.of(engram.play(title, history, start), played.oracle(), _ -> 0),
                Math.max(
                        MergeFigures.largestError(played.recomputed(), played.ordered()),
                        MergeFigures.largestError(played.oracle(), played.ordered())),
                meanStability(played.merged()),
                meanStability(played.recomputed()));
        if (!comparison.isSound()) {
            throw new IOException("the true stabilities of Anki and py-fsrs differ by " + comparison.truthsDiffer()
                    + ", so nothing can be compared");
        }
        return comparison;
    }

    /** Lapses and due dates of one device, stabilities of Anki's own recomputation. */
    private static List<CardFigures> truth(PythonPlayers.Played played) {
        return IntStream.range(0, played.ordered().size())
                .mapToObj(i -> {
                    var ordered = played.ordered().get(i);
                    return new CardFigures(
                            ordered.lapses(), played.recomputed().get(i).stabilityDays(), ordered.dueDays());
                })
                .toList();
    }

    private static double meanStability(List<CardFigures> cards) {
        return cards.stream().mapToDouble(CardFigures::stabilityDays).average().orElseThrow();
    }
}
