package dev.engram.analytics.adapter.mongo;

import dev.engram.analytics.application.Learners;
import dev.engram.analytics.application.LearnersConformance;
import dev.engram.events.LearnerEvent;
import dev.engram.events.codec.LearnerEvents;
import dev.engram.events.topic.Topics;
import dev.engram.kit.learner.LearnerCard;
import dev.engram.kit.learner.LearnerCardKey;
import dev.engram.kit.learner.LearnerCardMapping;
import dev.engram.kit.learner.LearnerCardProjection;
import dev.engram.kit.learner.LearnerCards;
import dev.engram.kit.learner.LearnerContext;
import dev.engram.kit.log.Position;
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
