package dev.engram.cli.stack;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Waits until parts are healthy, tells about it, and notices at once when one ends. */
final class HealthWait {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final LocalStack stack;
    private final StackProgress progress;
    private final Duration patience;
    private final long start = System.nanoTime();
    private final Set<StackPart> healthy = EnumSet.noneOf(StackPart.class);

    HealthWait(LocalStack stack, StackProgress progress, Duration patience) {
        this.stack = stack;
        this.progress = progress;
        this.patience = patience;
    }

    /** @throws StackFailure if one of them ends, or some are not healthy in time */
    void until(Set<StackPart> wanted) throws StackFailure, InterruptedException {
        while (true) {
            stack.checkNotEnding();
            Set<StackPart> open = EnumSet.copyOf(wanted);
            open.removeAll(healthy);
            for (StackPart part : EnumSet.copyOf(open)) {
                if (look(stack.process(part))) {
                    open.remove(part);
                }
            }
            if (open.isEmpty()) {
                return;
            }
            progress.waiting(open, elapsed());
            if (elapsed().compareTo(patience) > 0) {
                throw new StackFailure("not healthy after " + patience.toSeconds() + " s: " + describe(open));
            }
            Thread.sleep(PAUSE);
        }
    }

    private boolean look(StackProcess process) throws StackFailure, InterruptedException {
        if (!process.isAlive()) {
            stack.checkNotEnding();
            throw new StackFailure(process.part() + " " + process.ending() + process.lastWords());
        }
        if (!process.health().up()) {
            return false;
        }
        healthy.add(process.part());
        progress.healthy(process.part(), process.port(), elapsed());
        return true;
    }

    private String describe(Set<StackPart> open) {
        return open.stream()
                .map(stack::process)
                .map(process -> process.part() + process.lastWords())
                .collect(Collectors.joining("\n"));
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
