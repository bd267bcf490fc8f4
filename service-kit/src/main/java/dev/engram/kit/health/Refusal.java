package dev.engram.kit.health;

import io.quarkus.runtime.Quarkus;
import org.jboss.logging.Logger;

/** Ends the service because it could do harm by running. */
public final class Refusal {
    private static final Logger LOG = Logger.getLogger(Refusal.class);

    private Refusal() {}

    /** Logs why, with the mend, and ends with exit code 1. Returns at once. */
    public static void toRun(String why) {
        LOG.errorf("refusing to run:%n%s", why);
        Quarkus.asyncExit(1);
    }
}
