package dev.engram.review.application;

import dev.engram.events.LearnerId;
import dev.engram.events.Plan;
import dev.engram.projections.Position;
import dev.engram.runtime.reader.CatchUpResult;

/** Tells by which plan a learner studies. */
public final class PlanReader {
    private final Studies studies;
    private final Waiting waiting;

    public PlanReader(Studies studies, Waiting waiting) {
        this.studies = studies;
        this.waiting = waiting;
    }

    /** @param chosen whether the learner chose it; else it is the default */
    public record Answer(Plan plan, boolean chosen, CatchUpResult reached) {}

    /** The plan in force. */
    public Answer of(LearnerId learnerId, Position after) {
        var reached = waiting.passed(after);
        var context = studies.context(learnerId);
        return new Answer(context.plan(), context.planChange() != null, reached);
    }
}
