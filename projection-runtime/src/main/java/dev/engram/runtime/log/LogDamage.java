package dev.engram.runtime.log;

import dev.engram.runtime.store.ProjectionStoppedException;
import java.time.Instant;

/**
 * What is wrong with a topic of the log. While it is damaged nothing is appended to it.
 *
 * @param detail what was found, in a sentence
 * @param since when it was found
 */
public record LogDamage(Reason reason, String detail, Instant since) {

    private static final String RESTORE =
            "./engram log restore --dry-run shows what the documents of the services can give back, ./engram log restore"
                    + " writes it; rebuild the projections after it. Delete nothing before: the documents may be the last copy";

    /** Kinds of damage. */
    public enum Reason {
        /** A topic of the same name with another id: the old one and its records are gone. */
        REPLACED("log-replaced", RESTORE),
        /** The first records are gone: retention has deleted them, or somebody has. */
        START_MOVED("log-start-moved", RESTORE),
        /** The last records are gone. */
        END_LOST("log-end-lost", RESTORE),
        /** A projection has applied records that the log no longer has. */
        RECORDS_LOST("log-changed", RESTORE),
        /** There is no such topic. */
        MISSING("topic-missing", RESTORE),
        /** Settings under which it loses records, or the wrong number of partitions. */
        SETTINGS("topic-settings", "./engram topic repair shows the settings and corrects them");

        private final String slug;
        private final String remedy;

        Reason(String slug, String remedy) {
            this.slug = slug;
            this.remedy = remedy;
        }

        /** Stable name in status, metrics and documents. */
        public String slug() {
            return slug;
        }

        /** What an operator has to do. */
        public String remedy() {
            return remedy;
        }

        /** Whether records are gone. It lasts until the log is restored, whereas settings can be corrected. */
        public boolean isLoss() {
            return this != SETTINGS && this != MISSING;
        }

        static Reason of(String slug) {
            for (var reason : values()) {
                if (reason.slug.equals(slug)) {
                    return reason;
                }
            }
            return RECORDS_LOST;
        }
    }

    /** What an operator has to do. */
    public String remedy() {
        return reason.remedy;
    }

    /** What is wrong and what to do about it. */
    public String sentence() {
        return detail + "; " + remedy();
    }

    /** As the end of a projection that stands on the topic. */
    public ProjectionStoppedException stopped() {
        return new ProjectionStoppedException(reason.slug, sentence());
    }
}
