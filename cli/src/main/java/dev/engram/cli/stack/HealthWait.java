package dev.engram.cli.stack;

import dev.engram.local.StartException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Waits until processes are healthy, reports progress, and notices at once when one of them ends. */
final class HealthWait {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final StackProgress progress;
    private final Duration timeout;
    private final long start = System.nanoTime();
    private final Set<StackPart> healthy = EnumSet.noneOf(StackPart.class);

    /** @param timeout for all waits of this object together */
    HealthWait(StackProgress progress, Duration timeout) {
        this.progress = progress;
        this.timeout = timeout;
    }

    /** @throws IOException if one of them ends, or some are not healthy in time */
    void until(Collection<StackProcess> processes) throws IOException, InterruptedException {
        List<StackProcess> waiting = new ArrayList<>(processes);
        while (true) {
            for (StackProcess process : List.copyOf(waiting)) {
                if (healthy.contains(process.part()) || isHealthy(process)) {
                    waiting.remove(process);
                }
            }
            if (waiting.isEmpty()) {
                return;
            }
            progress.waiting(waiting.stream().map(StackProcess::part).toList(), elapsed());
            if (elapsed().compareTo(timeout) > 0) {
                StringBuilder missing = new StringBuilder();
                for (StackProcess process : waiting) {
                    missing.append("\n").append(process.describeHealth());
                }
                throw new StartException("not healthy after " + timeout.toSeconds() + " s:" + missing);
            }
            Thread.sleep(PAUSE);
        }
    }

    private boolean isHealthy(StackProcess process) throws IOException, InterruptedException {
        if (!process.isAlive()) {
            throw process.ended();
        }
        boolean up = process.health().up();
        if (up) {
            healthy.add(process.part());
            progress.healthy(process.part(), process.port(), elapsed());
        }
        return up;
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
