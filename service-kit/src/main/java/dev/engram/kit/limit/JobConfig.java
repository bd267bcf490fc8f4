package dev.engram.kit.limit;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How many expensive jobs of one kind there may be; a group of a service's configuration. See {@link JobSlots.Limits}. */
public interface JobConfig {
    /** Jobs that run at a time. More needs more heap and more connections to the database. */
    @WithDefault("2")
    int atATime();

    /** Jobs that wait at a time; beyond that 503. */
    @WithDefault("48")
    int waiting();

    /** Jobs of one caller that run or wait at a time; beyond that 429. */
    @WithDefault("4")
    int perCaller();

    /** How long a job waits for its turn before 503. Longer than a client waits helps nobody. */
    @WithDefault("10S")
    Duration longestWait();

    default JobSlots.Limits limits() {
        return new JobSlots.Limits(atATime(), waiting(), perCaller(), longestWait());
    }
}
