package dev.engram.review.adapter;

import dev.engram.kit.limit.JobConfig;
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

    /** How long one question to the database may take, such as all states of a learner. */
    @WithDefault("8S")
    Duration readTimeout();

    /** Queues that are put together at a time. */
    JobConfig queue();

    /** Histories of a card that are put together at a time. */
    JobConfig history();

    /** Most cards that a learner studies, in all decks together. More makes queues and mastery slower and needs more heap. */
    @WithDefault("100000")
    int maxCards();

    /** Most decks of others that a learner studies; own ones are bounded where they are made. */
    @WithDefault("200")
    int maxDecks();

    /** Most reviews that a learner records on a day (UTC), imported ones not counted. The count begins anew with the process. */
    @WithDefault("20000")
    int maxPerDay();

    /** Most imported reviews (origin ANKI or FSRS_CSV) that a learner records on a day (UTC). */
    @WithDefault("1000000")
    int maxImportedPerDay();

    /** Fits of weights that wait for their turn in this process; one runs at a time. */
    @WithDefault("16")
    int mostWaitingFits();
}
