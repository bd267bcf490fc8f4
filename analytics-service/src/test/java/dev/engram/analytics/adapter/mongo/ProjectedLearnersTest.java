package dev.engram.analytics.adapter.mongo;

import dev.engram.analytics.application.Learners;
import dev.engram.analytics.application.LearnersConformance;
import dev.engram.events.LearnerEvent;
import dev.engram.events.codec.LearnerEvents;
import dev.engram.events.topic.Topics;
import dev.engram.projections.learner.LearnerCard;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.runtime.learner.LearnerCardMapping;
import dev.engram.projections.learner.LearnerCardProjection;
import dev.engram.runtime.learner.LearnerCards;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.projections.Position;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class ProjectedLearnersTest extends LearnersConformance {

    private static RunningProjection<LearnerEvent, LearnerCardKey, LearnerCard, LearnerContext> running;
    private static Learners learners;

    @BeforeAll
    static void start() throws InterruptedException {
        var projection = new LearnerCardProjection("learner-cards");
        running = RunningProjection.start(projection, new LearnerCardMapping(), LearnerEvents.codec(), Topics.REVIEWS);
        learners = new ProjectedLearners(new LearnerCards(
                running.client(), running.database(), projection, running.topic(), running.progress()));
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Override
    protected Learners learners() {
        return learners;
    }

    @Override
    protected Position append(List<? extends LearnerEvent> events) {
        var last = running.append(events);
        return Position.reviews(last.partition(), last.offset());
    }
}
