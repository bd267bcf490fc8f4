package dev.engram.system;

import dev.engram.cli.stack.LocalStack;
import dev.engram.cli.stack.StackPart;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Kills every process of the stack (-9) the wanted number of times, in a random order at random instants, starts each again
 * a moment later without waiting for its health, and pauses one service (SIGSTOP) for longer than its session timeout.
 */
final class Chaos implements Runnable {

    private static final Duration LONGER_THAN_THE_SESSION = Duration.ofSeconds(13);
    private final LocalStack stack;
    private final StackPart paused;
    private final List<StackPart> kills = new ArrayList<>();
    private final Random random;
    private final List<String> diary = Collections.synchronizedList(new ArrayList<>());
    private volatile double share;

    Chaos(LocalStack stack, int killsPerProcess, StackPart paused, Random random) {
        this.stack = stack;
        this.paused = paused;
        this.random = random;
        for (var part : StackPart.values()) {
            kills.addAll(Collections.nCopies(killsPerProcess, part));
        }
        Collections.shuffle(kills, random);
    }

    /** How much of the plan has been done, from 0 to 1. */
    double share() {
        return share;
    }

    List<String> diary() {
        return List.copyOf(diary);
    }

    @Override
    public void run() {
        try {
            int half = kills.size() / 2;
            for (int i = 0; i < kills.size(); i++) {
                if (i == half) {
                    pause();
                }
                rest(500, 2_500);
                kill(kills.get(i));
                share = (i + 1.0) / kills.size();
            }
        } catch (IOException failed) {
            throw new IllegalStateException("the stack could not be started again, after " + diary, failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            share = 1;
        }
    }

    private void kill(StackPart part) throws IOException, InterruptedException {
        var process = stack.process(part);
        boolean alive = process.isAlive();
        process.kill();
        diary.add((alive ? "kill -9 " : "had ended unexpectedly: ") + part);
        rest(100, 1_500);
        process.restart();
    }

    private void pause() throws IOException, InterruptedException {
        // a service that is still starting holds no partition yet
        awaitHealthy(paused);
        stack.process(paused).pause();
        diary.add("SIGSTOP " + paused + " for " + LONGER_THAN_THE_SESSION);
        Thread.sleep(LONGER_THAN_THE_SESSION);
        stack.process(paused).resume();
        diary.add("SIGCONT " + paused);
    }

    void awaitHealthy(StackPart part) throws IOException, InterruptedException {
        stack.awaitHealthy(part, Duration.ofSeconds(90));
    }

    private void rest(int fromMillis, int toMillis) throws InterruptedException {
        Thread.sleep(fromMillis + random.nextInt(toMillis - fromMillis));
    }
}
