package dev.engram.cli.stack;

import dev.engram.local.FreePorts;

/** Names a port that is taken, who has it as far as the system tells, and the variable that changes it. */
final class TakenPort {
    private TakenPort() {}

    static void check(String who, int port, String variable) throws StackFailure {
        if (!FreePorts.isFree(port)) {
            throw new StackFailure("port " + port + ", wanted by " + who + ", is taken"
                    + PortHolder.of(port).map(holder -> " by " + holder).orElse("")
                    + ". End that process, or set " + variable + " to another port (" + StackPorts.BASE_VARIABLE
                    + " moves all of them).");
        }
    }
}
