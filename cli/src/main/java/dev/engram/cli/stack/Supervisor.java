package dev.engram.cli.stack;

import dev.engram.local.LogRotation;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Starts each part of a stack again that has ended without a command. While another command holds the stack's lock nothing is
 * started, so no part ever runs twice; the lock of a supervisor that died is freed by the system.
 */
final class Supervisor {
    private final LocalStack stack;
    private final RestartsFile file;
    private final InstantSource clock;
    private final Consumer<String> log;
    private final Map<StackPart, Restarts> restarts = new EnumMap<>(StackPart.class);

    Supervisor(LocalStack stack, RestartsFile file, InstantSource clock, Consumer<String> log) {
        this.stack = stack;
        this.file = file;
        this.clock = clock;
        this.log = log;
    }

    /** Looks at every part once, starts what is due, and rotates logs that have grown large. */
    void turn() throws IOException {
        var before = Map.copyOf(restarts);
        // broker and mongod first: services wait for them
        for (var part : StackPart.STORES) {
            lookAt(stack.process(part));
        }
        for (var part : StackPart.SERVICES) {
            lookAt(stack.process(part));
        }
        if (!before.equals(restarts)) {
            file.write(restarts);
        }
        for (var process : stack.processes()) {
            LogRotation.rotateIfLarge(process.log(), LogRotation.LIMIT_BYTES, LogRotation.OLDER_FILES);
        }
    }

    private void lookAt(StackProcess process) throws IOException {
        if (process.isAlive() || process.wasStopped()) {
            restarts.computeIfPresent(process.part(), (_, known) -> known.settled());
            return;
        }
        var known = restarts.getOrDefault(process.part(), Restarts.NONE);
        if (known.next() == null) {
            var ended = known.ended(now(), process.whyItEnded());
            restarts.put(process.part(), ended);
            log.accept(process.part() + " " + ended.how() + "; it is started again at " + ended.next());
        } else if (known.isDue(now())) {
            startAgain(process, known);
        }
    }

    private void startAgain(StackProcess process, Restarts known) throws IOException {
        try (var lock = StackLock.tryAcquire(stack.lockFile())) {
            // another command may have started or stopped it meanwhile
            if (lock == null || process.isAlive() || process.wasStopped()) {
                return;
            }
            try {
                process.startAgain();
                restarts.put(process.part(), known.started(now()));
                log.accept("started " + process.part() + " again");
            } catch (IOException | RuntimeException failed) {
                var ended = known.ended(now(), "cannot be started: " + failed.getMessage());
                restarts.put(process.part(), ended);
                log.accept(process.part() + " " + ended.how() + "; it is tried again at " + ended.next());
            }
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
