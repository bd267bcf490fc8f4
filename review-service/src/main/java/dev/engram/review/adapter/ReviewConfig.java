package dev.engram.review.adapter;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What is configured of this service alone. */
@ConfigMapping(prefix = "engram.review")
interface ReviewConfig {

    /** How long a read with {@code after} waits. Longer makes the answer "not yet" come later. */
    @WithDefault("2S")
    Duration longestWait();

    /** How long one question to the database may take while a review waits to be recorded. Shorter flags more reviews. */
    @WithDefault("0.7S")
    Duration entryTimeout();

    /** How long a dependency that failed is not asked. Longer flags more reviews after it is back. */
    @WithDefault("2S")
    Duration awayPause();
}
