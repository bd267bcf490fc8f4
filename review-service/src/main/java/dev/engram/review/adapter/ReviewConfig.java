package dev.engram.review.adapter;

import dev.engram.kit.limit.JobConfig;
import io.quarkus.runtime.configuration.MemorySize;
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

    /** Bytes of states of learners that are kept between requests; 0 for none. They are part of the heap. */
    @WithDefault("16M")
    MemorySize rememberedStates();

    /** Queues that are put together at a time. */
    JobConfig queue();

    /** Histories of a card that are put together at a time. */
    JobConfig history();

    /** Forecasts of exams that are made at a time. */
    ExamConfig exam();

    /** A forecast takes some seconds of a processor. */
    interface ExamConfig extends JobConfig {
        @Override
        @WithDefault("1")
        int atATime();

        @Override
        @WithDefault("1")
        int perCaller();
    }

    /** Pages of changes that are put together at a time for those who ask, streams not counted. */
    JobConfig changes();

    /** Streams of changes. */
    StreamsConfig streams();

    /** What streams of changes may take. */
    interface StreamsConfig {
        /** Streams of one learner at a time: one for each device and page that is open. */
        @WithDefault("8")
        int perLearner();

        /** Streams of this process at a time; each takes a thread without a stack of its own and some kilobytes. */
        @WithDefault("1000")
        int most();

        /** Pages that are put together for streams at a time. More takes more connections to the database. */
        @WithDefault("8")
        int readersAtATime();

        /** How often something is sent where there is nothing to tell, so that nobody on the way takes the stream for dead. */
        @WithDefault("15S")
        Duration heartbeat();

        /** How long a client may take nothing before its stream is closed. */
        @WithDefault("10S")
        Duration stalled();

        /** How often it is looked for what other processes have written. Shorter asks the database more often. */
        @WithDefault("0.1S")
        Duration look();

        /** Shortest time between two looks, when this process itself writes. */
        @WithDefault("0.02S")
        Duration pause();
    }

    /** Most cards that a learner studies, in all decks together. More makes queues and mastery slower and needs more heap. */
    @WithDefault("100000")
    int maxCards();

    /**
     * Most live cards in the decks of one queue, or of a preview of a plan, which decks that grow after they are joined may reach. More needs more heap:
     * some 150 bytes for each card, of each queue that is put together at a time.
     */
    @WithDefault("200000")
    int maxQueueCards();

    /** Most decks of others that a learner studies; own ones are bounded where they are made. */
    @WithDefault("200")
    int maxDecks();

    /** Most cohorts that a learner is a member of. */
    @WithDefault("50")
    int maxCohorts();

    /** Most members of a cohort. More makes figures of cohorts slower; decks are shared with 500 people at most. */
    @WithDefault("500")
    int maxMembers();

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
