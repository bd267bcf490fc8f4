package dev.engram.hardness.study;

import dev.engram.hardness.study.report.StudyOutcome;

/** Ranks tags by how hard they are to retain. */
public final class HardnessStudy {
    private HardnessStudy() {}

    /** Runs a study and tells nobody how far it is. */
    public static StudyOutcome run(ReviewTable reviews, TagTable tags, StudySettings settings) {
        return run(reviews, tags, settings, StudyProgress.NONE);
    }

    /**
     * Runs a study. The same rows, tags and settings give the same report, bit for bit, whatever the order of delivery, the
     * names and the number of threads.
     */
    public static StudyOutcome run(ReviewTable reviews, TagTable tags, StudySettings settings, StudyProgress progress) {
        throw new UnsupportedOperationException("to come");
    }
}
