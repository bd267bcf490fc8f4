package dev.engram.cli.command;

import dev.engram.cli.stack.LocalStack;
import dev.engram.cli.stack.StackPart;
import dev.engram.cli.stack.StackProcess;
import dev.engram.local.LogTail;
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
        description =
                "Start the local stack: broker, mongod, four services, all on loopback. A process that ends by itself is started"
                        + " again. Ctrl-C stops the stack.",
        sortOptions = false)
public final class UpCommand implements Callable<Integer> {
    private static final Duration WATCH = Duration.ofMillis(500);
    private static final int CHECKS_BEFORE_REPORT = 4;

    @Mixin
    private final StackOptions options = new StackOptions();

    @Option(names = "--detach", description = "Return when all parts are healthy, and leave them running.")
    private boolean detach;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = options.out();
        LocalStack stack = options.stack();
        if (!stack.alive().isEmpty() && !stack.ports().equals(options.requestedPorts())) {
            out.println("The stack runs on other ports than requested. To move it, run ./engram down first.");
        }
        StopOnSignal onSignal = StopOnSignal.arm(stack, out);
        if (options.startIfNotUp(stack, out).isEmpty()) {
            onSignal.disarm();
            stack.supervise();
            out.println("The stack is already up: " + stack.url());
            return 0;
        }
        out.println();
        StackOptions.printAddresses(out, stack);
        if (detach) {
            onSignal.disarm();
            out.println("Stop it with ./engram down.");
            return 0;
        }
        out.println("Ctrl-C stops it.");
        out.flush();
        return watch(stack, out);
    }

    /** Until Ctrl-C, or until another command has stopped the stack. Reports a part that ends unexpectedly. */
    private static int watch(LocalStack stack, PrintWriter out) throws InterruptedException {
        Map<StackPart, Integer> missedChecks = new EnumMap<>(StackPart.class);
        Set<StackPart> alive = stack.alive();
        // what has ended without a command comes back
        while (!stack.processes().stream().allMatch(StackProcess::wasStopped)) {
            Thread.sleep(WATCH);
            alive = stack.alive();
            for (StackProcess process : stack.processes()) {
                int missed = alive.contains(process.part()) ? 0 : missedChecks.getOrDefault(process.part(), 0) + 1;
                missedChecks.put(process.part(), missed);
                // the identity of a stopped process is deleted a moment after it has ended
                if (missed == CHECKS_BEFORE_REPORT && !process.wasStopped()) {
                    printEnded(process, out);
                }
            }
        }
        out.println("The stack has been stopped.");
        return 0;
    }

    private static void printEnded(StackProcess process, PrintWriter out) {
        out.println(process.part() + " has ended unexpectedly and is started again; ./engram status in another terminal"
                + " says how often. The last lines of " + process.log() + ":");
        LogTail.of(process.log(), 10).forEach(line -> out.println("  " + line));
        out.flush();
    }
}
