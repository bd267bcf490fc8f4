package dev.engram.kit.health;

import io.quarkus.runtime.Quarkus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the service because it could do harm by running. */
public final class StartupCheck {
    private static final Logger LOG = LoggerFactory.getLogger(StartupCheck.class);

    private StartupCheck() {}

    /** Logs why, with the remedy, and ends with exit code 1. Returns at once. */
    public static void refuse(String why) {
        LOG.atError().log("refusing to run:{}{}", System.lineSeparator(), why);
        Quarkus.asyncExit(1);
    }
}
