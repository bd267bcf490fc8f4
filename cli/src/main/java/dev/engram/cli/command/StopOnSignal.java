package dev.engram.cli.command;

import dev.engram.cli.stack.LocalStack;
import dev.engram.cli.stack.StackPart;
import java.io.PrintWriter;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** Stops a stack when this command is ended (Ctrl-C, SIGTERM, a closed terminal), until disarmed. */
public final class StopOnSignal {
    private final AtomicBoolean armed = new AtomicBoolean(true);

    private StopOnSignal() {}

    public static StopOnSignal arm(LocalStack stack, PrintWriter out) {
        StopOnSignal stop = new StopOnSignal();
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("stop-stack").unstarted(() -> stop.run(stack, out)));
        return stop;
    }

    /** From now on the stack keeps running when this command ends. */
    public void disarm() {
        armed.set(false);
    }

    private void run(LocalStack stack, PrintWriter out) {
        if (!armed.get() || stack.startedHere().isEmpty()) {
            return;
        }
        out.println();
        out.println("Stopping …");
        out.flush();
        Set<StackPart> stopped = stack.stopStartedHere();
        out.println("Stopped " + stopped.size() + " processes. The data stays in " + stack.home() + ".");
        out.flush();
    }
}
