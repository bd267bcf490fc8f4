package dev.engram.cli.stack;

import dev.engram.local.LogRotation;
import dev.engram.local.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * The process that {@code engram up} leaves behind. It ends when the stack's home no longer names it: after {@code engram down},
 * when another one has taken its place, or when the home was deleted.
 */
public final class SupervisorMain {
    private static final Duration TURN = Duration.ofSeconds(1);

    private static final int TURNS_UNTIL_NOTED = 10;

    private SupervisorMain() {}

    /** @param arguments the home of the stack */
    public static void main(String[] arguments) throws InterruptedException {
        var folders = new StackFolders(Path.of(arguments[0]));
        var settings = StackSettings.of(StackSettings.rootFromProperty(), System.getenv());
        var ports = StackPorts.read(folders.ports()).orElse(settings.ports());
        // not LocalStack.at: all parts may have ended, and the ports stay
        var stack = LocalStack.of(folders, settings.withPorts(ports));
        var supervisor = new Supervisor(
                stack, new RestartsFile(folders.restarts()), InstantSource.system(), SupervisorMain::log);
        var process = new SupervisorProcess(folders, settings);
        var own = ProcessIdentity.own();
        // the command that started this process notes it a moment later, or was killed before it could
        for (int wait = 0; !process.isCurrent(own); wait++) {
            if (wait == TURNS_UNTIL_NOTED) {
                log("the command that started this process did not note it; ending");
                return;
            }
            Thread.sleep(TURN);
        }
        log("watching " + folders.home());
        var reported = "";
        while (process.isCurrent(own)) {
            try {
                supervisor.turn();
                LogRotation.rotateIfLarge(folders.supervisorLog(), LogRotation.LIMIT_BYTES, LogRotation.OLDER_FILES);
                reported = "";
            } catch (IOException | RuntimeException failed) {
                // once, not each second
                if (!reported.equals(failed.toString())) {
                    reported = failed.toString();
                    log("cannot look after the stack: " + failed);
                }
            }
            Thread.sleep(TURN);
        }
        log("the home of the stack names no or another supervisor; ending");
    }

    private static void log(String line) {
        System.out.println(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + line);
    }
}
