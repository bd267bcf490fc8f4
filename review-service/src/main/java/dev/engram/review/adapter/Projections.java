package dev.engram.review.adapter;

import dev.engram.events.CardId;
import dev.engram.events.DeckEvent;
import dev.engram.events.LearnerEvent;
import dev.engram.kit.topic.EngramTopics;
import dev.engram.projections.catalogue.CardFacts;
import dev.engram.projections.catalogue.DeckProgress;
import dev.engram.projections.learner.LearnerCard;
import dev.engram.projections.learner.LearnerCardKey;
import dev.engram.projections.learner.LearnerContext;
import dev.engram.runtime.catalogue.Catalogue;
import dev.engram.runtime.host.HostedProjection;
import dev.engram.runtime.host.ProjectionHost;
import dev.engram.runtime.learner.LearnerCards;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;

/** The two projections of this service. */
@Startup
@Singleton
class Projections {

    final HostedProjection<DeckEvent, CardId, CardFacts, DeckProgress> catalogue;
    final HostedProjection<LearnerEvent, LearnerCardKey, LearnerCard, LearnerContext> schedule;

    Projections(ProjectionHost host, EngramTopics topics) {
        catalogue = host.start(Catalogue.definition(topics.cards()));
        schedule = host.start(LearnerCards.definition("schedule", topics.reviews()));
    }
}
