package dev.engram.review.adapter.mongo;

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
import dev.engram.review.adapter.kafka.KafkaReviewLog;
import dev.engram.review.application.RecordedHistory;
import dev.engram.review.application.Studies;
import dev.engram.review.application.StudiesConformance;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class MongoStudiesTest extends StudiesConformance {
    private static RealProjections<LearnerEvent, LearnerCardKey, LearnerCard, LearnerContext> real;
    private static LearnerCards cards;

    @BeforeAll
    static void start() {
        var projection = new LearnerCardProjection("schedule");
        real = new RealProjections<>(
                projection, new LearnerCardMapping(), LearnerEvents.codec()::decode, Topics.REVIEWS);
        cards = new LearnerCards(
                real.client(),
                real.database(),
                projection,
                real.topic(),
                real.runner().progress());
    }

    @AfterAll
    static void stop() {
        real.close();
    }

    @Override
    protected Studies studies() {
        return new MongoStudies(cards);
    }

    @Override
    protected RecordedHistory history() {
        return new MongoRecordedHistory(cards);
    }

    @Override
    protected Position append(List<? extends LearnerEvent> events) {
        return new KafkaReviewLog(real.log(), real.topic()).append(events);
    }
}
