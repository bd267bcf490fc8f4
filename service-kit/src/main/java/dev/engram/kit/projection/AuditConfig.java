package dev.engram.kit.projection;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often projections are audited without being asked, and how fast. */
@ConfigMapping(prefix = "engram.audit")
interface AuditConfig {

    /** From one audit of a projection to the next, such as {@code 24h}; {@code off} or {@code 0}: only when asked. */
    @WithDefault("24h")
    String every();

    /** The first one after the service has started, and up to as long again by chance, so that services do not coincide. */
    @WithDefault("5m")
    Duration firstAfter();

    /** Most records of the log read in a second by an audit that nobody asked for; 0 for no limit. */
    @WithDefault("5000")
    long recordsPerSecond();

    /** @return zero if there are to be none. @throws IllegalArgumentException naming the setting */
    default Duration interval() {
        var text = every().strip();
        if (text.equals("off") || text.equals("0")) {
            return Duration.ZERO;
        }
        try {
            var interval = DurationConverter.parseDuration(text);
            if (interval.isPositive()) {
                return interval;
            }
        } catch (IllegalArgumentException notOne) {
            // the message below says what is expected
        }
        throw new IllegalArgumentException("engram.audit.every must be a time such as 24h, or off; it is " + text);
    }
}
