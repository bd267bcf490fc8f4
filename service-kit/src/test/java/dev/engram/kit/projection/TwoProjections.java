package dev.engram.kit.projection;

import dev.engram.kit.topic.EngramTopics;
import dev.engram.runtime.catalogue.Catalogue;
import dev.engram.runtime.host.ProjectionHost;
import dev.engram.runtime.learner.LearnerCards;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

/** Started for {@link RealProjections} only. */
@Startup
@Alternative
@Singleton
public class TwoProjections {

    TwoProjections(ProjectionHost host, EngramTopics topics) {
        host.start(Catalogue.definition(topics.cards()));
        host.start(LearnerCards.definition("schedule", topics.reviews()));
    }
}
