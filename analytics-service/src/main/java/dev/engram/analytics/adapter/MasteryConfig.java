package dev.engram.analytics.adapter;

import dev.engram.kit.limit.JobConfig;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What an installation may choose about mastery. */
@ConfigMapping(prefix = "engram.mastery")
public interface MasteryConfig {

    /** How long a read waits for the writes named by {@code after}. Longer than a client waits helps nobody. */
    @WithDefault("2S")
    Duration longestWait();

    /** How long one question to the database may take, such as the histories of a learner. */
    @WithDefault("10S")
    Duration readTimeout();

    /** Bytes of states of learners that are kept between requests; 0 for none. They are part of the heap. */
    @WithDefault("16M")
    MemorySize rememberedStates();

    /** Tables of now that are made at a time. */
    JobConfig present();

    /** Tables of past moments that are made at a time: each may take a second of processor. */
    JobConfig past();

    /** Most live cards in the decks of a learner of whom a table is made. A learner joins at most half as many. */
    @WithDefault("200000")
    int maxCards();

    /** Most rows of a table, those of tags above others included. More makes answers of megabytes. */
    @WithDefault("2000")
    int maxTags();

    /** Most reviews and actions that are folded again for a past moment: those of cards answered or changed after it. */
    @WithDefault("500000")
    long maxPastReviews();

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
