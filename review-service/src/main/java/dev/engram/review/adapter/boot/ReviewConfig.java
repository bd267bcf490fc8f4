package dev.engram.review.adapter.boot;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** What is configured of this service alone. */
@ConfigMapping(prefix = "engram")
interface ReviewConfig {

    /** The card service. */
    @WithName("cards.url")
    URI cardsUrl();

    /** Stable name of this instance; with it a killed instance has its partitions back in a second instead of ten. */
    Optional<String> instance();

    /** How long a read with {@code after} waits. Longer makes an honest "not yet" come later. */
    @WithName("review.longest-wait")
    @WithDefault("2S")
    Duration longestWait();

    /** How long one question to the database may take while a review waits to be taken. Shorter flags more reviews. */
    @WithName("review.door-timeout")
    @WithDefault("0.7S")
    Duration doorTimeout();

    /** How long a dependency that failed is left alone. Longer flags more reviews after it is back. */
    @WithName("review.away-pause")
    @WithDefault("2S")
    Duration awayPause();
}
