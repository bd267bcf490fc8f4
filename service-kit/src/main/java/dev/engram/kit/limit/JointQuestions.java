package dev.engram.kit.limit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/**
 * Questions of many threads to one dependency. A question is asked at once where none is under way; those that arrive meanwhile
 * wait, and are then asked together. So the dependency is asked less often the more there is to ask, and nobody waits for others
 * to arrive. Thread-safe.
 *
 * @param <Q> a question
 * @param <A> its answer, which is never older than the question
 */
public final class JointQuestions<Q, A> {
    private final String name;
    private final int most;
    private final Function<List<Q>, List<A>> ask;

    // both guarded by this
    private final Queue<Waiting<Q, A>> waiting = new ArrayDeque<>();
    private boolean asking;

    private record Waiting<Q, A>(Q question, CompletableFuture<A> answer) {}

    /**
     * @param name of the thread that asks
     * @param most questions that are asked together
     * @param ask gives an answer to each question, in their order; what it throws is thrown to all who asked these
     */
    public JointQuestions(String name, int most, Function<List<Q>, List<A>> ask) {
        this.name = name;
        this.most = most;
        this.ask = ask;
    }

    /**
     * Waits for the answer.
     *
     * @throws RuntimeException as the joint question did
     * @throws IllegalStateException if the thread is interrupted; the others are answered all the same
     */
    public A ask(Q question) {
        var own = new Waiting<Q, A>(question, new CompletableFuture<>());
        synchronized (this) {
            waiting.add(own);
            if (!asking) {
                asking = true;
                // a thread of its own: whoever asks first may be interrupted, and need not answer for those who come
                // later
                var _ = Thread.ofVirtual().name(name).start(this::askAll);
            }
        }
        try {
            return own.answer().get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting for an answer", stopped);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException thrown
                    ? thrown
                    : new CompletionException(failed.getCause());
        }
    }

    /** How many questions wait until those under way are answered. */
    public synchronized int waiting() {
        return waiting.size();
    }

    private void askAll() {
        for (var round = next(); !round.isEmpty(); round = next()) {
            answer(round);
        }
    }

    /** Empty, and then nothing is being asked any more. */
    private synchronized List<Waiting<Q, A>> next() {
        var round = new ArrayList<Waiting<Q, A>>();
        while (round.size() < most && !waiting.isEmpty()) {
            round.add(waiting.remove());
        }
        asking = !round.isEmpty();
        return round;
    }

    private void answer(List<Waiting<Q, A>> round) {
        try {
            var answers = ask.apply(round.stream().map(Waiting::question).toList());
            for (int i = 0; i < round.size(); i++) {
                round.get(i).answer().complete(answers.get(i));
            }
        } catch (Throwable failed) {
            // an error too: whoever waits must not wait for ever
            round.forEach(each -> each.answer().completeExceptionally(failed));
        }
    }
}
