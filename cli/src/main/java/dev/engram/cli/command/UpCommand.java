package dev.engram.cli.command;

import dev.engram.cli.stack.LocalStack;
import dev.engram.cli.stack.StackPart;
import dev.engram.cli.stack.StackProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code engram up}. */
@Command(
        name = "up",
        description = "Start the local stack: broker, mongod, four services, all on loopback. Ctrl-C stops it.",
        sortOptions = false)
public final class UpCommand implements Callable<Integer> {
    private static final Duration WATCH = Duration.ofMillis(500);
    private static final int LOOKS_UNTIL_SAID = 4;

    @Mixin
    private final StackOptions options = new StackOptions();

    @Option(names = "--detach", description = "Return when all parts are healthy, and leave them running.")
    private boolean detach;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = options.out();
        LocalStack stack = options.stack();
        if (!stack.alive().isEmpty() && !stack.ports().equals(options.portsAskedFor())) {
            out.println("The stack runs on other ports than asked for; ./engram down first to move it.");
        }
        StopOnSignal onSignal = StopOnSignal.arm(stack, out);
        if (options.startIfNotUp(stack, out).isEmpty()) {
            onSignal.disarm();
            out.println("The stack is already up: " + stack.url());
            return 0;
        }
        out.println();
        Addresses.print(out, stack);
        if (detach) {
            onSignal.disarm();
            out.println("Stop it with ./engram down.");
            return 0;
        }
        out.println("Ctrl-C stops it.");
        out.flush();
        return watch(stack, out);
    }

    /** Until Ctrl-C, or until another command has stopped the stack. Says so if a part ends by itself. */
    private static int watch(LocalStack stack, PrintWriter out) throws InterruptedException {
        Map<StackPart, Integer> missedLooks = new EnumMap<>(StackPart.class);
        Set<StackPart> alive = stack.alive();
        while (!alive.isEmpty()) {
            Thread.sleep(WATCH);
            alive = stack.alive();
            for (StackProcess process : stack.processes()) {
                int missed = alive.contains(process.part()) ? 0 : missedLooks.getOrDefault(process.part(), 0) + 1;
                missedLooks.put(process.part(), missed);
                // one that was told to stop is forgotten a moment after it is gone
                if (missed == LOOKS_UNTIL_SAID && !process.wasToldToStop()) {
                    sayEnded(process, out);
                }
            }
        }
        out.println("The stack has been stopped.");
        return 0;
    }

    private static void sayEnded(StackProcess process, PrintWriter out) {
        out.println(
                process.part() + " has ended by itself; the rest goes on. The last lines of " + process.log() + ":");
        process.lastLines(10).forEach(line -> out.println("  " + line));
        out.println("./engram up --detach in another terminal starts it again.");
        out.flush();
    }
}
