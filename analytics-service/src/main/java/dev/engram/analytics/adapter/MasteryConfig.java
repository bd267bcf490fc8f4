package dev.engram.analytics.adapter;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What an installation may choose about mastery. */
@ConfigMapping(prefix = "engram.mastery")
public interface MasteryConfig {

    /** How long a read waits for the writes named by {@code after}. Longer than a client waits helps nobody. */
    @WithDefault("2S")
    Duration longestWait();

    /** Mastery from which a tag is no longer shown as low, good or high; 0 is always none. */
    Levels levels();

    /** See {@link dev.engram.analytics.domain.Level.Thresholds}. */
    interface Levels {
        @WithDefault("0.60")
        double middle();

        @WithDefault("0.80")
        double good();

        @WithDefault("0.90")
        double high();
    }
}
