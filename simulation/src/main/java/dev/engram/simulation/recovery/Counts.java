package dev.engram.simulation.recovery;

import dev.engram.simulation.Simulation;
import java.util.Arrays;

/** What can be had by counting, per tag; a review counts for each of its tags. */
final class Counts {
    private final double[] first;
    private final double[] failedFirst;
    private final double[] reviews;
    private int events;

    Counts(Simulation simulation) {
        var truth = simulation.truth();
        int[][] tags = new int[truth.cards()][];
        Arrays.setAll(tags, truth::tagsOf);
        first = new double[truth.tags()];
        failedFirst = new double[truth.tags()];
        reviews = new double[truth.tags()];
        simulation.reviews(review -> {
            events++;
            for (int tag : tags[review.card()]) {
                if (review.index() == 0) {
                    first[tag]++;
                    failedFirst[tag] += review.lapse() ? 1 : 0;
                } else {
                    reviews[tag]++;
                }
            }
        });
    }

    /** First exposures and reviews. */
    int events() {
        return events;
    }

    /** Failures of first exposures / first exposures. */
    double[] firstExposureRate() {
        return ratios(failedFirst);
    }

    /** Reviews of a learner and card. */
    double[] reviewsPerCard() {
        return ratios(reviews);
    }

    private double[] ratios(double[] over) {
        double[] ratios = new double[first.length];
        Arrays.setAll(ratios, tag -> first[tag] == 0 ? 0 : over[tag] / first[tag]);
        return ratios;
    }
}
